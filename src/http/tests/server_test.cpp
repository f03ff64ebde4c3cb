// SPDX-License-Identifier: Apache-2.0
// Over real sockets and TLS: what is answered, in which order, and what ends a connection.
#include "http/server.hpp"

#include "base/deadline.hpp"
#include "tests/client.hpp"
#include "tests/running.hpp"

namespace salus::http {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

TEST(server, answers_over_tls_and_keeps_the_connection) {
  Running running(echo);
  Client client(running.port);
  ASSERT_TRUE(client.connected());
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.fetch("/a/b?x=" + std::to_string(i));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "GET /a/b?x=" + std::to_string(i) + " 0 ");
  }
  EXPECT_EQ(running.server().connections(), 1u);
}

TEST(server, every_response_carries_the_security_headers) {
  Running running([](Request) -> boost::asio::awaitable<Response> {
    Response response = Response::text(200, "ok");
    response.headers.add("X-Frame-Options", "ALLOWALL");
    response.headers.add("cache-control", "public");
    response.headers.add("Strict-Transport-Security", "max-age=0");
    response.headers.add("Content-Security-Policy", "sandbox");
    co_return response;
  });
  for (const char* request : {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "BAD\r\n\r\n"}) {
    Client client(running.port);
    const auto answer = client.ask(request);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->header("strict-transport-security"), "max-age=300");
    EXPECT_EQ(answer->headers.count("strict-transport-security"), 1u);
    EXPECT_EQ(answer->header("cache-control"), "no-store, private");
    EXPECT_EQ(answer->headers.count("cache-control"), 1u);
    EXPECT_EQ(answer->header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer->header("x-frame-options"), "DENY");
    EXPECT_EQ(answer->header("referrer-policy"), "no-referrer");
    EXPECT_EQ(answer->header("cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(answer->header("cross-origin-resource-policy"), "same-origin");
    EXPECT_NE(answer->header("permissions-policy").find("camera=(self)"), std::string::npos);
    // A response's own policy is added, never put in place of ours: browsers enforce both.
    EXPECT_EQ(answer->headers.count("content-security-policy"), answer->status == 200 ? 2u : 1u);
    EXPECT_EQ(answer->header("server"), "");
  }
}

TEST(server, answers_pipelined_requests_in_order) {
  Running running(echo);
  Client client(running.port);
  std::string all;
  for (int i = 0; i < 50; ++i) all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  ASSERT_TRUE(client.send(all));
  for (int i = 0; i < 50; ++i) {
    const auto answer = client.receive();
    ASSERT_TRUE(answer) << i;
    EXPECT_EQ(answer->body, "GET /" + std::to_string(i) + " 0 ");
  }
}

TEST(server, head_has_the_length_and_no_body) {
  Running running(echo);
  Client client(running.port);
  const auto answer = client.ask("HEAD /x HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->header("content-length"), std::to_string(std::string_view("HEAD /x 0 ").size()));
  const auto next = client.fetch("/y");  // a body would stand here
  ASSERT_TRUE(next);
  EXPECT_EQ(next->body, "GET /y 0 ");
}

TEST(server, takes_bodies_whole_chunked_and_after_continue) {
  Running running(echo);
  Client client(running.port);
  auto answer = client.ask("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "POST /a 5 hello");

  ASSERT_TRUE(
      client.send("PUT /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;a=b\r\n"));
  std::this_thread::sleep_for(30ms);
  answer = client.ask("lo\r\n0\r\nX-Sum: x\r\n\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "PUT /b 5 hello");

  ASSERT_TRUE(
      client.send("POST /c HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"));
  answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 100);
  answer = client.ask("hello");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "POST /c 5 hello");

  std::string large(1024 * 1024, 'x');
  answer = client.ask("POST /d HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n" + large);
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->body.starts_with("POST /d 1048576 xxx"));
}

TEST(server, sends_large_bodies_whole) {
  const auto large = std::make_shared<const Bytes>(5'000'000, std::byte{'x'});
  Running running([large](Request request) -> boost::asio::awaitable<Response> {
    Response response(200);
    response.headers.add("Content-Type", "text/plain");
    if (request.path() == "/shared") {
      response.shared = large;
    } else {
      response.body = *large;
    }
    co_return response;
  });
  Client client(running.port);
  for (const char* path : {"/shared", "/own"}) {
    const auto answer = client.fetch(path);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body.size(), large->size());
    EXPECT_EQ(answer->body.find_first_not_of('x'), std::string::npos);
  }
}

TEST(server, a_handler_that_throws_is_a_500_and_a_malformed_header_too) {
  Running running([](Request request) -> boost::asio::awaitable<Response> {
    if (request.path() == "/throw") throw std::runtime_error("Jane Roe, 1970-01-01");
    Response response = Response::text(200, "ok");
    if (request.path() == "/split") response.headers.add("X-Note", "a\r\nSet-Cookie: stolen=1");
    co_return response;
  });
  Client client(running.port);
  for (const char* path : {"/throw", "/split"}) {
    const auto answer = client.fetch(path);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 500);
    EXPECT_EQ(answer->body.find("Jane"), std::string::npos);
    EXPECT_EQ(answer->header("set-cookie"), "");
  }
  EXPECT_EQ(client.fetch("/")->status, 200);
}

TEST(server, says_who_asks_and_over_what) {
  const Handler handler = [](Request request) -> boost::asio::awaitable<Response> {
    co_return Response::text(200, request.peer + (request.transport == Transport::tls ? " tls" : " plain"));
  };
  Running secure(handler);
  EXPECT_EQ(Client(secure.port).fetch("/")->body, "127.0.0.1 tls");
  Running plain(handler, Running::options(), false);
  const auto answer = Client(plain.port, Client::Kind::plain).fetch("/");
  EXPECT_EQ(answer->body, "127.0.0.1 plain");
  EXPECT_EQ(answer->header("strict-transport-security"), "");
}

TEST(server, plain_http_is_for_loopback_only_and_a_taken_port_is_said) {
  boost::asio::io_context loop;
  Metrics metrics;
  const auto listen = [&](Options options) {
    Server server({loop.get_executor()}, std::move(options), echo, metrics);
    return server.listen();
  };
  Options everywhere;
  everywhere.address = "0.0.0.0";
  EXPECT_EQ(listen(everywhere).error().code, Code::invalid);
  Options named;
  named.address = "localhost";
  EXPECT_EQ(listen(named).error().code, Code::invalid);
  Running running(echo, Running::options(), false);
  Options taken;
  taken.port = running.port;
  EXPECT_EQ(listen(taken).error().code, Code::conflict);
}

TEST(server, a_bound_port_is_taken_and_serves_once_it_listens) {
  boost::asio::io_context loop;
  Metrics metrics;
  Server server({loop.get_executor()}, Running::options(), echo, metrics);
  const auto port = server.bind();
  ASSERT_TRUE(port);
  Options same = Running::options();
  same.port = *port;
  Server other({loop.get_executor()}, same, echo, metrics);
  EXPECT_EQ(other.bind().error().code, Code::conflict);
  Client early(*port, Client::Kind::plain);  // waits in the queue
  ASSERT_TRUE(early.send("GET /early HTTP/1.1\r\nHost: x\r\n\r\n"));
  EXPECT_EQ(server.connections(), 0u);
  ASSERT_EQ(server.listen().value_or(0), *port);
  std::jthread thread([&loop] { loop.run(); });
  const auto answer = early.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "GET /early 0 ");
  boost::asio::co_spawn(loop, server.stop(0ms), [](std::exception_ptr failed) { EXPECT_FALSE(failed); });
}

struct Refused {
  const char* name;
  std::string request;
  int status;
};

class refused : public testing::TestWithParam<Refused> {};

TEST_P(refused, with_its_status_and_then_closed) {
  static Running running(echo);
  Client client(running.port);
  const auto answer = client.ask(GetParam().request);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, GetParam().status);
  EXPECT_EQ(answer->header("content-type"), "application/problem+json");
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_TRUE(client.ends());
}

std::string with(std::string_view fields) {
  return "GET / HTTP/1.1\r\nHost: x\r\n" + std::string(fields) + "\r\n";
}
std::string post(std::string_view fields) {
  return "POST / HTTP/1.1\r\nHost: x\r\n" + std::string(fields);
}
std::string many(int count) {
  std::string fields;
  for (int i = 0; i < count; ++i) fields += "X-" + std::to_string(i) + ": 1\r\n";
  return fields;
}

const Refused rows[] = {
    {"no_version", "GET /\r\n\r\n", 400},
    {"version_0_9", "GET / HTTP/0.9\r\nHost: x\r\n\r\n", 505},
    {"version_2", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505},
    {"http2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
    {"lower_case_protocol", "GET / http/1.1\r\nHost: x\r\n\r\n", 400},
    {"three_spaces", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"unknown_method", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 501},
    {"lower_case_method", "get / HTTP/1.1\r\nHost: x\r\n\r\n", 501},
    {"connect", "CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 501},
    {"trace", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", 501},
    {"method_with_slash", "G/T / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"absolute_form", "GET https://x/ HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"dot_dot", "GET /a/../b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"hidden_dot_dot", "GET /a/%2e%2E/b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"hidden_slash", "GET /a%2fb HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"nul_in_target", "GET /a%00b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"raw_utf8_in_target", "GET /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
    {"long_target", "GET /" + std::string(4096, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
    {"long_target_without_end", "GET /" + std::string(8000, 'a'), 414},
    {"no_host", "GET / HTTP/1.1\r\n\r\n", 400},
    {"two_hosts", with("Host: x\r\n"), 400},
    {"bad_host", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n", 400},
    {"empty_host", "GET / HTTP/1.1\r\nHost: \r\n\r\n", 400},
    {"host_with_user", "GET / HTTP/1.1\r\nHost: a@x\r\n\r\n", 400},
    {"folded_line", with("X-A: 1\r\n 2\r\n"), 400},
    {"folded_line_tab", with("X-A: 1\r\n\t2\r\n"), 400},
    {"space_before_colon", with("X-A : 1\r\n"), 400},
    {"no_colon", with("X-A\r\n"), 400},
    {"no_name", with(": 1\r\n"), 400},
    {"bare_cr", with("X-A: 1\r2\r\n"), 400},
    {"bare_lf", with("X-A: 1\nX-B: 2\r\n"), 400},
    {"nul_in_value", with(std::string_view("X-A: 1\0\r\n", 9)), 400},
    {"malformed_connection", with("Connection: clo se\r\n"), 400},
    {"many_fields", with(many(100)), 431},
    {"large_header", with("X-A: " + std::string(16 * 1024, 'a') + "\r\n"), 431},
    {"large_header_without_end", "GET / HTTP/1.1\r\nX-A: " + std::string(20 * 1024, 'a'), 431},
    {"two_lengths", post("Content-Length: 1\r\nContent-Length: 1\r\n\r\nx"), 400},
    {"list_of_lengths", post("Content-Length: 1, 1\r\n\r\nx"), 400},
    {"negative_length", post("Content-Length: -1\r\n\r\nx"), 400},
    {"plus_length", post("Content-Length: +1\r\n\r\nx"), 400},
    {"hex_length", post("Content-Length: 0x1\r\n\r\nx"), 400},
    {"huge_length", post("Content-Length: 99999999999999999999999\r\n\r\n"), 413},
    {"one_byte_too_many", post("Content-Length: 1048577\r\n\r\n"), 413},
    {"hundred_megabytes", post("Expect: 100-continue\r\nContent-Length: 104857600\r\n\r\n"), 413},
    {"length_and_chunked", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400},
    {"two_codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400},
    {"gzip_chunked", post("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 501},
    {"chunked_1_0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {"bad_chunk_size", post("Transfer-Encoding: chunked\r\n\r\nxyz\r\n"), 400},
    {"chunk_overruns", post("Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n"), 400},
    {"chunk_bare_lf", post("Transfer-Encoding: chunked\r\n\r\n2\nab\r\n0\r\n\r\n"), 400},
    {"chunk_too_large", post("Transfer-Encoding: chunked\r\n\r\n100001\r\n"), 413},
    {"chunk_size_overflow", post("Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n"), 400},
    {"long_chunk_line", post("Transfer-Encoding: chunked\r\n\r\n1;" + std::string(300, 'a')), 400},
    {"bad_trailer", post("Transfer-Encoding: chunked\r\n\r\n0\r\nno colon\r\n\r\n"), 400},
    {"framing_in_trailer", post("Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 5\r\n\r\n"), 400},
    {"bad_extension", post("Transfer-Encoding: chunked\r\n\r\n1;\xff\r\na\r\n0\r\n\r\n"), 400},
    {"unknown_expectation", post("Expect: a-miracle\r\nContent-Length: 1\r\n\r\nx"), 417},
    {"encoded_body", post("Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx"), 415},
};

INSTANTIATE_TEST_SUITE_P(malformed, refused, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(server, ends_a_connection_after_its_requests_and_when_asked) {
  Options options = Running::options();
  options.limits.requests = 2;
  Running running(echo, options);
  Client client(running.port);
  EXPECT_EQ(client.fetch("/")->header("connection"), "");
  EXPECT_EQ(client.fetch("/")->header("connection"), "close");
  EXPECT_TRUE(client.ends());
  Client polite(running.port);
  EXPECT_EQ(polite.ask(with("Connection: close\r\n"))->header("connection"), "close");
  EXPECT_TRUE(polite.ends());
  Client old(running.port);
  EXPECT_EQ(old.ask("GET / HTTP/1.0\r\n\r\n")->status, 200);
  EXPECT_TRUE(old.ends());
}

TEST(server, slow_clients_get_408_or_nothing) {
  Options options = Running::options();
  options.limits.handshake = 200ms;
  options.limits.header = 300ms;
  options.limits.body = 300ms;
  options.limits.idle = 200ms;
  Running running(echo, options);
  const auto start = steady_clock::now();

  Client mute(running.port, Client::Kind::plain);  // never begins its handshake
  Client loris(running.port);
  Client stalled(running.port);
  Client idle(running.port);
  EXPECT_EQ(idle.fetch("/")->status, 200);
  ASSERT_TRUE(stalled.send(post("Content-Length: 10\r\n\r\n12345")));
  std::string drip = "GET / HTTP/1.1\r\nHost: x\r\nX-A: ";
  std::size_t sent = 0;
  for (; sent < 200 && loris.send(sent < drip.size() ? drip.substr(sent, 1) : "a"); ++sent) {
    std::this_thread::sleep_for(10ms);
    if (steady_clock::now() - start > 1s) break;
  }
  const auto slow_header = loris.receive();
  ASSERT_TRUE(slow_header);
  EXPECT_EQ(slow_header->status, 408);
  EXPECT_TRUE(loris.ends());
  const auto slow_body = stalled.receive();
  ASSERT_TRUE(slow_body);
  EXPECT_EQ(slow_body->status, 408);
  EXPECT_TRUE(stalled.ends());
  EXPECT_TRUE(idle.ends());
  EXPECT_TRUE(mute.ends());
  EXPECT_LT(steady_clock::now() - start, 10s);
}

TEST(server, a_body_that_keeps_up_the_rate_outlives_the_base_time) {
  Options options = Running::options();
  options.limits.body = 200ms;
  options.limits.body_rate = 10;  // so 20 bytes earn two seconds
  Running running(echo, options);
  Client client(running.port);
  ASSERT_TRUE(client.send(post("Content-Length: 40\r\n\r\n12345678901234567890")));
  std::this_thread::sleep_for(500ms);
  const auto answer = client.ask("12345678901234567890");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
}

TEST(server, a_reader_that_never_reads_is_cut) {
  Options options = Running::options();
  options.limits.write = 300ms;
  options.limits.body_rate = 1024 * 1024 * 1024;
  const auto large = std::make_shared<const Bytes>(64 * 1024 * 1024, std::byte{'x'});
  Running running(
      [large](Request) -> boost::asio::awaitable<Response> {
        Response response(200);
        response.shared = large;
        co_return response;
      },
      options);
  Client client(running.port);
  ASSERT_TRUE(client.send(with("")));
  for (int i = 0; i < 500 && running.server().connections() != 0; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(running.server().connections(), 0u);
}

TEST(server, bounds_the_connections_of_all_and_of_one) {
  Options options = Running::options();
  options.limits.connections_a_peer = 2;
  Running running(echo, options);
  {
    Client first(running.port);
    Client second(running.port);
    EXPECT_EQ(first.fetch("/")->status, 200);
    EXPECT_EQ(second.fetch("/")->status, 200);
    Client third(running.port);
    EXPECT_FALSE(third.connected());
  }
  for (int i = 0; i < 500 && running.server().connections() != 0; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(Client(running.port).fetch("/")->status, 200);
}

TEST(server, a_graceful_stop_answers_what_is_in_flight) {
  Running running([](Request request) -> boost::asio::awaitable<Response> {
    if (request.path() == "/slow") co_await sleep_for(300ms);
    co_return Response::text(200, "done");
  });
  Client slow(running.port);
  Client idle(running.port);
  Client late(running.port);
  EXPECT_EQ(idle.fetch("/")->status, 200);
  ASSERT_TRUE(slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"));
  std::this_thread::sleep_for(100ms);
  std::optional<Answer> answer;
  std::jthread reader([&] {
    answer = slow.receive();
    EXPECT_TRUE(slow.ends());
  });
  running.stop(10s);
  reader.join();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "done");
  EXPECT_EQ(answer->header("connection"), "close");
  EXPECT_TRUE(idle.ends());
  EXPECT_TRUE(late.ends());
}

TEST(server, what_outlasts_the_drain_is_cut) {
  Running running([](Request) -> boost::asio::awaitable<Response> {
    co_await sleep_for(1h);
    co_return Response::text(200, "never");
  });
  Client client(running.port);
  ASSERT_TRUE(client.send(with("")));
  std::this_thread::sleep_for(50ms);
  const auto start = steady_clock::now();
  running.stop(200ms);
  EXPECT_LT(steady_clock::now() - start, 10s);
  EXPECT_FALSE(client.receive());
}

TEST(server, counts_what_it_did) {
  Running running(echo);
  Client client(running.port);
  EXPECT_EQ(client.fetch("/secret-name")->status, 200);
  EXPECT_EQ(client.ask("X / HTTP/1.1\r\n\r\n")->status, 501);
  const auto text = running.metrics.text();
  EXPECT_NE(text.find("http_answers_total{class=\"2xx\"} 1\n"), text.npos) << text;
  EXPECT_NE(text.find("http_answers_total{class=\"5xx\"} 1\n"), text.npos);
  EXPECT_NE(text.find("http_accepted_total 1\n"), text.npos);
  EXPECT_EQ(text.find("secret"), text.npos);
}

}  // namespace
}  // namespace salus::http
