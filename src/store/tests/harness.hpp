// SPDX-License-Identifier: Apache-2.0
// What every test of the store needs: a folder, short names for batches, and a loop to run one call on.
#pragma once

#include "base/random.hpp"
#include "store.hpp"

#include <cstdint>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace salus::store {

/// This thread's loop. Loops live to the end of the program: the writer may still be inside the post that let
/// the last waiter go on, when that waiter's thread is long done.
inline boost::asio::io_context& own_loop() {
  static std::mutex mutex;
  static std::deque<boost::asio::io_context> loops;
  thread_local auto& mine = [] -> boost::asio::io_context& {
    const std::scoped_lock lock(mutex);
    return loops.emplace_back();
  }();
  return mine;
}

/// Runs one call on it.
template <class T>
Result<T> await(Task<T> task) {
  std::optional<Result<T>> result;
  boost::asio::co_spawn(own_loop(), std::move(task), [&](std::exception_ptr failed, Result<T> value) {
    if (failed) std::rethrow_exception(failed);
    result = std::move(value);
  });
  own_loop().restart();
  own_loop().run();
  return *std::move(result);
}

/// Why a call failed; Code::internal, which the store never answers, when it didn't.
template <class T>
Code code_of(const Result<T>& result) {
  return result ? Code::internal : result.error().code;
}

/// `memory` where only what SQLite asks of the file system matters, and the disk's own speed would be in the
/// way.
enum class Medium : std::uint8_t { disk, memory };

class TemporaryFolder {
 public:
  explicit TemporaryFolder(Medium medium = Medium::disk) {
    const std::filesystem::path memory = "/dev/shm";
    const bool in_memory = medium == Medium::memory && std::filesystem::is_directory(memory);
    std::string name = (in_memory ? memory : std::filesystem::temp_directory_path()) / "salus-store-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline TenantId tenant(unsigned char number) {
  ByteArray<16> bytes{};
  bytes[0] = std::byte{number};
  return TenantId(bytes);
}

/// Keys sort as their numbers.
inline RowKey key(std::uint32_t number) {
  RowKey key{};
  for (std::size_t i = 0; i < 4; ++i) key[i] = static_cast<std::byte>(number >> (24 - 8 * i));
  return key;
}

inline Batch batch(TenantId tenant) {
  static SystemRandom random;
  Batch batch;
  batch.tenant = tenant;
  batch.id = BatchId::random(random);
  return batch;
}

inline Put put(RowKey key, Version version, std::string_view body = "body", std::vector<Token> tokens = {}) {
  Put put;
  put.row.key = key;
  put.row.version = version;
  put.row.blob = to_bytes(as_bytes(body));
  put.tokens = std::move(tokens);
  return put;
}

inline Put deletion(RowKey key, Version version) {
  auto gone = put(key, version, "");
  gone.row.state = State::deleted;
  return gone;
}

/// A batch with one put.
inline Batch one(TenantId tenant, Put put) {
  auto single = batch(tenant);
  single.puts.push_back(std::move(put));
  return single;
}

inline std::vector<RowKey> keys_of(const Result<std::vector<Row>>& rows) {
  std::vector<RowKey> keys;
  if (!rows) return {key(0xdeadbeef)};  // equals nothing that a test expects
  for (const auto& row : *rows) keys.push_back(row.key);
  return keys;
}

/// The same 256-bit key each time.
inline crypto::SecretBytes store_key() {
  crypto::SecretBytes key(32);
  for (std::size_t i = 0; i < 32; ++i) key.writable()[i] = static_cast<std::byte>(i);
  return key;
}

}  // namespace salus::store
