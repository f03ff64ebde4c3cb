// SPDX-License-Identifier: Apache-2.0
// The TLS context of a listener: TLS 1.3 and two suites, or nothing.
#include "tls.hpp"

#include "tickets.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <openssl/err.h>

namespace salus::http {
namespace {

constexpr std::string_view known_suites[] = {"TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"};

// What a client may offer; which of them are taken, the policy says.
constexpr const char* offered_groups[] = {"X25519", "P-256", "P-384", "P-521", "X448"};

bool lists(std::string_view names, std::string_view name) {
  while (!names.empty()) {
    const std::string_view one = names.substr(0, names.find(':'));
    if (one == name) return true;
    names.remove_prefix(std::min(names.size(), one.size() + 1));
  }
  return false;
}

bool only_known(std::string_view suites) {
  if (suites.empty()) return false;
  while (!suites.empty()) {
    const std::string_view one = suites.substr(0, suites.find(':'));
    if (std::ranges::find(known_suites, one) == std::end(known_suites)) return false;
    suites.remove_prefix(std::min(suites.size(), one.size() + 1));
  }
  return true;
}

/// RFC 7301: http/1.1, or the client that wants something else only is told so.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* size, const unsigned char* offered,
                    unsigned offered_size, void*) {
  static constexpr unsigned char ours[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, size, ours, sizeof ours - 1, offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

/// What a client offers in a trial handshake.
struct Trial {
  int version;
  const char* suites;
  const char* groups = nullptr;
};

/// Whether a client that offers only that gets through, over memory instead of a socket.
bool shakes_hands(SSL_CTX* server_context, Trial trial) {
  const SslContext client_context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_min_proto_version(client_context.get(), trial.version);
  SSL_CTX_set_max_proto_version(client_context.get(), trial.version);
  if (trial.suites != nullptr && SSL_CTX_set_ciphersuites(client_context.get(), trial.suites) != 1)
    return false;
  if (trial.groups != nullptr && SSL_CTX_set1_groups_list(client_context.get(), trial.groups) != 1)
    return false;
  const Ssl client(SSL_new(client_context.get()));
  const Ssl server(SSL_new(server_context));
  BIO* near = nullptr;
  BIO* far = nullptr;
  if (!client || !server || BIO_new_bio_pair(&near, 0, &far, 0) != 1) return false;
  SSL_set_bio(client.get(), near, near);
  SSL_set_bio(server.get(), far, far);
  SSL_set_connect_state(client.get());
  SSL_set_accept_state(server.get());
  bool done = false;
  for (int turn = 0; turn < 10 && !done; ++turn) {
    done = SSL_do_handshake(client.get()) == 1;
    done = SSL_do_handshake(server.get()) == 1 && done;
  }
  ERR_clear_error();
  return done && SSL_version(server.get()) == trial.version;
}

}  // namespace

TlsContext::TlsContext(SslContext context, std::unique_ptr<TicketKeys> tickets, const Tls& tls)
    : tickets_(std::move(tickets)), context_(std::move(context)), suites_(tls.suites), groups_(tls.groups) {}
TlsContext::~TlsContext() = default;

Result<std::unique_ptr<TlsContext>> TlsContext::load(const Tls& tls) {
  if (!only_known(tls.suites)) return fail(Code::invalid, "http: a cipher suite that isn't allowed");
  SslContext context(SSL_CTX_new(TLS_server_method()));
  if (!context) return fail(Code::internal, "http: no TLS context");
  SSL_CTX* raw = context.get();
  const bool configured = SSL_CTX_set_min_proto_version(raw, TLS1_3_VERSION) == 1 &&
                          SSL_CTX_set_max_proto_version(raw, TLS1_3_VERSION) == 1 &&
                          SSL_CTX_set_ciphersuites(raw, tls.suites.c_str()) == 1 &&
                          SSL_CTX_set1_groups_list(raw, tls.groups.c_str()) == 1;
  if (!configured) return fail(Code::invalid, "http: TLS options that OpenSSL refuses");
  SSL_CTX_set_options(raw, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                               SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
  // Buffers only while a record is in flight, so that an idle connection costs little.
  SSL_CTX_set_mode(
      raw, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(raw, 1);  // one recv a record, not two
  SSL_CTX_set_alpn_select_cb(raw, &choose_protocol, nullptr);
  if (SSL_CTX_use_certificate_chain_file(raw, tls.certificate.c_str()) != 1 ||
      SSL_CTX_use_PrivateKey_file(raw, tls.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(raw) != 1) {
    ERR_clear_error();
    return fail(Code::invalid, "http: certificate and key can't be read or don't fit");
  }
  SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);  // stateless tickets only, and no early data
  SSL_CTX_set_num_tickets(raw, 1);
  SSL_CTX_set_max_early_data(raw, 0);
  SSL_CTX_set_timeout(raw, static_cast<long>(tls.ticket_key_life.count()));
  static constexpr unsigned char id[] = "salus";
  SSL_CTX_set_session_id_context(raw, id, sizeof id - 1);
  auto tickets = std::make_unique<TicketKeys>(tls.ticket_key_life);
  tickets->attach(raw);
  std::unique_ptr<TlsContext> made(new TlsContext(std::move(context), std::move(tickets), tls));
  TRY(made->check());
  return made;
}

Result<void> TlsContext::check() const {
  SSL_CTX* raw = context_.get();
  for (const char* refused : {"TLS_AES_128_GCM_SHA256", "TLS_AES_128_CCM_SHA256"}) {
    if (shakes_hands(raw, {.version = TLS1_3_VERSION, .suites = refused})) {
      return fail(Code::internal, "http: the TLS context takes a suite outside the list");
    }
  }
  if (shakes_hands(raw, {.version = TLS1_2_VERSION, .suites = nullptr})) {
    return fail(Code::internal, "http: the TLS context takes TLS 1.2");
  }
  // The refusals above mean nothing unless the same trial succeeds with what is allowed.
  for (const std::string_view suite : known_suites) {
    // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): each is a literal, which ends in NUL
    if (lists(suites_, suite) && !shakes_hands(raw, {.version = TLS1_3_VERSION, .suites = suite.data()})) {
      return fail(Code::internal, "http: the TLS context refuses a suite of the list");
    }
  }
  for (const char* group : offered_groups) {
    if (shakes_hands(raw, {.version = TLS1_3_VERSION, .suites = nullptr, .groups = group}) !=
        lists(groups_, group))
      return fail(Code::internal, "http: the TLS context takes other groups than those of the list");
  }
  return {};
}

Ssl TlsContext::accept(int socket) const {
  Ssl ssl(SSL_new(context_.get()));
  if (ssl && SSL_set_fd(ssl.get(), socket) != 1) ssl.reset();
  if (ssl) SSL_set_accept_state(ssl.get());
  return ssl;
}

bool TlsContext::acceptable(const SSL* ssl) const {
  const SSL_CIPHER* cipher = SSL_get_current_cipher(ssl);
  return SSL_version(ssl) == TLS1_3_VERSION && cipher != nullptr &&
         lists(suites_, SSL_CIPHER_get_name(cipher));
}

}  // namespace salus::http
