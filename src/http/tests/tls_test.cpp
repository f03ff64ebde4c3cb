// SPDX-License-Identifier: Apache-2.0
// What the TLS side takes and refuses, from the outside.
#include "tls.hpp"

#include "tests/client.hpp"
#include "tests/running.hpp"

#include <fstream>

namespace salus::http {
namespace {

using namespace std::chrono_literals;

struct Row {
  const char* name;
  Offer offer;
  const char* suite;  // nullptr: refused
};
class tls : public testing::TestWithParam<Row> {};

TEST_P(tls, takes_only_1_3_with_two_suites) {
  static Running running(echo);
  Client client(running.port, Client::Kind::tls, GetParam().offer);
  EXPECT_EQ(client.connected(), GetParam().suite != nullptr);
  if (!GetParam().suite) return;
  EXPECT_STREQ(SSL_get_version(client.ssl()), "TLSv1.3");
  EXPECT_STREQ(SSL_get_cipher_name(client.ssl()), GetParam().suite);
  EXPECT_EQ(client.fetch("/")->status, 200);
}

constexpr const char* aes = "TLS_AES_256_GCM_SHA384";
constexpr const char* chacha = "TLS_CHACHA20_POLY1305_SHA256";
INSTANTIATE_TEST_SUITE_P(
    handshake, tls,
    testing::Values(
        Row{"tls_1_0", {.version = TLS1_VERSION}, nullptr},
        Row{"tls_1_1", {.version = TLS1_1_VERSION}, nullptr},
        Row{"tls_1_2", {.version = TLS1_2_VERSION}, nullptr},
        Row{"aes_128", {.suites = "TLS_AES_128_GCM_SHA256"}, nullptr},
        Row{"aes_128_ccm", {.suites = "TLS_AES_128_CCM_SHA256"}, nullptr},
        Row{"aes_256", {.suites = aes}, aes}, Row{"chacha", {.suites = chacha}, chacha},
        Row{"default_order", {}, aes},
        Row{"chacha_first", {.suites = "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_256_GCM_SHA384"}, chacha},
        Row{"x25519", {.groups = "X25519"}, aes}, Row{"p_256", {.groups = "P-256"}, aes},
        Row{"p_384", {.groups = "P-384"}, nullptr}, Row{"p_521", {.groups = "P-521"}, nullptr},
        Row{"alpn_http_1_1", {.protocol = "http/1.1"}, aes},
        Row{"alpn_h2_only", {.protocol = "h2"}, nullptr}),
    [](const auto& row) { return std::string(row.param.name); });

/// The session that a client gets once it has read something.
std::unique_ptr<SSL_SESSION, Freer<SSL_SESSION_free>> session_of(Client& client) {
  EXPECT_EQ(client.fetch("/")->status, 200);
  return std::unique_ptr<SSL_SESSION, Freer<SSL_SESSION_free>>(SSL_get1_session(client.ssl()));
}
bool resumes(std::uint16_t port, SSL_SESSION* session) {
  Client client(port, Client::Kind::tls, {.session = session});
  return client.connected() && client.fetch("/")->status == 200 && SSL_session_reused(client.ssl()) == 1;
}

TEST(tls_tickets, resume_until_their_keys_are_gone) {
  const auto made_with_life = [](std::chrono::seconds life) {
    Folder folder;
    const auto made = demo_certificate(folder.path(), SystemClock());
    Options options = Running::options();
    options.tls.emplace();
    options.tls->certificate = made->certificate;
    options.tls->key = made->key;
    options.tls->ticket_key_life = life;
    return std::make_unique<Running>(echo, options, false);
  };
  const auto lasting = made_with_life(1h);
  Client first(lasting->port);
  const auto session = session_of(first);
  EXPECT_TRUE(resumes(lasting->port, session.get()));
  const auto other = made_with_life(1h);
  EXPECT_FALSE(resumes(other->port, session.get()));  // keys are a process's own
  const auto brief = made_with_life(1s);
  Client second(brief->port);
  const auto short_lived = session_of(second);
  std::this_thread::sleep_for(2500ms);
  EXPECT_FALSE(resumes(brief->port, short_lived.get()));
}

TEST(tls_context, refuses_options_below_policy) {
  Folder folder;
  const auto made = demo_certificate(folder.path(), SystemClock());
  Tls good;
  good.certificate = made->certificate;
  good.key = made->key;
  EXPECT_TRUE(TlsContext::load(good));
  for (const char* suites :
       {"", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256", "ALL"}) {
    Tls weak = good;
    weak.suites = suites;
    const auto loaded = TlsContext::load(weak);
    EXPECT_TRUE(!loaded && loaded.error().code == Code::invalid) << suites;
  }
  Tls nonsense = good;
  nonsense.groups = "no-such-group";
  EXPECT_FALSE(TlsContext::load(nonsense));
  Tls crossed = good;
  crossed.key = made->ca;
  EXPECT_FALSE(TlsContext::load(crossed));
}

TEST(tls_context, takes_the_groups_that_are_named_and_no_other) {
  Options options = Running::options();
  Folder folder;
  const auto made = demo_certificate(folder.path(), SystemClock());
  options.tls.emplace();
  options.tls->certificate = made->certificate;
  options.tls->key = made->key;
  options.tls->groups = "P-384";
  Running running(echo, options, false);
  EXPECT_TRUE(Client(running.port, Client::Kind::tls, {.groups = "P-384"}).connected());
  EXPECT_FALSE(Client(running.port, Client::Kind::tls, {.groups = "X25519"}).connected());
  EXPECT_FALSE(Client(running.port, Client::Kind::tls, {.groups = "P-256"}).connected());
}

TEST(tls_stream, garbage_instead_of_a_handshake_is_closed) {
  Running running(echo);
  Client client(running.port, Client::Kind::plain);
  ASSERT_TRUE(client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  while (client.more()) {
  }
  EXPECT_EQ(client.input().find("HTTP/1.1 2"), std::string::npos);
  for (int i = 0; i < 500 && running.server().connections() != 0; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_EQ(running.server().connections(), 0u);
}

}  // namespace
}  // namespace salus::http
