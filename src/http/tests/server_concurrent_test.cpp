// SPDX-License-Identifier: Apache-2.0
// Many connections and several loops: bounds hold, memory comes back, a stop under load loses no answer.
#include "base/deadline.hpp"
#include "tests/client.hpp"
#include "tests/running.hpp"

#include <atomic>
#include <fstream>

#include <malloc.h>
#include <sys/resource.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

namespace salus::http {
namespace {

using namespace std::chrono_literals;

std::size_t resident() {
  std::ifstream file("/proc/self/statm");
  std::size_t pages = 0;
  file >> pages >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

TEST(server_concurrent, two_thousand_idle_connections_cost_little_and_give_it_back) {
  constexpr std::size_t count = sanitized ? 200 : 2000;
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  ASSERT_GE(files.rlim_cur, 2 * count + 100);

  Options options = Running::options();
  options.limits.connections_a_peer = count;
  options.limits.idle = 10min;
  options.limits.header = 10min;
  Running running(echo, options, true, 2);
  ASSERT_EQ(Client(running.port).fetch("/")->status, 200);  // one-time costs come before the measure
  ::malloc_trim(0);
  const std::size_t before = resident();
  // Sockets without a TLS client above them, so that what is measured is the server's: each has asked once
  // and waits.
  std::vector<int> sockets;
  for (std::size_t i = 0; i < count; ++i) {
    Client client(running.port);
    ASSERT_TRUE(client.connected()) << i;
    const auto answer = client.fetch("/");
    ASSERT_TRUE(answer && answer->status == 200) << i;
    sockets.push_back(::dup(client.socket()));
  }
  EXPECT_EQ(running.server().connections(), count);
  const std::size_t during = resident();
  Client crowded(running.port);
  EXPECT_FALSE(crowded.connected());
  for (const int socket : sockets) ::close(socket);
  for (int i = 0; i < 1000 && running.server().connections() != 0; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(running.server().connections(), 0u);
  ::malloc_trim(0);
  const std::size_t after = resident();
  RecordProperty("idle_connection_bytes", std::to_string((during - before) / count));
  RecordProperty("left_bytes", std::to_string(after > before ? after - before : 0));
  if (sanitized) return;  // quarantines and shadow memory say nothing about the product
  EXPECT_LT((during - before) / count, 64u * 1024);
  EXPECT_LT(after, before + 64 * 1024 * 1024);
}

TEST(server_concurrent, loops_share_the_work_and_keep_answers_apart) {
  Running running(echo, Running::options(), true, 4);
  std::vector<std::jthread> clients;
  std::atomic<int> right = 0;
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&, c] {
      Client client(running.port);
      for (int i = 0; i < 100; ++i) {
        const std::string path = "/" + std::to_string(c) + "/" + std::to_string(i);
        const auto answer = client.fetch(path);
        right += answer && answer->body == "GET " + path + " 0 ";
      }
    });
  }
  clients.clear();
  EXPECT_EQ(right, 800);
}

TEST(server_concurrent, a_stop_under_load_answers_what_it_took) {
  for (int round = 0; round < 5; ++round) {
    std::atomic<int> taken = 0, answered = 0, broken = 0;
    Running running(
        [&taken](Request) -> boost::asio::awaitable<Response> {
          ++taken;
          co_await sleep_for(2ms);
          co_return Response::text(200, "whole");
        },
        Running::options(), true, 2);
    std::vector<std::jthread> clients;
    for (int c = 0; c < 6; ++c) {
      clients.emplace_back([&] {
        Client client(running.port);
        while (client.connected()) {
          const auto answer = client.fetch("/");
          if (!answer) break;
          answer->body == "whole" ? ++answered : ++broken;
        }
      });
    }
    std::this_thread::sleep_for(100ms);
    running.stop(20s);
    clients.clear();
    EXPECT_GT(taken, 0);
    EXPECT_EQ(answered, taken);
    EXPECT_EQ(broken, 0);
  }
}

TEST(server_concurrent, accepting_outlives_a_lack_of_descriptors) {
  Running running(echo, Running::options(), false);
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  Client waiting(running.port, Client::Kind::plain);
  EXPECT_EQ(waiting.fetch("/")->status, 200);
  // Room for the next client's own socket, none for the server's end of it.
  const int next = ::dup(0);
  ::close(next);
  rlimit tight = before;
  tight.rlim_cur = static_cast<rlim_t>(next) + 1;
  ::setrlimit(RLIMIT_NOFILE, &tight);
  Client starved(running.port, Client::Kind::plain);
  EXPECT_TRUE(starved.connected());  // by the kernel
  EXPECT_TRUE(starved.send("GET /late HTTP/1.1\r\nHost: x\r\n\r\n"));
  std::this_thread::sleep_for(200ms);
  EXPECT_EQ(waiting.fetch("/")->status, 200);
  EXPECT_EQ(running.server().connections(), 1u);
  ::setrlimit(RLIMIT_NOFILE, &before);
  const auto answer = starved.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "GET /late 0 ");
}

}  // namespace
}  // namespace salus::http
