// SPDX-License-Identifier: Apache-2.0
// Reads one attribute at a time into the model: the lists of what we know stand
// here.
#pragma once

#include "sdp_codec.hpp"
#include "sdp_model.hpp"

#include <optional>
#include <string_view>

namespace salus::visit::sdp {

/// `a=name:value` or `a=name`.
struct Attribute {
  std::string_view name;
  std::string_view value;
};

/// Nothing means that the attribute was read, or that it is one we leave out.
std::optional<Refusal> read_session_attribute(Attribute attribute, Description& into);
/// `direction_seen` tells a direction of the section's own from one inherited.
std::optional<Refusal> read_media_attribute(Attribute attribute, Rules rules, Section& into,
                                            CodecReader& codecs, bool& direction_seen);

}  // namespace salus::visit::sdp
