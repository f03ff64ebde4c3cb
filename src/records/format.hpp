// SPDX-License-Identifier: Apache-2.0
// The sealed record, version 1: what lies in a row's blob, byte by byte.
//
//   u8 format = 1 ‖ u32 header key version ‖ u16 size of sealed header ‖ sealed header ‖ sealed parts ‖
//   padding
//
// The header holds the directory of parts, so that a dump shows neither how many classes a record has nor how
// long each is; it is padded to a multiple of 128 bytes and the blob to a bucket of about 12 % (Padmé). What
// comes after the parts is random. Integers and strings as base/codec.hpp writes them.
#pragma once

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "policy/grant.hpp"
#include "records/document.hpp"

#include <vector>

namespace salus::records {

inline constexpr std::uint8_t format_version = 1;

struct PartEntry {
  policy::Class sensitivity = policy::Class::clinical;
  std::uint32_t key_version = 0;
  std::uint32_t size = 0;  ///< sealed
};

struct Header {
  policy::RecordRef record;
  Time written;
  policy::ClassSet labels;
  std::vector<PartEntry> parts;
};

/// Padded to a multiple of 128 bytes.
Bytes encode(const Header& header);
Result<Header> decode_header(ByteView plain);

/// One class's members of a record; the ordinals say where each stood among all members.
Bytes encode_part(const std::vector<Member>& members, policy::Class sensitivity);
/// Adds the members of a part to `into`, each with its ordinal.
Result<void> decode_part(ByteView plain, policy::Class sensitivity,
                         std::vector<std::pair<std::uint16_t, Member>>& into);

struct Envelope {
  std::uint32_t header_key_version = 0;
  ByteView sealed_header;
  std::size_t parts_offset = 0;
};
Result<Envelope> decode_envelope(ByteView blob);

/// Key derivation and AAD of a header: tenant, row key, version.
Bytes header_tuple(TenantId tenant, ByteView row_key, std::uint64_t version, std::uint32_t key_version);
/// Key derivation and AAD of a part (docs/decisions/0004).
Bytes part_tuple(TenantId tenant, const policy::RecordRef& record, policy::Class sensitivity,
                 std::uint32_t key_version);

/// The size that a blob of `size` bytes is padded to: at least 256, then so that only the highest bits of the
/// length show (Padmé: Nikitin et al., PoPETs 2019).
std::size_t padded_size(std::size_t size);

}  // namespace salus::records
