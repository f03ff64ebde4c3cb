// SPDX-License-Identifier: Apache-2.0
// SQLite's connections and statements, closed by themselves and speaking Result.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/secret.hpp"

#include <concepts>
#include <filesystem>
#include <memory>

#include <sqlite3.h>

namespace salus::store {

/// One SQLite connection, for one thread at a time.
class Connection {
 public:
  /// Opens a file that exists. An empty key means plain SQLite. Nothing is read yet, so a wrong key shows
  /// later.
  static Result<Connection> open(const std::filesystem::path& file, const crypto::SecretBytes& key);

  /// Runs statements that return no rows that matter.
  Result<void> run(const char* sql);
  sqlite3* raw() const { return db_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  explicit Connection(sqlite3* db) : db_(db) {}

  std::unique_ptr<sqlite3, Close> db_;
};

/// What SQLite's result code asks of our caller: conflict for a broken constraint, corrupt for a file that
/// isn't what was written, unavailable for the rest.
std::unexpected<Error> failure(int code);

/// Whether the file is still what it was after this failure: the disk is full or another holds a lock.
bool leaves_file_whole(const Error& error);

/// A compiled statement, kept for the life of its connection and used through Query, by one at a time.
class Statement {
 public:
  Statement(const Connection& connection, const char* sql);
  /// The code that compiling ended with: a statement that didn't compile fails each Query with it.
  int prepared() const { return prepared_; }
  sqlite3_stmt* raw() const { return statement_.get(); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int prepared_ = SQLITE_OK;
};

/// One execution of a statement: binds its arguments in order, and resets at its end. What is bound must
/// outlive it.
class Query {
 public:
  template <class... Arguments>
  explicit Query(Statement& statement, const Arguments&... arguments) : statement_(statement) {
    int index = 0;
    (bind(++index, arguments), ...);
  }
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  /// Whether there is a further row.
  Result<bool> next();
  /// For statements without rows.
  Result<void> run();

  std::uint64_t integer(int column) const;
  /// Valid until the next row.
  ByteView bytes(int column) const;
  /// Code::corrupt unless the column has 16 bytes.
  Result<ByteArray<16>> id(int column) const;

 private:
  template <class T>
  void bind(int index, const T& value) {
    if constexpr (std::integral<T>) {
      bind_integer(index, static_cast<std::int64_t>(value));
    } else if constexpr (requires { ByteView(value.bytes()); }) {
      bind_bytes(index, value.bytes());
    } else {
      bind_bytes(index, value);
    }
  }
  void bind_integer(int index, std::int64_t value);
  void bind_bytes(int index, ByteView value);

  Statement& statement_;
  int code_ = SQLITE_OK;  ///< the first failure of binding
};

/// Executes a statement without rows.
template <class... Arguments>
Result<void> run(Statement& statement, const Arguments&... arguments) {
  return Query(statement, arguments...).run();
}

}  // namespace salus::store
