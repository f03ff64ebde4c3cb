// SPDX-License-Identifier: Apache-2.0
// Whom a page answers and why, held against roles.toml.
#include "audience.hpp"

namespace salus::portal {
namespace {

using policy::Role;
using policy::RoleSet;

TEST(audience, each_role_acts_for_its_usual_purpose_in_its_own_portal) {
  const auto rules = policy::read(SALUS_SOURCE_DIR "/policy");
  ASSERT_TRUE(rules);
  for (int i = 0; i < policy::role_count; ++i) {
    const RoleSet role{static_cast<Role>(i)};
    EXPECT_EQ(audience(role).purpose, policy::usual_purpose(*rules, role)) << policy::names(role).front();
    EXPECT_EQ(audience(role).hop, policy::portal_of(role)) << policy::names(role).front();
  }
}

TEST(audience, of_several_roles_the_one_leads_that_policy_says) {
  const RoleSet both{Role::patient, Role::clinician};
  EXPECT_EQ(audience(both).hop, hop::portal_clinician);
  EXPECT_EQ(audience(both).purpose, policy::Purpose::treatment);
}

}  // namespace
}  // namespace salus::portal
