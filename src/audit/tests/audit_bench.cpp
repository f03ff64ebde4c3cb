// SPDX-License-Identifier: Apache-2.0
// Appends a second with 1, 32 and 128 in flight, beside bare fdatasync of a file like the journal's in the
// same run.
#include "fakes.hpp"

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

namespace salus::audit {
namespace {

constexpr int batch_of = 512;  // appends an iteration

boost::asio::awaitable<void> append_some(Log& log, const test::Office& office, int& left) {
  while (left > 0) {
    --left;
    const auto receipt = co_await log.append(office.read(test::tenant(1), test::owner(1)));
    if (!receipt) std::abort();
  }
}

void append(benchmark::State& state) {
  test::Bench bench;
  for (auto _ : state) {
    auto& loop = test::test_loop();
    int left = batch_of;
    for (int i = 0; i < state.range(0); ++i) {
      boost::asio::co_spawn(loop, append_some(*bench.log, bench.office, left), boost::asio::detached);
    }
    loop.run();
  }
  state.SetItemsProcessed(state.iterations() * batch_of);
}
BENCHMARK(append)->Arg(1)->Arg(32)->Arg(128)->UseRealTime()->Unit(benchmark::kMillisecond);

void bare_fdatasync(benchmark::State& state) {
  test::Folder folder;
  const auto path = folder.path / "bare";
  if (!make_zeroed(path, std::size_t{16} << 20)) std::abort();
  const FileHandle file(::open(path.c_str(), O_WRONLY));
  const Bytes frame(512, std::byte{7});
  off_t at = 0;
  for (auto _ : state) {
    if (::pwrite(file.get(), frame.data(), frame.size(), at) < 0 || ::fdatasync(file.get()) != 0)
      std::abort();
    at = (at + static_cast<off_t>(frame.size())) % (off_t{16} << 20);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(bare_fdatasync)->UseRealTime();

void match_a_row(benchmark::State& state) {
  test::Bench bench;
  store::Row row;
  row.version = 1;
  row.blob.resize(2048);
  std::vector<Head> heads{head_of(row)};
  const BatchId batch;
  if (!test::run(bench.log->append(bench.office.write(test::tenant(1), test::owner(1)), batch, heads)))
    std::abort();
  bench.log->committed(test::tenant(1), batch);
  for (auto _ : state) {
    if (!bench.log->matches(test::tenant(1), row.key, row)) std::abort();
  }
}
BENCHMARK(match_a_row);

}  // namespace
}  // namespace salus::audit

BENCHMARK_MAIN();
