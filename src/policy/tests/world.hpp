// SPDX-License-Identifier: Apache-2.0
// What policy's tests share: the real rules, and people, whom only `identity` could make in the program.
#pragma once

#include "policy/policy.hpp"

#include <sstream>

namespace salus::identity {

/// The program's own stands in `identity`, which this test doesn't link.
class SubjectMaker {
 public:
  static policy::Person person(TenantId tenant, policy::RoleSet roles) {
    policy::Person out;
    out.tenant_ = tenant;
    out.account_ = AccountId(ByteArray<16>{std::byte{7}});
    out.owner_ = OwnerId(ByteArray<16>{std::byte{8}});
    out.session_ = SessionId(ByteArray<16>{std::byte{9}});
    out.roles_ = roles;
    out.address_ = "127.0.0.1";
    out.device_ = "test";
    return out;
  }
};

}  // namespace salus::identity

namespace salus::policy {

inline const std::filesystem::path policy_folder = SALUS_SOURCE_DIR "/policy";
inline const TenantId clinic{ByteArray<16>{std::byte{1}}};
inline const TenantId other_clinic{ByteArray<16>{std::byte{2}}};
inline const OwnerId somebody{ByteArray<16>{std::byte{3}}};
inline const Time noon{std::chrono::hours(12)};

/// The rules that the program starts with.
inline const Rules& real_rules() {
  static const Rules rules = [] {
    auto loaded = load(policy_folder);
    if (!loaded) throw std::runtime_error(describe(loaded.error()));
    return *std::move(loaded);
  }();
  return rules;
}

inline Subject person(RoleSet roles, TenantId tenant = clinic) {
  return identity::SubjectMaker::person(tenant, roles);
}

inline Target target(const Kind& kind, ClassSet present, RelationSet relations = {}) {
  RecordRef record{
      .kind = kind, .id = RecordId(ByteArray<16>{std::byte{5}}), .owner = somebody, .version = 1};
  return {.tenant = clinic, .record = record, .present = present, .labels = {}, .relations = relations};
}

inline Kind kind(std::string_view name) {
  return Kind::parse(name).value();
}

inline Asked asked(Action action, Purpose purpose = Purpose::treatment, Hop hop = hop::application_store) {
  return {.action = action, .purpose = purpose, .hop = hop, .now = noon};
}

/// A space-separated list.
inline std::vector<std::string> split(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

inline constexpr ClassSet ordinary{Class::demographic, Class::identifier, Class::clinical,
                                   Class::message,     Class::document,   Class::operational};

}  // namespace salus::policy
