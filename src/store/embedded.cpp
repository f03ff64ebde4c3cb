// SPDX-License-Identifier: Apache-2.0
// The embedded engine: one writer, a pool of readers, and one process that owns the file.
#include "base/file.hpp"
#include "bounds.hpp"
#include "reader.hpp"
#include "schema.hpp"
#include "store.hpp"
#include "writer.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace salus::store {

namespace {

class Embedded final : public Store {
 public:
  Embedded(FileHandle lock, Connection writer, EmbeddedOptions options,
           std::vector<std::unique_ptr<Reader>> readers)
      : lock_(std::move(lock)),
        readers_(std::move(readers)),
        writer_(std::move(writer), options.wal_bytes, std::move(options.fenced)) {}
  ~Embedded() override { Embedded::stop(); }

  Task<std::vector<std::optional<Row>>> get(TenantId tenant, std::vector<RowKey> keys) override {
    CO_TRY(check_keys(keys.size()));
    co_return read([&](Reader& reader) { return reader.get(tenant, keys); });
  }
  Task<std::optional<Row>> get_version(TenantId tenant, RowKey key, Version version) override {
    co_return read([&](Reader& reader) { return reader.get_version(tenant, key, version); });
  }
  Task<std::vector<Row>> find(TenantId tenant, Expression expression, PageRequest page) override {
    CO_TRY(check(expression));
    CO_TRY(check_limit(page.limit));
    co_return read([&](Reader& reader) { return reader.find(tenant, expression, page); });
  }
  Task<std::optional<RowKey>> claimed(TenantId tenant, ByteArray<16> value) override {
    co_return read([&](Reader& reader) { return reader.claimed(tenant, value); });
  }
  Task<std::vector<Row>> history(TenantId tenant, RowKey key, std::optional<Version> before,
                                 std::uint32_t limit) override {
    CO_TRY(check_limit(limit));
    const Version below = before.value_or(~Version{0});
    co_return read([&](Reader& reader) { return reader.history(tenant, key, below, limit); });
  }
  Task<Committed> commit(Batch batch) override {
    CO_TRY(check(batch));
    CO_TRY(writer_.accepts());
    const auto start = [&](Resume<Answer> waiter) { writer_.submit(std::move(batch), std::move(waiter)); };
    co_return co_await suspend<Answer>(start);
  }
  Task<bool> committed(TenantId tenant, BatchId batch) override {
    co_return read([&](Reader& reader) { return reader.committed(tenant, batch); });
  }
  Task<std::vector<Row>> scan(TenantId tenant, PageRequest page) override {
    CO_TRY(check_limit(page.limit));
    co_return read([&](Reader& reader) { return reader.scan(tenant, page); });
  }
  Task<std::vector<Row>> older_than(TenantId tenant, Generation generation, std::uint32_t limit) override {
    CO_TRY(check_limit(limit));
    co_return read([&](Reader& reader) { return reader.older_than(tenant, generation, limit); });
  }
  Task<std::vector<Change>> changes(TenantId tenant, Counter cursor, std::uint32_t limit) override {
    CO_TRY(check_limit(limit));
    co_return read([&](Reader& reader) { return reader.changes(tenant, cursor, limit); });
  }

  // Readers first, so that the writer, closing last, can remove the WAL; then others may own the file.
  void stop() override {
    const std::scoped_lock once(stopping_);
    readers_.close();
    writer_.stop();
    lock_ = FileHandle();
  }

 private:
  template <class Verb>
  auto read(Verb verb) -> decltype(verb(std::declval<Reader&>())) {
    TRY(writer_.intact());
    const auto reader = readers_.borrow();
    if (!reader) return fail(Code::unavailable, "store: closed");
    return verb(*reader);
  }

  std::mutex stopping_;
  FileHandle lock_;
  ReaderPool readers_;
  Writer writer_;
};

std::unexpected<Error> unopened() {
  return fail(Code::unavailable, "store: can't create or open the file");
}

// Two writers would each believe that they know the newest counter. A file of its own carries the lock:
// closing any descriptor of the database would drop SQLite's own.
Result<FileHandle> own(const std::filesystem::path& file) {
  auto path = file;
  path += "-lock";
  FileHandle lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!lock) return unopened();
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    return fail(Code::unavailable, "store: another process has the file open");
  }
  return lock;
}

// SQLite gives -wal and -shm the mode of the main file.
Result<void> create(const std::filesystem::path& file) {
  const FileHandle made(::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (made) return sync_folder(std::filesystem::absolute(file).parent_path());
  if (errno != EEXIST || ::chmod(file.c_str(), 0600) != 0) return unopened();
  return {};
}

}  // namespace

Result<std::unique_ptr<Store>> open_embedded(const std::filesystem::path& file,
                                             const crypto::SecretBytes& key, EmbeddedOptions options) {
  if (!key.empty() && key.size() != 32) return fail(Code::invalid, "store: a key has 32 bytes");
  if (options.readers == 0) return fail(Code::invalid, "store: no readers");
  TRY(auto lock, own(file));
  TRY(create(file));
  TRY(auto writer, Connection::open(file, key));
  TRY(prepare_writer(writer, options.cache_bytes));
  std::vector<std::unique_ptr<Reader>> readers;
  for (std::size_t i = 0; i < options.readers; ++i) {
    TRY(auto connection, Connection::open(file, key));
    TRY(prepare_reader(connection, options.cache_bytes));
    readers.push_back(std::make_unique<Reader>(std::move(connection)));
  }
  return std::make_unique<Embedded>(std::move(lock), std::move(writer), std::move(options),
                                    std::move(readers));
}

}  // namespace salus::store
