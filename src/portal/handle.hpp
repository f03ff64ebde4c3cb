// SPDX-License-Identifier: Apache-2.0
// Opaque names for records, so that no record id ever stands in a page, a URL or a browser's cache.
#pragma once

#include "base/id.hpp"
#include "crypto/secret.hpp"
#include "route/route.hpp"

#include <string>
#include <string_view>

namespace salus::portal {

/// Handles of one session: 43 characters of base64url that say nothing without the session, and mean nothing
/// in another. The same record gives the same handle for as long as the session lasts (deterministic
/// encryption after the SIV construction: the tag over kind and id is the keystream's seed).
class Handles {
 public:
  explicit Handles(const route::Session& session);
  std::string make(std::string_view kind, ByteView id) const;
  std::string make(std::string_view kind, RecordId id) const { return make(kind, id.bytes()); }
  /// Code::absent for anything that isn't this session's handle of that kind: the answer for what doesn't
  /// exist.
  Result<RecordId> read(std::string_view kind, std::string_view handle) const;

 private:
  ByteArray<16> tag(std::string_view kind, ByteView id) const;
  ByteArray<16> mask(const ByteArray<16>& tag) const;

  crypto::SecretBytes tag_key_;
  crypto::SecretBytes mask_key_;
};

}  // namespace salus::portal
