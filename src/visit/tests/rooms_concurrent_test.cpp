// SPDX-License-Identifier: Apache-2.0
// Rooms with fake WebSockets on several threads: a call, a replaced socket, many visits at once, nothing left
// behind.
#include "call_messages.hpp"
#include "visit/rooms.hpp"

#include <deque>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

namespace salus::visit {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// A WebSocket without a network: the test pushes what the browser says and looks at what it hears.
class FakeSocket final : public http::WebSocket, public std::enable_shared_from_this<FakeSocket> {
 public:
  explicit FakeSocket(asio::any_io_executor executor) : executor_(executor), wake_(executor) {}

  Task<std::string> read() override {
    for (;;) {
      {
        const std::scoped_lock lock(mutex_);
        if (!inbox_.empty()) {
          auto message = std::move(inbox_.front());
          inbox_.pop_front();
          co_return message;
        }
        if (shut_) co_return fail(Code::unavailable, "closed");
      }
      wake_.expires_after(200us);
      co_await wake_.async_wait(asio::use_awaitable);
    }
  }
  Task<void> write(std::string message) override {
    send(std::move(message));
    co_return Result<void>();
  }
  void send(std::string message) override {
    const std::scoped_lock lock(mutex_);
    if (!shut_) outbox_.push_back(std::move(message));
  }
  Task<void> close(http::CloseCode code, Literal reason) override {
    shut(code, reason);
    co_return Result<void>();
  }
  void shut(http::CloseCode code, Literal) override {
    const std::scoped_lock lock(mutex_);
    shut_ = true;
    code_ = code;
  }
  asio::any_io_executor executor() const override { return executor_; }

  void push(std::string message) {
    const std::scoped_lock lock(mutex_);
    inbox_.push_back(std::move(message));
  }
  void drop() { shut(http::CloseCode::going_away, "gone"); }
  bool is_shut() const {
    const std::scoped_lock lock(mutex_);
    return shut_;
  }
  /// Waits until some message holds the text.
  bool hears(std::string_view text) const {
    for (int i = 0; i < 20'000; ++i) {
      {
        const std::scoped_lock lock(mutex_);
        for (const auto& message : outbox_) {
          if (message.find(text) != message.npos) return true;
        }
      }
      std::this_thread::sleep_for(500us);
    }
    return false;
  }

 private:
  asio::any_io_executor executor_;
  asio::steady_timer wake_;
  mutable std::mutex mutex_;
  std::deque<std::string> inbox_;
  std::vector<std::string> outbox_;
  bool shut_ = false;
  http::CloseCode code_ = http::CloseCode::normal;
};

class Server : public testing::Test {
 protected:
  Server() {
    for (std::size_t i = 0; i < loops.size(); ++i) {
      threads.emplace_back([this, i] {
        const auto guard = asio::make_work_guard(loops[i]);
        loops[i].run();
      });
    }
  }
  ~Server() override {
    for (auto& loop : loops) loop.stop();
    for (auto& thread : threads) thread.join();
  }
  std::shared_ptr<FakeSocket> join(const std::string& visit, Party party,
                                   Admission admission = Admission::admitted) {
    auto& loop = loops[next++ % loops.size()];
    auto socket = std::make_shared<FakeSocket>(loop.get_executor());
    asio::co_spawn(loop, rooms.join(visit, party, admission, socket),
                   [this](std::exception_ptr error, Result<void>) {
                     if (error) std::terminate();
                     ++left;
                   });
    return socket;
  }
  bool all_left(std::size_t expected) const {
    for (int i = 0; i < 20'000 && left != expected; ++i) std::this_thread::sleep_for(500us);
    return left == expected;
  }
  std::size_t count(Event::Kind kind) {
    const std::scoped_lock lock(mutex);
    return static_cast<std::size_t>(std::ranges::count(events, kind, &Event::kind));
  }
  void run(Task<void> task) { asio::co_spawn(loops[0], std::move(task), asio::use_future).get().value(); }

  SystemRandom random;
  SystemClock clock;
  std::mutex mutex;
  std::vector<Event> events;
  std::atomic<bool> journal_works = true;
  std::atomic<std::size_t> left = 0;
  std::atomic<std::size_t> next = 0;
  std::array<asio::io_context, 2> loops;
  std::vector<std::thread> threads;
  Rooms rooms{random, clock, [this](std::string, Event event) -> Task<void> {
                if (!journal_works) co_return fail(Code::unavailable, "no journal");
                const std::scoped_lock lock(mutex);
                events.push_back(event);
                co_return Result<void>();
              }};
};

TEST_F(Server, carries_a_call_between_two_executors) {
  auto patient = join("v", Party::patient, Admission::waiting);
  patient->push(hello(0));
  auto clinician = join("v", Party::clinician, Admission::waiting);
  clinician->push(hello(0));
  ASSERT_TRUE(clinician->hears("welcome"));
  EXPECT_EQ(rooms.state("v"), RoomState::waiting);
  run(rooms.admit("v"));
  ASSERT_TRUE(clinician->hears("start"));
  clinician->push(offer(1));
  ASSERT_TRUE(patient->hears("\"offer\""));
  patient->push(answer(1));
  ASSERT_TRUE(clinician->hears("\"answer\""));
  clinician->push(connected(1));
  patient->push(connected(1));
  ASSERT_TRUE(patient->hears("in_call"));
  run(rooms.report("v", Party::clinician, Report::people_said_so));
  EXPECT_TRUE(patient->hears(R"({"type":"ended","reason":"code_differs"})"));
  EXPECT_EQ(count(Event::Kind::reported), 1U);
  EXPECT_EQ(rooms.state("v"), RoomState::ended);
  patient->drop();
  clinician->drop();
  EXPECT_TRUE(all_left(2));
  EXPECT_EQ(rooms.size(), 0U) << "an empty room is forgotten";
}

TEST_F(Server, a_second_socket_replaces_the_first) {
  auto first = join("v", Party::patient);
  first->push(hello(0));
  auto clinician = join("v", Party::clinician);
  clinician->push(hello(0));
  ASSERT_TRUE(clinician->hears(R"("start","call":1)"));
  auto second = join("v", Party::patient);
  second->push(hello(1));
  EXPECT_TRUE(clinician->hears(R"("resumed","call":1)"));
  EXPECT_TRUE(all_left(1));
  EXPECT_TRUE(first->is_shut());
  EXPECT_FALSE(second->is_shut());
  clinician->push(offer(1));
  EXPECT_TRUE(second->hears("\"offer\"")) << "the first one's end doesn't end the second";
  second->drop();
  EXPECT_TRUE(clinician->hears(R"("peer","present":false)"));
  clinician->drop();
  EXPECT_TRUE(all_left(3));
}

TEST_F(Server, misbehaviour_shuts_one_socket_and_is_told) {
  auto patient = join("v", Party::patient);
  auto clinician = join("v", Party::clinician);
  ASSERT_TRUE(clinician->hears("welcome"));
  patient->push("rubbish");
  EXPECT_TRUE(all_left(1));
  EXPECT_TRUE(patient->is_shut());
  EXPECT_FALSE(clinician->is_shut());
  EXPECT_EQ(count(Event::Kind::misbehaved), 1U);
  clinician->drop();
  EXPECT_TRUE(all_left(2));
}

TEST_F(Server, nobody_sits_down_while_joining_can_not_be_recorded) {
  journal_works = false;
  auto patient = join("v", Party::patient);
  EXPECT_TRUE(all_left(1));
  EXPECT_EQ(rooms.size(), 0U);
}

TEST_F(Server, a_report_on_an_empty_room_is_recorded) {
  run(rooms.report("v", Party::patient, Report::dtls_failed));
  EXPECT_EQ(count(Event::Kind::reported), 1U);
  EXPECT_EQ(rooms.size(), 0U);
  run(rooms.admit("nobody"));
  run(rooms.end("nobody", Party::clinician));
}

TEST_F(Server, many_visits_live_apart) {
  constexpr std::size_t visits = 40;
  std::vector<std::shared_ptr<FakeSocket>> sockets;
  for (std::size_t i = 0; i < visits; ++i) {
    const auto visit = "visit-" + std::to_string(i);
    sockets.push_back(join(visit, Party::clinician));
    sockets.push_back(join(visit, Party::patient));
    sockets[2 * i]->push(hello(0));
    sockets[2 * i + 1]->push(hello(0));
  }
  for (std::size_t i = 0; i < visits; ++i) {
    ASSERT_TRUE(sockets[2 * i]->hears(R"("start","call":1)")) << i;
    sockets[2 * i]->push(candidate(1, "candidate:" + std::to_string(i) + " 1 udp 7 192.0.2.1 5000 typ host"));
  }
  for (std::size_t i = 0; i < visits; ++i) {
    EXPECT_TRUE(sockets[2 * i + 1]->hears("candidate:" + std::to_string(i) + " 1 udp")) << i;
  }
  EXPECT_EQ(rooms.size(), visits);
  for (auto& socket : sockets) socket->drop();
  EXPECT_TRUE(all_left(2 * visits));
  EXPECT_EQ(rooms.size(), 0U);
}

}  // namespace
}  // namespace salus::visit
