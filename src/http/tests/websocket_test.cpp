// SPDX-License-Identifier: Apache-2.0
// WebSockets over TLS, frame by frame, as a client sees them.
#include "http/websocket.hpp"

#include "base/deadline.hpp"
#include "tests/client.hpp"
#include "tests/running.hpp"

namespace salus::http {
namespace {

using namespace std::chrono_literals;

struct Frame {
  int opcode = -1;
  std::string payload;
  int code() const {
    return payload.size() < 2
               ? 0
               : static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
  }
};
constexpr int text = 1, binary = 2, close = 8, ping = 9, pong = 10;

const std::string upgrade =
    "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

class SocketClient {
 public:
  explicit SocketClient(std::uint16_t port) : client(port) { answer = client.ask(upgrade + "\r\n"); }

  bool send(int opcode, std::string_view payload) {
    std::string frame(1, static_cast<char>(0x80 | opcode));
    if (payload.size() < 126) {
      frame += static_cast<char>(0x80 | payload.size());
    } else {
      const bool wide = payload.size() > 0xffff;  // the shortest form is the only legal one (§5.2)
      frame += static_cast<char>(0x80 | (wide ? 127 : 126));
      for (int shift = wide ? 56 : 8; shift >= 0; shift -= 8)
        frame += static_cast<char>(payload.size() >> shift);
    }
    frame += std::string_view("\0\0\0\0", 4);  // a mask that leaves the payload as it is
    frame += payload;
    return client.send(frame);
  }
  Frame receive() {
    Frame frame;
    if (!need(2)) return frame;
    const int opcode = client.input()[0] & 15;
    std::size_t size = client.input()[1] & 127, header = 2;
    if (size == 126) {
      header = 4;
      if (!need(header)) return frame;
      size = static_cast<unsigned char>(client.input()[2]) * 256u +
             static_cast<unsigned char>(client.input()[3]);
    }
    if (!need(header + size)) return frame;
    frame.opcode = opcode;
    frame.payload = client.input().substr(header, size);
    client.input().erase(0, header + size);
    return frame;
  }

  Client client;
  std::optional<Answer> answer;

 private:
  bool need(std::size_t size) {
    while (client.input().size() < size) {
      if (!client.more()) return false;
    }
    return true;
  }
};

Task<void> echo_messages(std::shared_ptr<WebSocket> socket) {
  while (true) {
    auto message = co_await socket->read();
    if (!message) co_return Result<void>();
    if (*message == "fail") co_return fail(Code::internal, "test: asked to fail");
    if (*message == "end") co_return Result<void>();
    CO_TRY(co_await socket->write(*std::move(message)));
  }
}

Handler serving(WebSocketHandler handler, WebSocketLimits limits = {}) {
  return [handler, limits](Request request) -> boost::asio::awaitable<Response> {
    if (request.path() == "/ws") co_return Response::websocket(handler, "salus.v1", limits);
    co_return Response::text(200, "page");
  };
}

TEST(websocket, carries_messages_both_ways_in_order) {
  Running running(serving(echo_messages));
  SocketClient socket(running.port);
  ASSERT_TRUE(socket.answer);
  EXPECT_EQ(socket.answer->status, 101);
  EXPECT_EQ(socket.answer->header("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");  // RFC 6455 §1.3
  EXPECT_EQ(socket.answer->header("sec-websocket-protocol"), "salus.v1");
  EXPECT_EQ(socket.answer->header("sec-websocket-extensions"), "");
  EXPECT_EQ(socket.answer->header("strict-transport-security"), "max-age=300");
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(socket.send(text, "message " + std::to_string(i)));
  for (int i = 0; i < 20; ++i) {
    const auto frame = socket.receive();
    EXPECT_EQ(frame.opcode, text);
    EXPECT_EQ(frame.payload, "message " + std::to_string(i));
  }
  const std::string large(60'000, 'x');
  ASSERT_TRUE(socket.send(text, large));
  EXPECT_TRUE(socket.receive().payload == large);
  ASSERT_TRUE(socket.send(ping, "are you there"));
  const auto answer = socket.receive();
  EXPECT_EQ(answer.opcode, pong);
  EXPECT_EQ(answer.payload, "are you there");
  ASSERT_TRUE(socket.send(close, "\x03\xe8"));
  EXPECT_EQ(socket.receive().code(), 1000);
  EXPECT_TRUE(socket.client.ends());
}

struct Ending {
  const char* name;
  int opcode;
  std::string payload;
  int code;
};
class ending : public testing::TestWithParam<Ending> {};

TEST_P(ending, closes_with_its_code) {
  static Running running(serving(echo_messages));
  SocketClient socket(running.port);
  ASSERT_TRUE(socket.answer && socket.answer->status == 101);
  ASSERT_TRUE(socket.send(GetParam().opcode, GetParam().payload));
  const auto frame = socket.receive();
  EXPECT_EQ(frame.opcode, close);
  EXPECT_EQ(frame.code(), GetParam().code);
  socket.send(close, frame.payload.substr(0, 2));
  EXPECT_TRUE(socket.client.ends());
}

INSTANTIATE_TEST_SUITE_P(websocket, ending,
                         testing::Values(Ending{"handler_done", text, "end", 1000},
                                         Ending{"handler_failed", text, "fail", 1011},
                                         Ending{"oversize", text, std::string(64 * 1024 + 1, 'x'), 1009},
                                         Ending{"binary", binary, "x", 1003},
                                         Ending{"not_utf8", text, "\xff", 1007},
                                         Ending{"reserved_opcode", 3, "x", 1002}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(websocket, pings_a_silent_peer_then_gives_it_up) {
  WebSocketLimits limits;
  limits.silence = 1s;
  Running running(serving(echo_messages, limits));
  SocketClient socket(running.port);
  EXPECT_EQ(socket.receive().opcode, ping);  // never answered
  while (socket.receive().opcode != -1) {
  }
  for (int i = 0; i < 500 && running.server().connections() != 0; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(running.server().connections(), 0u);
}

TEST(websocket, an_answering_peer_stays) {
  WebSocketLimits limits;
  limits.silence = 1s;
  Running running(serving(echo_messages, limits));
  SocketClient socket(running.port);
  for (int i = 0; i < 3; ++i) {
    const auto frame = socket.receive();
    ASSERT_EQ(frame.opcode, ping);
    ASSERT_TRUE(socket.send(pong, frame.payload));
  }
  ASSERT_TRUE(socket.send(text, "still here"));
  EXPECT_EQ(socket.receive().payload, "still here");
}

TEST(websocket, another_thread_may_send_and_shut) {
  std::shared_ptr<WebSocket> held;
  std::mutex mutex;
  Running running(serving([&](std::shared_ptr<WebSocket> socket) -> Task<void> {
    {
      const std::scoped_lock lock(mutex);
      held = socket;
    }
    while (true) {
      auto message = co_await socket->read();
      if (!message) co_return Result<void>();
    }
  }));
  SocketClient client(running.port);
  std::shared_ptr<WebSocket> socket;
  while (!socket) {
    const std::scoped_lock lock(mutex);
    socket = held;
  }
  for (int i = 0; i < 100; ++i) socket->send("n" + std::to_string(i));
  for (int i = 0; i < 100; ++i) EXPECT_EQ(client.receive().payload, "n" + std::to_string(i));
  socket->shut(CloseCode::policy_violation, "signed out");
  const auto frame = client.receive();
  EXPECT_EQ(frame.code(), 1008);
  EXPECT_EQ(frame.payload.substr(2), "signed out");
  client.send(close, frame.payload.substr(0, 2));
  EXPECT_TRUE(client.client.ends());
  socket->send("late");  // harmless
  held.reset();
  socket.reset();
}

TEST(websocket, a_reader_that_lags_is_closed) {
  WebSocketLimits limits;
  limits.backlog = 100'000;
  std::atomic<int> refused = 0;
  Running running(serving(
      [&refused](std::shared_ptr<WebSocket> socket) -> Task<void> {
        const std::string chunk(50'000, 'x');
        for (int i = 0; i < 1000; ++i) socket->send(chunk);
        auto late = co_await socket->write("late");
        if (!late) ++refused;
        co_return Result<void>();
      },
      limits));
  SocketClient socket(running.port);
  Frame frame;
  int messages = 0;
  while ((frame = socket.receive()).opcode == text) ++messages;
  EXPECT_EQ(frame.code(), 1008);
  EXPECT_LT(messages, 1000);
  EXPECT_EQ(refused, 1);
}

TEST(websocket, a_stop_says_going_away) {
  Running running(serving(echo_messages));
  SocketClient socket(running.port);
  ASSERT_TRUE(socket.answer && socket.answer->status == 101);
  std::jthread peer([&] {
    EXPECT_EQ(socket.receive().code(), 1001);
    socket.send(close, "\x03\xe9");
    EXPECT_TRUE(socket.client.ends());
  });
  running.stop(10s);
}

TEST(websocket, a_handler_that_waits_for_something_else_is_cut_after_the_drain) {
  Running running(serving([](std::shared_ptr<WebSocket>) -> Task<void> {
    co_await sleep_for(1h);
    co_return Result<void>();
  }));
  SocketClient socket(running.port);
  const auto start = std::chrono::steady_clock::now();
  running.stop(200ms);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 15s);
}

TEST(websocket, an_ordinary_request_for_it_gets_426) {
  Running running(serving(echo_messages));
  Client client(running.port);
  const auto answer = client.fetch("/ws");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 426);
  EXPECT_EQ(answer->header("sec-websocket-version"), "13");
  const auto old = client.ask(
      "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: "
      "8\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  EXPECT_EQ(old->status, 426);
  const auto smuggled = client.ask(upgrade + "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(smuggled->status, 400);
}

}  // namespace
}  // namespace salus::http
