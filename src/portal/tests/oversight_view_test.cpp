// SPDX-License-Identifier: Apache-2.0
// The pages of those who watch over the program against the contract.
#include "oversight_view.hpp"

#include "account_body.hpp"
#include "pages.hpp"
#include "why.hpp"

namespace salus::portal {
namespace {

const std::filesystem::path policy_folder = std::filesystem::path(SALUS_SOURCE_DIR) / "policy";

policy::Phi<Bytes> body(std::string_view text) {
  return policy::Phi<Bytes>(to_bytes(as_bytes(text)));
}

TEST(oversight_view, the_map_fits_the_contract) {
  const auto rules = policy::load(policy_folder);
  ASSERT_TRUE(rules);
  const auto hash = policy_hash(rules->folder);
  ASSERT_TRUE(hash);
  EXPECT_EQ(hash->size(), 64U);
  Contract::holds("Map", map_page(rules->map, *hash));
  EXPECT_FALSE(policy_hash("/nowhere"));
}

TEST(oversight_view, keys_fit_the_contract) {
  keys::Description key;
  key.purpose = "dek";
  key.use = "clinical";
  key.version = 2;
  key.commitment = "0123456789abcdef";
  const Time now = key.created + std::chrono::hours(49);
  const std::string json = keys_page({"SoftHSM", "AES-KWP", false}, {key}, now);
  Contract::holds("Keys", json);
  EXPECT_NE(json.find(R"("age_days":2)"), std::string::npos);
}

TEST(oversight_view, accounts_and_demo_fit_the_contract) {
  DemoPerson person;
  person.account.name = "Ana";
  person.account.email = "ana@example.org";
  person.account.roles.add(policy::Role::patient);
  person.account.totp_secret = crypto::SecretBytes(as_bytes("12345678901234567890"));
  person.password = "a password";
  Contract::holds("AccountEntry", account_json(person.account, test_handles()));
  std::vector<DemoPerson> people;
  people.push_back(std::move(person));
  const auto clinic = [](TenantId) { return identity::ClinicWords{"Clinic", "us", "America/New_York"}; };
  const std::string json = demo_page(people, clinic, {"/ca.pem", "AB:CD"}, Time(std::chrono::seconds(59)));
  Contract::holds("Demo", json);
  EXPECT_NE(json.find(R"("code":"287082")"), std::string::npos) << "RFC 6238, appendix B, last six digits";
  EXPECT_NE(json.find(R"("seconds_left":1,)"), std::string::npos) << json;
}

TEST(oversight_view, fingerprints_are_of_the_der) {
  const auto found = fingerprint("-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n");
  ASSERT_TRUE(found);
  EXPECT_EQ(
      *found,
      "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD");
  EXPECT_FALSE(fingerprint("abc"));
}

TEST(account_body, takes_what_the_schema_takes) {
  const auto made =
      new_account(body(R"({"name":"Kim","email":"Kim@example.org","roles":["nurse","clinician"]})"));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->email, "kim@example.org");
  EXPECT_EQ(made->roles.size(), 2);
  for (const char* wrong : {R"({"name":"Kim","email":"kim@example.org","roles":[]})",
                            R"({"name":"Kim","email":"kim@example.org","roles":["king"]})",
                            R"({"name":"Kim","email":"kim@example.org","roles":["nurse","nurse"]})",
                            R"({"name":"","email":"kim@example.org","roles":["nurse"]})"}) {
    EXPECT_EQ(new_account(body(wrong)).error().code, Code::invalid) << wrong;
  }
  EXPECT_EQ(account_change(body(R"({"active":false})"))->active, false);
  EXPECT_EQ(account_change(body("{}")).error().code, Code::invalid);
}

TEST(why, names_rules_and_the_narrowest_relation) {
  const auto rules = policy::load(policy_folder);
  ASSERT_TRUE(rules);
  Question question;
  question.roles.add(policy::Role::clinician);
  question.kind = policy::Kind::parse("Patient").value();
  question.relations = {policy::Relation::appointment, policy::Relation::encounter};
  Contract::holds("Why", why_json(*rules, question));
  EXPECT_EQ(why_json(*rules, question),
            R"({"rule":"clinician.chart","purpose":"treatment","relation":"encounter"})");
  question.relations = {};
  EXPECT_TRUE(rules_behind(*rules, question).empty());
}

}  // namespace
}  // namespace salus::portal
