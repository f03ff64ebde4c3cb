// SPDX-License-Identifier: Apache-2.0
// A home with a log, for tests.
#pragma once

#include "fakes.hpp"

namespace salus::audit::test {

/// A home with a log that can be closed and opened again.
class LogTest : public testing::Test {
 protected:
  Result<void> try_open() {
    auto opened = run(Log::open(Home(folder.path), keys, store, clock, random, options));
    if (!opened) return std::unexpected(opened.error());
    log = *std::move(opened);
    return {};
  }
  void open() {
    const auto opened = try_open();
    ASSERT_TRUE(opened) << opened.error().context.view();
  }
  void close() { log.reset(); }
  void reopen() {
    close();
    open();
  }
  Verified verify(const std::optional<std::string>& since = {}) const {
    return audit::verify(Home(folder.path).audit(), std::nullopt, since);
  }
  /// All at once, so that they share syncs.
  void read(int times, TenantId of = tenant(1), OwnerId whose = owner(1)) {
    auto& loop = test_loop();
    std::vector<std::optional<Result<Receipt<policy::Exact>>>> receipts(static_cast<std::size_t>(times));
    for (auto& receipt : receipts) {
      boost::asio::co_spawn(loop, into(log->append(office.read(of, whose)), receipt), boost::asio::detached);
    }
    loop.run();
    for (const auto& receipt : receipts) ASSERT_TRUE(receipt && *receipt);
  }

  Folder folder;
  FakeKeys keys;
  FakeStore store;
  SystemClock clock;
  SystemRandom random;
  Options options = small();
  Office office;
  std::unique_ptr<Log> log;

 private:
  static Options small() {
    Options options;
    options.segment_bytes = std::size_t{256} << 10;
    return options;
  }
};

}  // namespace salus::audit::test
