// SPDX-License-Identifier: Apache-2.0
// Makes and reads handles.
#include "handle.hpp"

#include "base/codec.hpp"
#include "crypto/hash.hpp"

#include <algorithm>

namespace salus::portal {
namespace {

ByteArray<16> first16(const crypto::Hash& hash) {
  ByteArray<16> out;
  std::copy_n(hash.begin(), out.size(), out.begin());
  return out;
}

}  // namespace

Handles::Handles(const route::Session& session) {
  const crypto::SecretBytes secret(as_bytes(session.csrf));
  tag_key_ = crypto::hkdf(secret, {}, as_bytes("salus/handle/tag/v1"));
  mask_key_ = crypto::hkdf(secret, {}, as_bytes("salus/handle/mask/v1"));
}

ByteArray<16> Handles::tag(std::string_view kind, ByteView id) const {
  Encoder tuple;
  tuple.string(kind).raw(id);
  return first16(crypto::hmac_sha256(tag_key_, tuple.bytes()));
}

ByteArray<16> Handles::mask(const ByteArray<16>& tag) const {
  return first16(crypto::hmac_sha256(mask_key_, tag));
}

std::string Handles::make(std::string_view kind, ByteView id) const {
  const auto seed = tag(kind, id);
  auto hidden = mask(seed);
  for (std::size_t i = 0; i < hidden.size(); ++i) hidden[i] ^= id[i];
  Encoder out;
  out.raw(seed).raw(hidden);
  return to_base64url(out.bytes());
}

Result<RecordId> Handles::read(std::string_view kind, std::string_view handle) const {
  const auto bytes = from_base64url(handle);
  if (!bytes || bytes->size() != 32) return fail(Code::absent, "portal: not a handle");
  ByteArray<16> seed;
  std::copy_n(bytes->begin(), seed.size(), seed.begin());
  auto id = mask(seed);
  for (std::size_t i = 0; i < id.size(); ++i) id[i] ^= (*bytes)[seed.size() + i];
  if (!crypto::equal(tag(kind, id), seed)) return fail(Code::absent, "portal: not a handle of this session");
  return RecordId(id);
}

}  // namespace salus::portal
