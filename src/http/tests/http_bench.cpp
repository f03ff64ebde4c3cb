// SPDX-License-Identifier: Apache-2.0
// What a request costs the server's own core, whatever the clients cost theirs.
#include "base/clock.hpp"
#include "http/certificate.hpp"
#include "http/server.hpp"
#include "tests/client.hpp"

#include <memory>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <pthread.h>
#include <time.h>

namespace salus::http {
namespace {

double cpu_seconds(std::jthread& thread) {
  clockid_t clock;
  timespec time{};
  if (::pthread_getcpuclockid(thread.native_handle(), &clock) != 0 || ::clock_gettime(clock, &time) != 0)
    return 0;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

struct Bench {
  Bench() {
    std::string name = "/tmp/salus-http-bench-XXXXXX";
    folder = ::mkdtemp(name.data());
    const auto made = demo_certificate(folder, SystemClock());
    Options options;
    options.tls.emplace();
    options.tls->certificate = made->certificate;
    options.tls->key = made->key;
    const auto body = std::make_shared<const Bytes>(2048, std::byte{'x'});
    server = std::make_unique<Server>(
        std::vector<boost::asio::any_io_executor>{loop.get_executor()}, options,
        [body](Request) -> boost::asio::awaitable<Response> {
          Response response(200);
          response.headers.add("Content-Type", "application/fhir+json");
          response.shared = body;
          co_return response;
        },
        metrics);
    port = *server->listen();
    thread = std::jthread([this] { loop.run(); });
  }
  ~Bench() {
    boost::asio::co_spawn(loop, server->stop(std::chrono::seconds(1)), [](std::exception_ptr) {});
    thread.join();
    std::filesystem::remove_all(folder);
  }

  std::filesystem::path folder;
  boost::asio::io_context loop{1};
  Metrics metrics;
  std::unique_ptr<Server> server;
  std::uint16_t port = 0;
  std::jthread thread;
};

void keep_alive_2_kib(benchmark::State& state) {
  Bench bench;
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < state.range(0); ++i) clients.push_back(std::make_unique<Client>(bench.port));
  const double before = cpu_seconds(bench.thread);
  for (auto _ : state) {
    for (auto& client : clients) client->send("GET /fhir/Observation/1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    for (auto& client : clients) {
      if (!client->receive()) state.SkipWithError("no answer");
    }
  }
  const double requests = static_cast<double>(state.iterations()) * static_cast<double>(state.range(0));
  state.counters["requests_per_server_cpu_second"] = requests / (cpu_seconds(bench.thread) - before);
}
BENCHMARK(keep_alive_2_kib)->Arg(1)->Arg(32)->UseRealTime();

void full_handshake(benchmark::State& state) {
  Bench bench;
  const double before = cpu_seconds(bench.thread);
  for (auto _ : state) {
    if (!Client(bench.port).connected()) state.SkipWithError("no handshake");
  }
  state.counters["handshakes_per_server_cpu_second"] =
      static_cast<double>(state.iterations()) / (cpu_seconds(bench.thread) - before);
}
BENCHMARK(full_handshake)->UseRealTime();

}  // namespace
}  // namespace salus::http

BENCHMARK_MAIN();
