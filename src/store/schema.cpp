// SPDX-License-Identifier: Apache-2.0
// Every table leads with the tenant; bodies lie in a rowid table, everything small is its own index.
#include "schema.hpp"

#include <string>

namespace salus::store {

namespace {

constexpr int schema_version = 1;

// `heads` finds the newest version of a row without touching older ones, and says what a precondition needs
// to know from one small page. Bodies stay out of it: a B-tree with 2 KiB rows and 16-byte keys reads five
// times as slowly as one on rowids, and rowids make new bodies land side by side.
constexpr char tables[] = R"sql(
  CREATE TABLE versions (
    id INTEGER PRIMARY KEY, tenant BLOB NOT NULL, key BLOB NOT NULL, version INTEGER NOT NULL,
    state INTEGER NOT NULL, generation INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
  CREATE UNIQUE INDEX versions_by_key ON versions (tenant, key, version);

  CREATE TABLE heads (
    tenant BLOB NOT NULL, key BLOB NOT NULL, version INTEGER NOT NULL, generation INTEGER NOT NULL,
    newest INTEGER NOT NULL, PRIMARY KEY (tenant, key)) STRICT, WITHOUT ROWID;
  CREATE INDEX heads_by_generation ON heads (tenant, generation);

  CREATE TABLE tokens (
    tenant BLOB NOT NULL, token INTEGER NOT NULL, key BLOB NOT NULL,
    PRIMARY KEY (tenant, token, key)) STRICT, WITHOUT ROWID;
  CREATE INDEX tokens_by_key ON tokens (tenant, key);

  CREATE TABLE claims (
    tenant BLOB NOT NULL, value BLOB NOT NULL, key BLOB NOT NULL,
    PRIMARY KEY (tenant, value)) STRICT, WITHOUT ROWID;
  CREATE INDEX claims_by_key ON claims (tenant, key);

  CREATE TABLE counters (
    tenant BLOB PRIMARY KEY, counter INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE changes (
    tenant BLOB NOT NULL, counter INTEGER NOT NULL, key BLOB NOT NULL, version INTEGER NOT NULL,
    batch BLOB NOT NULL, PRIMARY KEY (tenant, counter)) STRICT, WITHOUT ROWID;
  CREATE TABLE batches (
    tenant BLOB NOT NULL, batch BLOB NOT NULL, PRIMARY KEY (tenant, batch)) STRICT, WITHOUT ROWID;
)sql";

Result<std::uint64_t> number(Connection& connection, const char* sql) {
  Statement statement(connection, sql);
  Query query(statement);
  TRY(const bool row, query.next());
  return row ? query.integer(0) : 0;
}

Result<void> use_wal(Connection& connection) {
  Statement statement(connection, "PRAGMA journal_mode = WAL");
  Query query(statement);
  TRY(const bool row, query.next());
  if (!row || as_text(query.bytes(0)) != "wal")
    return fail(Code::unavailable, "store: no WAL on this file system");
  return {};
}

Result<void> make_tables(Connection& connection) {
  const auto mark = "PRAGMA user_version = " + std::to_string(schema_version);
  TRY(connection.run("BEGIN IMMEDIATE"));
  TRY(connection.run(tables));
  TRY(connection.run(mark.c_str()));
  return connection.run("COMMIT");
}

Result<void> set_cache(Connection& connection, std::size_t bytes) {
  const auto cache = "PRAGMA cache_size = -" + std::to_string(bytes / 1024);
  TRY(connection.run(cache.c_str()));
  return connection.run("PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0");
}

}  // namespace

Result<void> prepare_writer(Connection& connection, std::size_t cache_bytes) {
  TRY(set_cache(connection, cache_bytes));
  // The first to read the file: a wrong key ends here.
  TRY(const auto version, number(connection, "PRAGMA user_version"));
  TRY(const auto existing, number(connection, "SELECT count(*) FROM sqlite_schema"));
  if (version != schema_version && (version != 0 || existing != 0)) {
    return fail(Code::unsupported, "store: the file was made by another version of the program");
  }
  // Checkpoints are the writer's own, so that it sees how they end.
  TRY(
      connection.run("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 0;"
                     "PRAGMA cell_size_check = ON"));
  TRY(use_wal(connection));
  if (existing == 0) {
    TRY(make_tables(connection));
  }
  // After a failed sync the page cache may show WAL frames that the disk never got. Copying all of them into
  // the main file, synced, makes true again that what can be read is durable.
  const int moved =
      sqlite3_wal_checkpoint_v2(connection.raw(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (moved != SQLITE_OK) return failure(moved);
  return {};
}

Result<void> prepare_reader(Connection& connection, std::size_t cache_bytes) {
  TRY(set_cache(connection, cache_bytes));
  return connection.run("PRAGMA query_only = ON; PRAGMA cell_size_check = ON");
}

}  // namespace salus::store
