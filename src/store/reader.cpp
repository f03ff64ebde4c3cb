// SPDX-License-Identifier: Apache-2.0
// Reads that take more than one statement hold a transaction, so that a page shows one moment.
#include "reader.hpp"

#include "token_cursor.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace salus::store {

namespace {

constexpr std::uint64_t greatest = std::numeric_limits<std::int64_t>::max();

// Ends its read transaction whichever way the function ends.
class Snapshot {
 public:
  Snapshot(Statement& begin, Statement& end) : end_(end), begun_(run(begin)) {}
  ~Snapshot() { std::ignore = run(end_); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  const Result<void>& begun() const { return begun_; }

 private:
  Statement& end_;
  Result<void> begun_;
};

// Reads what every statement here selects: key, version, state, generation, body.
Result<Row> read_row(const Query& query) {
  Row row;
  TRY(row.key, query.id(0));
  row.version = query.integer(1);
  const auto state = query.integer(2);
  if (state > std::to_underlying(State::deleted)) return fail(Code::corrupt, "store: no such state");
  row.state = static_cast<State>(state);
  row.generation = static_cast<Generation>(query.integer(3));
  row.blob = to_bytes(query.bytes(4));
  return row;
}

Result<std::vector<Row>> read_rows(Query& query,
                                   std::size_t bytes = std::numeric_limits<std::size_t>::max()) {
  std::vector<Row> rows;
  std::size_t held = 0;
  while (held < bytes) {
    TRY(const bool more, query.next());
    if (!more) break;
    TRY(auto row, read_row(query));
    held += row.blob.size();
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<std::optional<Row>> read_one(Query& query) {
  TRY(const bool found, query.next());
  if (!found) return std::nullopt;
  return read_row(query);
}

// Where a page begins; nothing when the page before ended at the last possible key.
std::optional<RowKey> first_key(const PageRequest& page) {
  return page.after ? successor(*page.after) : RowKey{};
}

#define SALUS_NEWEST                                        \
  "SELECT v.key, v.version, v.state, v.generation, v.body " \
  "FROM heads h CROSS JOIN versions v ON v.id = h.newest "

}  // namespace

Reader::Reader(Connection connection)
    : connection_(std::move(connection)),
      begin_(connection_, "BEGIN"),
      end_(connection_, "COMMIT"),
      newest_(connection_, SALUS_NEWEST "WHERE h.tenant = ? AND h.key = ?"),
      version_(connection_,
               "SELECT key, version, state, generation, body FROM versions "
               "WHERE tenant = ? AND key = ? AND version = ?"),
      history_(connection_,
               "SELECT key, version, state, generation, body FROM versions "
               "WHERE tenant = ? AND key = ? AND version < ? ORDER BY version DESC LIMIT ?"),
      scan_(connection_, SALUS_NEWEST "WHERE h.tenant = ? AND h.key >= ? ORDER BY h.key LIMIT ?"),
      older_(connection_,
             SALUS_NEWEST "WHERE h.tenant = ? AND h.generation < ? ORDER BY h.generation, h.key LIMIT ?"),
      token_keys_(connection_,
                  "SELECT key FROM tokens WHERE tenant = ? AND token = ? AND key >= ? ORDER BY key LIMIT ?"),
      claim_(connection_, "SELECT key FROM claims WHERE tenant = ? AND value = ?"),
      batch_(connection_, "SELECT 1 FROM batches WHERE tenant = ? AND batch = ?"),
      changes_(connection_,
               "SELECT counter, key, version, batch FROM changes "
               "WHERE tenant = ? AND counter > ? ORDER BY counter LIMIT ?") {}

Result<std::optional<Row>> Reader::newest(TenantId tenant, const RowKey& key) {
  Query query(newest_, tenant, key);
  return read_one(query);
}

Result<std::vector<std::optional<Row>>> Reader::get(TenantId tenant, const std::vector<RowKey>& keys) {
  std::optional<Snapshot> snapshot;
  if (keys.size() > 1) {  // a single statement is its own snapshot
    snapshot.emplace(begin_, end_);
    TRY(snapshot->begun());
  }
  std::vector<std::optional<Row>> rows;
  rows.reserve(keys.size());
  for (const auto& key : keys) {
    TRY(auto row, newest(tenant, key));
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<std::optional<Row>> Reader::get_version(TenantId tenant, const RowKey& key, Version version) {
  if (version > greatest) return std::nullopt;
  Query query(version_, tenant, key, version);
  return read_one(query);
}

Result<std::vector<Row>> Reader::find(TenantId tenant, const Expression& expression,
                                      const PageRequest& page) {
  const Snapshot snapshot(begin_, end_);
  TRY(snapshot.begun());
  Conjunction matches(token_keys_, tenant, expression);
  std::vector<Row> rows;
  std::size_t bytes = 0;
  for (auto from = first_key(page); from && rows.size() < page.limit && bytes < page.bytes;) {
    TRY(const auto key, matches.seek(*from));
    if (!key) break;
    TRY(auto row, newest(tenant, *key));
    if (!row) return fail(Code::corrupt, "store: a token without its row");
    bytes += row->blob.size();
    rows.push_back(*std::move(row));
    from = successor(*key);
  }
  return rows;
}

Result<std::optional<RowKey>> Reader::claimed(TenantId tenant, const ByteArray<16>& value) {
  Query query(claim_, tenant, value);
  TRY(const bool found, query.next());
  if (!found) return std::nullopt;
  return query.id(0);
}

Result<std::vector<Row>> Reader::history(TenantId tenant, const RowKey& key, Version before,
                                         std::uint32_t limit) {
  Query query(history_, tenant, key, std::min(before, greatest), limit);
  return read_rows(query);
}

Result<bool> Reader::committed(TenantId tenant, BatchId batch) {
  Query query(batch_, tenant, batch);
  return query.next();
}

Result<std::vector<Row>> Reader::scan(TenantId tenant, const PageRequest& page) {
  const auto from = first_key(page);
  if (!from) return std::vector<Row>{};
  Query query(scan_, tenant, *from, page.limit);
  return read_rows(query, page.bytes);
}

Result<std::vector<Row>> Reader::older_than(TenantId tenant, Generation generation, std::uint32_t limit) {
  Query query(older_, tenant, generation, limit);
  return read_rows(query);
}

Result<std::vector<Change>> Reader::changes(TenantId tenant, Counter cursor, std::uint32_t limit) {
  Query query(changes_, tenant, std::min(cursor, greatest), limit);
  std::vector<Change> changes;
  for (;;) {
    TRY(const bool more, query.next());
    if (!more) return changes;
    Change change;
    change.counter = query.integer(0);
    TRY(change.key, query.id(1));
    change.version = query.integer(2);
    TRY(const auto batch, query.id(3));
    change.batch = BatchId(batch);
    changes.push_back(change);
  }
}

}  // namespace salus::store
