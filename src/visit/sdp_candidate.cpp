// SPDX-License-Identifier: Apache-2.0
// ICE candidates (RFC 8839 §5.1): the device's own UDP addresses, and nothing
// that steers a peer elsewhere.
#include "sdp_model.hpp"
#include "sdp_text.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>

namespace salus::visit::sdp {
namespace {

constexpr std::uint16_t least_port =
    1024;  // below lie services, which a browser must not be made to knock at

bool is_udp(std::string_view word) {
  return word == "udp" || word == "UDP";
}
bool is_tcp(std::string_view word) {
  return word == "tcp" || word == "TCP";
}

/// The random name that a browser shows instead of its address (a version 4
/// UUID under .local).
bool is_mdns(std::string_view name) {
  if (name.size() != 42 || !name.ends_with(".local")) return false;
  for (std::size_t i = 0; i < 36; ++i) {
    const char c = name[i];
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

bool is_loopback(const std::array<unsigned char, 4>& ip) {
  return ip[0] == 127;
}

bool is_reachable(const std::array<unsigned char, 4>& ip) {
  const bool this_network = ip[0] == 0;
  const bool link_local = ip[0] == 169 && ip[1] == 254;  // also where clouds serve their credentials
  const bool multicast_or_reserved = ip[0] >= 224;
  return !this_network && !link_local && !multicast_or_reserved && !is_loopback(ip);
}

bool is_loopback(const std::array<unsigned char, 16>& ip) {
  constexpr std::array<unsigned char, 16> one = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  return ip == one;
}

bool is_reachable(const std::array<unsigned char, 16>& ip) {
  const bool global = (ip[0] & 0xe0) == 0x20;        // 2000::/3
  const bool unique_local = (ip[0] & 0xfe) == 0xfc;  // fc00::/7
  return global || unique_local;                     // so never mapped, translated, link-local or multicast
}

template <std::size_t N>
Verdict<std::string> canonical(const std::array<unsigned char, N>& ip, Rules rules) {
  const bool usable = is_reachable(ip) || (is_loopback(ip) && rules.loopback == Loopback::allow);
  if (!usable) return std::unexpected(Refusal::candidate_address);
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(N == 4 ? AF_INET : AF_INET6, ip.data(), text.data(), text.size());
  return std::string(text.data());
}

Verdict<std::string> address(std::string_view text, Rules rules) {
  if (is_mdns(text)) return std::string(text);
  if (text.size() >= INET6_ADDRSTRLEN) return std::unexpected(Refusal::bad_candidate);
  std::array<unsigned char, 4> four{};
  std::array<unsigned char, 16> sixteen{};
  const std::string terminated(text);
  if (inet_pton(AF_INET, terminated.c_str(), four.data()) == 1) return canonical(four, rules);
  if (inet_pton(AF_INET6, terminated.c_str(), sixteen.data()) == 1) return canonical(sixteen, rules);
  return std::unexpected(Refusal::bad_candidate);
}

/// The extensions come in pairs of name and value; only the user fragment is of
/// use to the peer.
Verdict<std::optional<std::string>> user_fragment(std::string_view rest) {
  std::optional<std::string> found;
  while (!rest.empty()) {
    const auto key = take(rest, ' ');
    const auto value = take(rest, ' ');
    if (key.empty() || value.empty()) return std::unexpected(Refusal::bad_candidate);
    if (key != "ufrag") continue;
    if (found || !is_ice(value, 4, 256)) return std::unexpected(Refusal::bad_candidate);
    found = value;
  }
  return found;
}

}  // namespace

Verdict<Candidate> parse_candidate(std::string_view text, Rules rules) {
  const auto foundation = take(text, ' ');
  const auto component = number<std::uint16_t>(take(text, ' '));
  const auto transport = take(text, ' ');
  const auto priority = number<std::uint32_t>(take(text, ' '));
  const auto host = take(text, ' ');
  const auto port = number<std::uint16_t>(take(text, ' '));
  const auto typ = take(text, ' ');
  const auto type = take(text, ' ');
  if (!is_ice(foundation, 1, 32) || !component || *component == 0 || *component > 256 || !priority || !port ||
      typ != "typ") {
    return std::unexpected(Refusal::bad_candidate);
  }
  if (is_tcp(transport)) return std::unexpected(Refusal::candidate_not_udp);
  if (!is_udp(transport)) return std::unexpected(Refusal::bad_candidate);
  if (*component == 2) return std::unexpected(Refusal::candidate_not_rtp);
  if (type == "srflx" || type == "prflx" || type == "relay")
    return std::unexpected(Refusal::candidate_not_host);
  if (*component != 1 || type != "host") return std::unexpected(Refusal::bad_candidate);
  if (*port < least_port) return std::unexpected(Refusal::low_port);
  auto where = address(host, rules);
  if (!where) return std::unexpected(where.error());
  auto ufrag = user_fragment(text);
  if (!ufrag) return std::unexpected(ufrag.error());
  return Candidate{std::string(foundation), *priority, *std::move(where), *port, *std::move(ufrag)};
}

Verdict<std::string> filter_candidate(std::string_view candidate, Rules rules) {
  constexpr std::string_view prefix = "candidate:";
  if (candidate.empty()) return std::string();
  if (candidate.size() > 512) return std::unexpected(Refusal::too_large);
  const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
  if (!std::ranges::all_of(candidate, printable)) return std::unexpected(Refusal::bad_character);
  if (!candidate.starts_with(prefix)) return std::unexpected(Refusal::bad_candidate);
  const auto read = parse_candidate(candidate.substr(prefix.size()), rules);
  if (!read) return std::unexpected(read.error());
  return write_candidate(*read);
}

}  // namespace salus::visit::sdp
