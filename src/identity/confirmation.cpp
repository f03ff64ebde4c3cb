// SPDX-License-Identifier: Apache-2.0
// Confirmations as records.
#include "identity/confirmation.hpp"

#include "base/codec.hpp"

namespace salus::identity {
namespace {
constexpr std::uint8_t confirmation_format = 1;
}

Result<records::Draft> draft_of(const Confirmation& confirmation) {
  Encoder out;
  out.u8(confirmation_format).u64(confirmation.seen).u32(confirmation.roles.bits());
  records::Draft draft;
  TRY(draft.record.kind, policy::Kind::parse(confirmation_kind));
  TRY(draft.record.id, RecordId::from(confirmation.account.bytes()));
  draft.record.owner = confirmation.owner;
  draft.record.version = confirmation.version + 1;
  draft.members.push_back({policy::Class::operational, std::string(as_text(out.bytes()))});
  return draft;
}

Result<Confirmation> confirmation_of(const records::Document& document) {
  if (document.members.size() != 1)
    return fail(Code::corrupt, "identity: a confirmation without its content");
  Decoder in(as_bytes(document.members.front().text));
  if (in.u8() != confirmation_format)
    return fail(Code::corrupt, "identity: unknown format of a confirmation");
  Confirmation confirmation;
  confirmation.seen = in.u64();
  confirmation.roles = policy::RoleSet::from_bits(in.u32());
  TRY(in.finish());
  TRY(confirmation.account, AccountId::from(document.record.id.bytes()));
  confirmation.owner = document.record.owner;
  confirmation.version = document.record.version;
  return confirmation;
}

}  // namespace salus::identity
