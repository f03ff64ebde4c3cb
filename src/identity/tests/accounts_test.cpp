// SPDX-License-Identifier: Apache-2.0
// Which accounts may not be saved, by whomever.
#include "support/people.hpp"

namespace salus::identity {
namespace {

class AccountsTest : public testing::Test {
 protected:
  Result<void> save(const policy::Subject& subject, Account account) {
    return people_.clinic.run(people_.accounts->save(subject, std::move(account)));
  }
  TestPeople people_;
  const policy::Subject component_ = policy::Component(people_.clinic.tenant, "demo");
};

TEST_F(AccountsTest, keys_and_records_are_never_in_one_hand) {
  using policy::Role;
  const Account ana = people_.join("ana@example.org", Role::custodian);
  struct {
    const char* name;
    policy::RoleSet roles;
    bool fine;
  } const table[] = {{"custodian", {Role::custodian}, true},
                     {"custodian and patient", {Role::custodian, Role::patient}, false},
                     {"custodian and clinician", {Role::custodian, Role::clinician}, false},
                     {"custodian and nurse", {Role::custodian, Role::nurse}, false},
                     {"custodian and front desk", {Role::custodian, Role::front_desk}, false},
                     {"custodian and officer", {Role::custodian, Role::privacy_officer}, false},
                     {"custodian and administrator", {Role::custodian, Role::administrator}, false},
                     {"administrator and nurse", {Role::administrator, Role::nurse}, false},
                     {"administrator and officer", {Role::administrator, Role::privacy_officer}, false},
                     {"clinician and nurse", {Role::clinician, Role::nurse}, true}};
  for (const auto& row : table) {
    Account changed = *people_.accounts->find(ana.id);
    const auto before = changed.roles;
    changed.give(row.roles);
    const auto saved = save(component_, std::move(changed));
    EXPECT_EQ(saved.has_value(), row.fine) << row.name;
    if (!saved) {
      EXPECT_EQ(saved.error().code, Code::unprocessable) << row.name;
    }
    EXPECT_EQ(people_.accounts->find(ana.id)->roles, row.fine ? row.roles : before) << row.name;
  }
}

TEST_F(AccountsTest, nobody_writes_an_account_of_another_clinic) {
  const TenantId other = people_.another_clinic();
  Account there = people_.try_join(other, "ben@example.org").value();
  there.version = 1;
  EXPECT_EQ(save(component_, std::move(there)).error().code, Code::forbidden);
}

}  // namespace
}  // namespace salus::identity
