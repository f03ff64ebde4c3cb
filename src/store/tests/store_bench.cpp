// SPDX-License-Identifier: Apache-2.0
// What a point read and a commit cost, beside the bare SQLite statements that they can't do without.
#include "base/random.hpp"
#include "schema.hpp"
#include "store.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

#include <benchmark/benchmark.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace salus::store {
namespace {

constexpr std::uint32_t rows = 20'000;
constexpr std::size_t body_bytes = 2'048;

TenantId clinic() {
  ByteArray<16> bytes{};
  bytes[0] = std::byte{1};
  return TenantId(bytes);
}

// Spread like the HMACs that keys are (splitmix64).
RowKey key(std::uint64_t number) {
  RowKey key{};
  for (std::size_t half = 0; half < 2; ++half) {
    std::uint64_t mixed = (2 * number + half + 1) * 0x9e3779b97f4a7c15U;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
    mixed ^= mixed >> 31;
    std::memcpy(&key[8 * half], &mixed, 8);
  }
  return key;
}

Batch put_one(std::uint64_t number, Version version) {
  static SystemRandom random;
  Batch batch;
  batch.tenant = clinic();
  batch.id = BatchId::random(random);
  batch.puts.resize(1);
  batch.puts[0].row.key = key(number);
  batch.puts[0].row.version = version;
  batch.puts[0].row.blob.resize(body_bytes);
  return batch;
}

// A sealed store with rows in it, made once.
class Home {
 public:
  Home() : folder_(std::filesystem::temp_directory_path() / ("salus-bench-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
    open();
    for (std::uint64_t number = 0; number < rows; number += 500) {
      Batch batch = put_one(number, 1);
      for (std::uint64_t i = 1; i < 500; ++i) batch.puts.push_back(put_one(number + i, 1).puts[0]);
      boost::asio::co_spawn(loop, store->commit(std::move(batch)), [](auto...) {});
    }
    run();
  }
  ~Home() {
    store.reset();
    std::filesystem::remove_all(folder_);
  }
  std::filesystem::path file() const { return folder_ / "store.db"; }
  void open() { store = open_embedded(file(), secret()).value(); }
  void run() {
    loop.restart();
    loop.run();
  }
  static crypto::SecretBytes secret() { return crypto::SecretBytes(32); }

  std::unique_ptr<Store> store;
  boost::asio::io_context loop;

 private:
  std::filesystem::path folder_;
};

Home& home() {
  static Home home;
  return home;
}

void point_get(benchmark::State& state) {
  auto& loop = home().loop;
  std::uint64_t found = 0;
  const auto reads = [&]() -> boost::asio::awaitable<void> {
    std::mt19937 random(1);
    std::vector<RowKey> keys(1);
    for (auto _ : state) {
      keys[0] = key(random() % rows);
      const auto got = co_await home().store->get(clinic(), keys);
      found += got->front()->blob.size() / body_bytes;
    }
  };
  loop.restart();
  boost::asio::co_spawn(loop, reads(), [](auto...) {});
  loop.run();
  state.SetItemsProcessed(state.iterations());
  if (found != static_cast<std::uint64_t>(state.iterations())) state.SkipWithError("a row is missing");
}
BENCHMARK(point_get);

// The same row by one statement on a connection of its own, the body left where SQLite has it.
void point_get_sqlite(benchmark::State& state) {
  home();
  auto connection = Connection::open(home().file(), Home::secret()).value();
  if (!prepare_reader(connection, std::size_t{64} << 20)) return state.SkipWithError("not open");
  Statement statement(connection,
                      "SELECT v.body FROM heads h CROSS JOIN versions v ON v.id = h.newest "
                      "WHERE h.tenant = ? AND h.key = ?");
  std::mt19937 random(1);
  for (auto _ : state) {
    const auto wanted = key(random() % rows);
    Query query(statement, clinic(), wanted);
    if (!query.next().value_or(false)) return state.SkipWithError("a row is missing");
    benchmark::DoNotOptimize(query.bytes(0).data());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(point_get_sqlite);

// One-row batches, `range` of them under way at any time.
void commit(benchmark::State& state) {
  static std::uint64_t next = 1'000'000;
  auto& loop = home().loop;
  const auto writer = [&](std::int64_t count) -> boost::asio::awaitable<void> {
    for (; count > 0; --count) {
      Batch batch = put_one(next++, 1);
      const auto done = co_await home().store->commit(std::move(batch));
      if (!done) state.SkipWithError("a commit failed");
    }
  };
  constexpr std::int64_t each = 16;
  for (auto _ : state) {
    loop.restart();
    for (std::int64_t i = 0; i < state.range(0); ++i) {
      boost::asio::co_spawn(loop, writer(each), [](auto...) {});
    }
    loop.run();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0) * each);
}
BENCHMARK(commit)->Arg(1)->Arg(32)->Arg(256)->UseRealTime()->MeasureProcessCPUTime();

// One insert of the same body with a sync of its own: what a commit can't go below without company.
void commit_sqlite(benchmark::State& state) {
  const auto file = home().file().string() + "-bare";
  std::ofstream(file).close();
  auto connection = Connection::open(file, Home::secret()).value();
  if (!prepare_writer(connection, std::size_t{64} << 20) ||
      !connection.run(
          "PRAGMA wal_autocheckpoint = 2000; CREATE TABLE bare (id INTEGER PRIMARY KEY, body BLOB)")) {
    return state.SkipWithError("not open");
  }
  Statement insert(connection, "INSERT INTO bare (body) VALUES (?)");
  const Bytes body(body_bytes);
  for (auto _ : state) {
    if (!run(insert, body)) return state.SkipWithError("an insert failed");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(commit_sqlite)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace
}  // namespace salus::store

BENCHMARK_MAIN();
