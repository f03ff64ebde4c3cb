// SPDX-License-Identifier: Apache-2.0
// One request over a blocking TLS connection to 127.0.0.1.
#include "http/loopback.hpp"

#include "base/file.hpp"

#include <charconv>
#include <csignal>
#include <memory>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace salus::http {
namespace {

constexpr std::size_t most_answer = 1024 * 1024;

struct Free {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* tls) const { SSL_free(tls); }
};

FileHandle dial(std::uint16_t port) {
  FileHandle socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval limit{10, 0};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return FileHandle{};
  return socket;
}

Result<LoopbackAnswer> parse(std::string_view text) {
  constexpr std::string_view version = "HTTP/1.1 ";
  const auto body = text.find("\r\n\r\n");
  if (!text.starts_with(version) || body == std::string_view::npos)
    return fail(Code::corrupt, "http: not an answer");
  LoopbackAnswer answer;
  const char* digits = text.data() + version.size();
  if (std::from_chars(digits, digits + 3, answer.status).ec != std::errc{}) {
    return fail(Code::corrupt, "http: not an answer");
  }
  answer.body = text.substr(body + 4);
  return answer;
}

}  // namespace

Result<LoopbackAnswer> loopback_post(std::uint16_t port, const std::filesystem::path& ca,
                                     std::string_view path, std::string_view json) {
  std::signal(SIGPIPE, SIG_IGN);
  const std::unique_ptr<SSL_CTX, Free> context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  if (SSL_CTX_load_verify_locations(context.get(), ca.c_str(), nullptr) != 1) {
    return fail(Code::unavailable, "http: the certificate to trust can't be read");
  }
  const FileHandle socket = dial(port);
  if (!socket) return fail(Code::unavailable, "http: nobody listens there");
  const std::unique_ptr<SSL, Free> tls(SSL_new(context.get()));
  SSL_set1_host(tls.get(), "localhost");
  char name[] = "localhost";
  SSL_ctrl(tls.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name);
  SSL_set_fd(tls.get(), socket.get());
  if (SSL_connect(tls.get()) != 1) return fail(Code::unavailable, "http: no trusted TLS 1.3 connection");
  const std::string request = fmt::format(
      "POST {} HTTP/1.1\r\nHost: localhost:{}\r\nOrigin: https://localhost:{}\r\nContent-Type: "
      "application/json\r\n"
      "User-Agent: salus-token\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
      path, port, port, json.size(), json);
  if (SSL_write(tls.get(), request.data(), static_cast<int>(request.size())) <= 0) {
    return fail(Code::unavailable, "http: the connection broke");
  }
  std::string answer;
  char chunk[4096];
  for (;;) {
    const int got = SSL_read(tls.get(), chunk, sizeof chunk);
    if (got <= 0) break;
    answer.append(chunk, static_cast<std::size_t>(got));
    if (answer.size() > most_answer) return fail(Code::corrupt, "http: the answer has no end");
  }
  return parse(answer);
}

}  // namespace salus::http
