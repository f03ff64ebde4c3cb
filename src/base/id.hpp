// SPDX-License-Identifier: Apache-2.0
// Identifiers that the compiler keeps apart, though their bytes look alike.
#pragma once

#include "base/bytes.hpp"

#include <algorithm>
#include <compare>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

namespace salus {
inline namespace base {

class Random;

/// 26 characters of lower-case RFC 4648 base32 for 16 bytes; also a valid FHIR id.
std::string id_text(ByteView bytes);
Result<ByteArray<16>> id_bytes(std::string_view text);
ByteArray<16> random_id_bytes(Random& random);

/// 128 random bits that name one thing of the kind that Tag says. It can't be logged: an id is an identifier
/// (45 CFR 164.514(b)(2)).
template <class Tag>
class Id {
 public:
  constexpr Id() = default;  ///< all zero, which names nothing
  constexpr explicit Id(const ByteArray<16>& bytes) : bytes_(bytes) {}

  static Id random(Random& source) { return Id(random_id_bytes(source)); }
  static Result<Id> parse(std::string_view text) {
    TRY(auto bytes, id_bytes(text));
    return Id(bytes);
  }
  static Result<Id> from(ByteView bytes) {
    if (bytes.size() != 16) return fail(Code::corrupt, "id: not 16 bytes");
    Id id;
    std::ranges::copy(bytes, id.bytes_.begin());
    return id;
  }

  std::string text() const { return id_text(bytes_); }
  ByteView bytes() const { return bytes_; }
  constexpr bool empty() const { return bytes_ == ByteArray<16>{}; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;

 private:
  ByteArray<16> bytes_{};
};

using TenantId = Id<struct TenantTag>;
using AccountId = Id<struct AccountTag>;
using OwnerId = Id<struct OwnerTag>;  ///< a patient, a staff member, or the tenant itself
using RecordId = Id<struct RecordTag>;
using BatchId = Id<struct BatchTag>;
using SessionId = Id<struct SessionTag>;

}  // namespace base
}  // namespace salus

template <class Tag>
struct std::hash<salus::Id<Tag>> {
  std::size_t operator()(const salus::Id<Tag>& id) const {
    std::size_t value;  // the bytes are random already
    std::memcpy(&value, id.bytes().data(), sizeof value);
    return value;
  }
};
