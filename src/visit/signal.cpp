// SPDX-License-Identifier: Apache-2.0
// Strict reading and plain writing of signalling messages.
#include "signal.hpp"

#include "sdp_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>
#include <simdjson.h>

namespace salus::visit {
namespace {

constexpr std::size_t most_bytes = 65536;  // as the WebSocket's own limit

/// The members of a message, each of one type, each at most once.
struct Members {
  std::string_view type;
  std::optional<CallNumber> call;
  std::optional<std::string_view> sdp, candidate, mid, hash, nonce;
  std::optional<bool> muted, camera_off;
  std::size_t count = 0;
};

bool is_digest(std::string_view text) {
  return sdp::is_made_of(text, "-_", 43, 43);
}  // 32 bytes in base64url

bool read_text(simdjson::dom::element value, std::optional<std::string_view>& into) {
  std::string_view text;
  if (into || value.get_string().get(text) != simdjson::SUCCESS) return false;
  into = text;
  return true;
}

bool read_flag(simdjson::dom::element value, std::optional<bool>& into) {
  bool flag = false;
  if (into || value.get_bool().get(flag) != simdjson::SUCCESS) return false;
  into = flag;
  return true;
}

bool read_member(std::string_view key, simdjson::dom::element value, Members& into) {
  ++into.count;
  if (key == "type") return into.type.empty() && value.get_string().get(into.type) == simdjson::SUCCESS;
  if (key == "sdp") return read_text(value, into.sdp);
  if (key == "candidate") return read_text(value, into.candidate);
  if (key == "mid") return read_text(value, into.mid);
  if (key == "hash") return read_text(value, into.hash);
  if (key == "nonce") return read_text(value, into.nonce);
  if (key == "muted") return read_flag(value, into.muted);
  if (key == "camera_off") return read_flag(value, into.camera_off);
  std::uint64_t number = 0;
  if (key != "call" || into.call || value.get_uint64().get(number) != simdjson::SUCCESS) return false;
  if (number > most_calls) return false;
  into.call = static_cast<CallNumber>(number);
  return true;
}

/// `count` is the number of members that the type has: with it, none is unknown to it.
std::optional<Signal> as_signal(const Members& is) {
  if (is.type == "bye" && is.count == 1) return Bye();
  if (!is.call) return {};
  if (is.type == "hello" && is.count == 2) return Hello{*is.call};
  if (is.type == "connected" && is.count == 2) return Connected{*is.call};
  if (is.type == "offer" && is.count == 3 && is.sdp) return Offer{*is.call, std::string(*is.sdp)};
  if (is.type == "answer" && is.count == 3 && is.sdp) return Answer{*is.call, std::string(*is.sdp)};
  if (is.type == "commit" && is.count == 3 && is.hash && is_digest(*is.hash)) {
    return Commit{*is.call, std::string(*is.hash)};
  }
  if (is.type == "reveal" && is.count == 3 && is.nonce && is_digest(*is.nonce)) {
    return Reveal{*is.call, std::string(*is.nonce)};
  }
  if (is.type == "candidate" && is.count == 4 && is.candidate && is.mid && sdp::is_label(*is.mid)) {
    return Candidate{*is.call, std::string(*is.candidate), std::string(*is.mid)};
  }
  if (is.type == "media" && is.count == 4 && is.muted && is.camera_off) {
    return Media{*is.call, *is.muted, *is.camera_off};
  }
  return {};
}

}  // namespace

Result<Signal> parse_signal(std::string_view json) {
  constexpr auto refuse = [] { return fail(Code::invalid, "visit: not a signalling message"); };
  if (json.size() > most_bytes) return fail(Code::too_large, "visit: signalling message too large");
  thread_local simdjson::dom::parser parser(most_bytes);
  simdjson::dom::object object;
  if (parser.parse(simdjson::padded_string(json)).get_object().get(object) != simdjson::SUCCESS)
    return refuse();
  Members members;
  for (const auto [key, value] : object) {
    if (!read_member(key, value, members)) return refuse();
  }
  auto signal = as_signal(members);
  if (!signal) return refuse();
  return *std::move(signal);
}

void SignalWriter::name(Literal key) {
  fmt::format_to(std::back_inserter(text_), "{}\"{}\":", text_.size() > 1 ? "," : "", key.view());
}

SignalWriter& SignalWriter::add(Literal key, std::string_view text) {
  name(key);
  text_ += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') text_ += '\\';
    if (c == '\r')
      text_ += "\\r";
    else if (c == '\n')
      text_ += "\\n";
    else if (static_cast<unsigned char>(c) < ' ')
      fmt::format_to(std::back_inserter(text_), "\\u{:04x}", c);
    else
      text_ += c;
  }
  text_ += '"';
  return *this;
}

SignalWriter& SignalWriter::add(Literal key, std::uint64_t number) {
  name(key);
  fmt::format_to(std::back_inserter(text_), "{}", number);
  return *this;
}

SignalWriter& SignalWriter::flag(Literal key, bool value) {
  name(key);
  text_ += value ? "true" : "false";
  return *this;
}

}  // namespace salus::visit
