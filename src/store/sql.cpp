// SPDX-License-Identifier: Apache-2.0
// Opening, keying, binding and stepping: the only place that turns SQLite's codes into ours.
#include "sql.hpp"

#include <algorithm>
#include <mutex>

namespace salus::store {

namespace {

constexpr Literal disk_full = "store: the disk is full";
constexpr Literal file_locked = "store: the file is locked";

// SQLCipher takes a raw key as the text x'<64 digits>'; everything else would be stretched as a passphrase.
// The text is built in memory that is wiped, and never becomes part of an SQL statement.
int set_raw_key(sqlite3* db, const crypto::SecretBytes& key) {
  constexpr char digits[] = "0123456789abcdef";
  crypto::SecretBytes literal(2 * key.size() + 3);
  auto out = literal.writable();
  std::size_t at = 0;
  const auto put = [&](char letter) { out[at++] = static_cast<std::byte>(letter); };
  put('x');
  put('\'');
  for (const std::byte value : key.view()) {
    put(digits[std::to_integer<unsigned>(value >> 4)]);
    put(digits[std::to_integer<unsigned>(value & std::byte{15})]);
  }
  put('\'');
  return sqlite3_key_v2(db, "main", literal.view().data(), static_cast<int>(literal.size()));
}

}  // namespace

std::unexpected<Error> failure(int code) {
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return fail(Code::conflict, "store: a constraint doesn't hold");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fail(Code::corrupt, "store: wrong key, or the file isn't what was written");
    case SQLITE_FULL:
      return fail(Code::unavailable, disk_full);
    case SQLITE_IOERR:
      return fail(Code::unavailable, "store: reading or writing the file failed");
    case SQLITE_BUSY:
      return fail(Code::unavailable, file_locked);
    default:
      return fail(Code::unavailable, "store: SQLite refused");
  }
}

bool leaves_file_whole(const Error& error) {
  const auto context = error.context.view();
  return context == disk_full.view() || context == file_locked.view();
}

Result<Connection> Connection::open(const std::filesystem::path& file, const crypto::SecretBytes& key) {
  static std::once_flag configured;
  // Without its allocation statistics SQLite takes no global lock an allocation.
  std::call_once(configured, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
  sqlite3* db = nullptr;
  const int opened = sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  Connection connection(db);
  if (opened != SQLITE_OK) return failure(opened);
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, 10'000);
  if (key.empty()) {
    TRY(connection.run("PRAGMA page_size = 8192"));
    return connection;
  }
  if (const int keyed = set_raw_key(db, key); keyed != SQLITE_OK) return failure(keyed);
  // Its complaints would go to standard error past our log; failures reach the caller as codes.
  TRY(connection.run("PRAGMA cipher_log_level = NONE"));
  // Pages hold sealed blobs and HMACs, so SQLCipher's locking of every allocation would cost much and hide
  // nothing; its own keys it locks and wipes in any case.
  TRY(connection.run("PRAGMA cipher_memory_security = OFF; PRAGMA cipher_page_size = 8192"));
  return connection;
}

Result<void> Connection::run(const char* sql) {
  const int code = sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(code);
  return {};
}

Statement::Statement(const Connection& connection, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  prepared_ = sqlite3_prepare_v3(connection.raw(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  statement_.reset(statement);
}

Query::~Query() {
  sqlite3_reset(statement_.raw());
  sqlite3_clear_bindings(statement_.raw());  // they point into memory that the caller is about to free
}

Result<bool> Query::next() {
  if (statement_.prepared() != SQLITE_OK) return failure(statement_.prepared());
  if (code_ != SQLITE_OK) return failure(code_);
  const int code = sqlite3_step(statement_.raw());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return failure(code);
}

Result<void> Query::run() {
  TRY([[maybe_unused]] const bool row, next());
  return {};
}

std::uint64_t Query::integer(int column) const {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement_.raw(), column));
}

ByteView Query::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_.raw(), column);
  const int size = sqlite3_column_bytes(statement_.raw(), column);
  return {static_cast<const std::byte*>(data), static_cast<std::size_t>(size)};
}

Result<ByteArray<16>> Query::id(int column) const {
  const auto view = bytes(column);
  ByteArray<16> id;
  if (view.size() != id.size()) return fail(Code::corrupt, "store: an id doesn't have 16 bytes");
  std::ranges::copy(view, id.begin());
  return id;
}

void Query::bind_integer(int index, std::int64_t value) {
  if (code_ == SQLITE_OK) code_ = sqlite3_bind_int64(statement_.raw(), index, value);
}

void Query::bind_bytes(int index, ByteView value) {
  if (code_ != SQLITE_OK) return;
  // A null pointer would bind NULL instead of an empty blob.
  const void* data = value.empty() ? "" : static_cast<const void*>(value.data());
  code_ = sqlite3_bind_blob64(statement_.raw(), index, data, value.size(), SQLITE_STATIC);
}

}  // namespace salus::store
