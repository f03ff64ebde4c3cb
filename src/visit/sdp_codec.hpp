// SPDX-License-Identifier: Apache-2.0
// Collects what a section says of its codecs, which browsers write in any
// order, and resolves it at the end.
#pragma once

#include "sdp_model.hpp"

#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace salus::visit::sdp {

class CodecReader {
 public:
  explicit CodecReader(Media media) : media_(media) {}

  // Each takes the text behind the name of its line; nothing means that it was
  // understood or is of no concern.
  std::optional<Refusal> payloads(std::string_view list);
  std::optional<Refusal> rtpmap(std::string_view value);
  std::optional<Refusal> fmtp(std::string_view value);
  std::optional<Refusal> feedback(std::string_view value);

  /// The codecs that we allow, in the order of preference that the m= line
  /// gives.
  Verdict<std::vector<Codec>> finish() const;

 private:
  struct Raw {
    std::optional<std::string_view> map;
    std::optional<std::string_view> parameters;
    std::vector<std::string_view> feedback;
  };
  Raw* of(std::string_view& value);
  Verdict<Codec> resolve(std::uint8_t payload, const Format& format, const Raw& raw) const;

  Media media_;
  std::vector<std::uint8_t> order_;
  std::map<std::uint8_t, Raw> raw_;
};

}  // namespace salus::visit::sdp
