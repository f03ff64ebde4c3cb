// SPDX-License-Identifier: Apache-2.0
// The chunked transfer coding (RFC 9112 §7.1), decoded as it arrives.
#include "chunked.hpp"

#include <algorithm>
#include <charconv>

namespace salus::http {
namespace {

constexpr std::size_t line_limit = 256;

std::unexpected<Refusal> refuse(std::uint16_t status, Literal title) {
  return std::unexpected(Refusal{.status = status, .title = title});
}

/// `;name`, `;name=value` or `;name="value"`, repeated, without the spaces and escapes that RFC 9112 §7.1.1
/// suffers.
bool is_extension(std::string_view text) {
  while (!text.empty()) {
    if (!text.starts_with(';')) return false;
    text.remove_prefix(1);
    const std::string_view one = text.substr(0, text.find(';'));
    text.remove_prefix(one.size());
    const auto equals = std::min(one.find('='), one.size());
    if (!is_token(one.substr(0, equals))) return false;
    if (equals == one.size()) continue;
    std::string_view value = one.substr(equals + 1);
    if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) {
      value = value.substr(1, value.size() - 2);
      if (value.empty()) continue;
    }
    if (!is_token(value)) return false;
  }
  return true;
}

/// RFC 9110 §6.5.1: what frames, routes or authenticates a message can't come after it.
bool is_trailer(std::string_view line) {
  static constexpr std::string_view forbidden[] = {"transfer-encoding",
                                                   "content-length",
                                                   "content-encoding",
                                                   "content-type",
                                                   "host",
                                                   "connection",
                                                   "proxy-connection",
                                                   "upgrade",
                                                   "trailer",
                                                   "te",
                                                   "expect",
                                                   "authorization",
                                                   "cookie"};
  const auto colon = std::min(line.find(':'), line.size());
  const std::string_view name = line.substr(0, colon);
  if (colon == line.size() || !is_token(name) || !is_field_value(line.substr(colon + 1))) return false;
  return std::ranges::none_of(forbidden, [name](std::string_view one) { return same_name(one, name); });
}

}  // namespace

std::expected<void, Refusal> ChunkedDecoder::read_size(std::string_view line, const Bytes& body) {
  const auto digits = std::min(line.find_first_not_of("0123456789abcdefABCDEF"), line.size());
  const std::string_view extension = line.substr(digits);
  if (digits == 0 || digits > 8 || !is_extension(extension))
    return refuse(400, "A chunk's size is malformed");
  const std::string_view size = line.substr(0, digits);
  std::from_chars(size.data(), size.data() + size.size(), left_, 16);
  if (left_ > limits_->body_bytes - body.size()) return refuse(413, "The body is too large");
  state_ = left_ == 0 ? State::trailer : State::data;
  return {};
}

std::expected<std::size_t, Refusal> ChunkedDecoder::feed(std::string_view input, Bytes& body) {
  std::size_t taken = 0;
  while (state_ != State::done) {
    const std::string_view rest = input.substr(taken);
    if (state_ == State::data) {
      const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, rest.size()));
      const auto bytes = as_bytes(rest.substr(0, size));
      body.insert(body.end(), bytes.begin(), bytes.end());
      taken += size;
      left_ -= size;
      if (left_ != 0) return taken;
      state_ = State::data_end;
      continue;
    }
    const auto end = rest.find("\r\n");
    if (end == rest.npos) {
      if (rest.size() > line_limit) return refuse(400, "A line between chunks is too long");
      return taken;
    }
    const std::string_view line = rest.substr(0, end);
    if (end > line_limit) return refuse(400, "A line between chunks is too long");
    taken += end + 2;
    overhead_ += end + 2;
    if (overhead_ > limits_->header_bytes + 8 * body.size()) return refuse(400, "The chunks are too small");
    if (state_ == State::data_end) {
      if (!line.empty()) return refuse(400, "A chunk doesn't end where it says");
      state_ = State::size;
    } else if (state_ == State::size) {
      if (auto size = read_size(line, body); !size) return std::unexpected(size.error());
    } else if (line.empty()) {
      state_ = State::done;
    } else if (!is_trailer(line)) {
      return refuse(400, "A trailer is malformed");
    }
  }
  return taken;
}

}  // namespace salus::http
