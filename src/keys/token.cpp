// SPDX-License-Identifier: Apache-2.0
// Opens the token and serves its KEKs, one call at a time.
#include "token.hpp"

#include "softhsm.hpp"

#include <algorithm>

namespace salus::keys {
namespace {

template <std::size_t N>
std::string text_of(const unsigned char (&padded)[N]) {
  const std::string_view view(reinterpret_cast<const char*>(padded), N);
  return std::string(view.substr(0, view.find_last_not_of(' ') + 1));
}

}  // namespace

Result<std::unique_ptr<Token>> Token::open(const Home& home, Random& random,
                                           std::span<const Wrapping* const> candidates) {
  std::unique_ptr<Token> token(new Token(home, random));
  TRY(token->start(candidates));
  return token;
}

Result<void> Token::start(std::span<const Wrapping* const> candidates) {
  TRY(const auto library, find_softhsm());
  TRY(configure_softhsm(home_));
  TRY(const auto pin, token_pin(home_, random_));
  TRY(auto module, Module::open(library));
  opened_ = std::make_unique<Opened>(std::move(module), std::nullopt);
  TRY(const auto slot, provide_token(opened_->module, pin));
  TRY(auto session, Session::open(opened_->module, slot));
  opened_->session.emplace(std::move(session));
  TRY(opened_->session->login(CKU_USER, pin));
  TRY(way_, probe(*opened_->session, random_, candidates));
  TRY(sync_token(home_));
  return describe(slot);
}

Result<void> Token::describe(CK_SLOT_ID slot) {
  CK_TOKEN_INFO token;
  CK_SLOT_INFO where;
  TRY(check(opened_->module->C_GetTokenInfo(slot, &token), "keys: C_GetTokenInfo failed"));
  TRY(check(opened_->module->C_GetSlotInfo(slot, &where), "keys: C_GetSlotInfo failed"));
  custody_.token = text_of(token.manufacturerID) + ", " + text_of(token.model);
  custody_.mechanism = way_->name().view();
  custody_.hardware = (where.flags & CKF_HW_SLOT) != 0;
  return {};
}

Result<const Session*> Token::session() const {
  if (opened_ == nullptr) return fail(Code::unavailable, "keys: the token is closed");
  return &*opened_->session;
}

Result<std::vector<KekName>> Token::keks() {
  const std::scoped_lock lock(mutex_);
  TRY(const auto* open, session());
  TRY(const auto objects, open->find({attribute(CKA_TOKEN, yes)}));
  std::vector<KekName> names;
  for (const auto object : objects) {
    TRY(const auto id, open->value(object, CKA_ID));
    if (const auto name = KekName::from_id(id)) names.push_back(*name);
  }
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());  // a key pair is two objects
  return names;
}

Result<void> Token::provide_kek(const KekName& name) {
  const std::scoped_lock lock(mutex_);
  TRY(const auto* open, session());
  TRY(const auto found, find_kek(*open, name));
  if (found.empty()) TRY(way_->make_kek(*open, name, Lifetime::token));
  return sync_token(home_);
}

Result<Bytes> Token::wrap(const KekName& name, const crypto::SecretBytes& key, ByteView context) {
  const std::scoped_lock lock(mutex_);
  TRY(const auto* open, session());
  return way_->wrap(*open, name, key, context, random_);
}

Result<crypto::SecretBytes> Token::unwrap(Mechanism mechanism, const KekName& name, ByteView wrapped,
                                          ByteView context) {
  const std::scoped_lock lock(mutex_);
  TRY(const auto* open, session());
  TRY(const auto* way, wrapping(static_cast<std::uint8_t>(mechanism)));
  return way->unwrap(*open, name, wrapped, context);
}

Result<Bytes> Token::check_value(const KekName& name) {
  const std::scoped_lock lock(mutex_);
  TRY(const auto* open, session());
  TRY(const auto found, find_kek(*open, name));
  if (found.empty()) return fail(Code::absent, "keys: the token has no such KEK");
  return open->value(found.front(), CKA_CHECK_VALUE).value_or(Bytes());
}

void Token::close() {
  const std::scoped_lock lock(mutex_);
  opened_.reset();
}

}  // namespace salus::keys
