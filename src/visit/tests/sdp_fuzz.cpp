// SPDX-License-Identifier: Apache-2.0
// Laws of the filter, for any bytes: its output passes unchanged, and holds no
// line outside the allow-list.
#include "allowed_lines.hpp"
#include "visit/sdp.hpp"

#include <cstdint>
#include <cstdlib>

namespace sdp = salus::visit::sdp;

namespace {

void hold(bool law) {
  if (!law) std::abort();
}

void descriptions(std::string_view text, sdp::Kind kind, sdp::Rules rules) {
  const auto once = sdp::filter(text, kind, rules);
  if (!once) return hold(!sdp::harmless(once.error()));
  hold(sdp::first_line_not_allowed(*once).empty());
  hold(sdp::filter(*once, kind, rules) == once);
}

void candidates(std::string_view text, sdp::Rules rules) {
  const auto once = sdp::filter_candidate(text, rules);
  if (!once || once->empty()) return;
  hold(sdp::first_line_not_allowed("a=" + *once + "\r\n").empty());
  hold(sdp::filter_candidate(*once, rules) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto loopback : {sdp::Loopback::refuse, sdp::Loopback::allow}) {
    const sdp::Rules rules{loopback};
    descriptions(text, sdp::Kind::offer, rules);
    descriptions(text, sdp::Kind::answer, rules);
    candidates(text, rules);
  }
  return 0;
}
