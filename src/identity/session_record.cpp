// SPDX-License-Identifier: Apache-2.0
// Encodes sessions.
#include "session_record.hpp"

#include "base/codec.hpp"

#include <algorithm>

namespace salus::identity {
namespace {
constexpr std::uint8_t session_format = 2;
}  // namespace

records::Draft draft_of(const SessionRecord& session, policy::RecordRef record) {
  Encoder out;
  out.u8(session_format)
      .raw(session.account.bytes())
      .raw(session.generation.bytes())
      .raw(session.token)
      .string(session.csrf)
      .string(session.address)
      .string(session.device)
      .time(session.began)
      .time(session.seen)
      .u64(session.code_step)
      .u8(session.locked ? 1 : 0);
  records::Draft draft;
  draft.record = std::move(record);
  draft.members.push_back({policy::Class::operational, std::string(as_text(out.bytes()))});
  return draft;
}

Result<SessionRecord> session_of(const records::Document& document) {
  if (document.members.size() != 1) return fail(Code::corrupt, "identity: a session without its content");
  Decoder in(as_bytes(document.members.front().text));
  if (in.u8() != session_format) return fail(Code::corrupt, "identity: unknown format of a session");
  const ByteView account = in.raw(16);
  const ByteView generation = in.raw(16);
  const ByteView token = in.raw(32);
  SessionRecord session;
  session.csrf = in.text();
  session.address = in.text();
  session.device = in.text();
  session.began = in.time();
  session.seen = in.time();
  session.code_step = in.u64();
  session.locked = in.u8() != 0;
  TRY(in.finish());
  TRY(session.account, AccountId::from(account));
  TRY(session.generation, Generation::from(generation));
  std::ranges::copy(token, session.token.begin());
  return session;
}

}  // namespace salus::identity
