// SPDX-License-Identifier: Apache-2.0
// Laws of the decision, over arbitrary rules and records.
#include "world.hpp"

#include <rapidcheck.h>

namespace salus::policy {
namespace {

const std::vector<std::string> kind_names = {"Patient", "Observation", "Appointment", "Key", "Device"};

template <class E>
rc::Gen<Set<E>> set_of(int count) {
  return rc::gen::map(rc::gen::inRange<std::uint32_t>(0, 1U << count),
                      [](std::uint32_t bits) { return Set<E>::from_bits(bits); });
}
template <class E>
rc::Gen<E> one_of(int count) {
  return rc::gen::map(rc::gen::inRange(0, count), [](int value) { return static_cast<E>(value); });
}

Rule any_rule(int number) {
  Rule rule;
  rule.id = "rule " + std::to_string(number);
  rule.role = *one_of<Role>(role_count);
  for (const std::string& name : kind_names) {
    if (name != "Device" && *rc::gen::arbitrary<bool>()) rule.kinds.push_back(kind(name));
  }
  rule.actions = *set_of<Action>(7);
  rule.any_owner = *rc::gen::weightedElement<bool>({{3, false}, {1, true}});
  rule.relations = *set_of<Relation>(5);
  rule.classes = *set_of<Class>(class_count);
  rule.purposes = *set_of<Purpose>(5);
  return rule;
}

Rules any_rules() {
  Rules rules;
  const int count = *rc::gen::inRange(0, 12);
  for (int i = 0; i < count; ++i) rules.rules.push_back(any_rule(i));
  return rules;
}

struct Case {
  Subject subject = Anonymous{};
  Asked question = asked(Action::read);
  std::vector<Target> targets;
};

Case any_case() {
  Case out;
  out.subject = person(*set_of<Role>(role_count));
  const Hop hop = *rc::gen::elementOf(std::vector<Hop>(std::begin(hop::all), std::end(hop::all)));
  out.question = asked(*one_of<Action>(7), *one_of<Purpose>(5), hop);
  const int count = *rc::gen::inRange(1, 4);
  for (int i = 0; i < count; ++i) {
    Target one =
        target(kind(*rc::gen::elementOf(kind_names)), *set_of<Class>(class_count), *set_of<Relation>(5));
    if (*rc::gen::inRange(0, 10) == 0) one.labels = *set_of<Class>(class_count);
    if (*rc::gen::inRange(0, 10) == 0) one.tenant = other_clinic;
    out.targets.push_back(one);
  }
  return out;
}

/// What a decision lets out, as (item, classes), nothing when denied.
std::vector<ClassSet> let_out(const std::variant<Grant<Exact>, Denial>& decision) {
  std::vector<ClassSet> out;
  if (const auto* grant = std::get_if<Grant<Exact>>(&decision)) {
    for (const Exact::Item& item : grant->scope().items) out.push_back(item.classes);
  }
  return out;
}

bool granted_write(const Rules& rules, const Case& one) {
  std::vector<std::pair<Target, Action>> changes;
  for (const Target& target : one.targets) changes.emplace_back(target, one.question.action);
  return std::holds_alternative<Grant<Mutation>>(Decider(rules).write(one.subject, one.question, changes));
}

TEST(law, removing_any_rule_never_grants_more) {
  EXPECT_TRUE(rc::check([] {
    const Rules all = any_rules();
    const Case one = any_case();
    const auto before = let_out(Decider(all).read(one.subject, one.question, one.targets));
    Query query{
        .kind = one.targets[0].record.kind, .compartment = somebody, .parameters = {}, .evaluate = {}};
    const ClassSet parameters = *set_of<Class>(class_count);
    const auto searched = [&](const Rules& rules) {
      const auto found =
          Decider(rules).search(one.subject, one.question, query, parameters, one.targets[0].relations);
      const auto* grant = std::get_if<Grant<Query>>(&found);
      return grant == nullptr ? std::optional<ClassSet>() : grant->scope().evaluate;
    };
    for (std::size_t i = 0; i < all.rules.size(); ++i) {
      Rules fewer = all;
      fewer.rules.erase(fewer.rules.begin() + static_cast<std::ptrdiff_t>(i));
      const auto after = let_out(Decider(fewer).read(one.subject, one.question, one.targets));
      if (!after.empty()) RC_ASSERT(after.size() == before.size());
      for (std::size_t j = 0; j < after.size(); ++j) RC_ASSERT(before[j].contains(after[j]));
      if (granted_write(fewer, one)) RC_ASSERT(granted_write(all, one));
      const auto narrower = searched(fewer);
      if (narrower) RC_ASSERT(searched(all).has_value());
      if (narrower) RC_ASSERT(searched(all)->contains(*narrower));
    }
  }));
}

TEST(law, without_rules_nobody_gets_anything) {
  EXPECT_TRUE(rc::check([] {
    const Rules none;
    const Case one = any_case();
    RC_ASSERT(let_out(Decider(none).read(one.subject, one.question, one.targets)).empty());
    RC_ASSERT(Decider(none).narrow(one.subject, one.question, one.targets).scope().items.empty());
    RC_ASSERT(!granted_write(none, one));
  }));
}

TEST(law, a_grant_stays_within_hop_record_label_and_tenant) {
  EXPECT_TRUE(rc::check([] {
    const Rules rules = any_rules();
    const Case one = any_case();
    const auto decision = Decider(rules).read(one.subject, one.question, one.targets);
    const auto* grant = std::get_if<Grant<Exact>>(&decision);
    if (grant == nullptr) return;
    RC_ASSERT(grant->scope().items.size() == one.targets.size());
    for (std::size_t i = 0; i < one.targets.size(); ++i) {
      const Exact::Item& item = grant->scope().items[i];
      RC_ASSERT(one.question.hop.classes().contains(item.classes | one.targets[i].labels));
      RC_ASSERT((item.classes | item.withheld) == one.targets[i].present);
      RC_ASSERT((item.classes & item.withheld).empty());
      RC_ASSERT(one.targets[i].tenant == clinic);
    }
    RC_ASSERT(!grant->circumstance().rule.empty());
  }));
}

TEST(law, a_denied_read_answers_like_a_record_that_is_not_there) {
  EXPECT_TRUE(rc::check([] {
    const Rules rules = any_rules();
    Case one = any_case();
    one.targets.resize(1);
    const Decider decider(rules);
    const auto decision = decider.read(one.subject, one.question, one.targets);
    const auto* denial = std::get_if<Denial>(&decision);
    if (denial == nullptr) return;
    const RecordRef& record = one.targets[0].record;
    RC_ASSERT(denial->answer() ==
              decider.nothing(one.subject, one.question, record.kind, record.id).answer());
  }));
}

TEST(law, narrowing_keeps_exactly_what_could_be_read_alone) {
  EXPECT_TRUE(rc::check([] {
    const Rules rules = any_rules();
    const Case one = any_case();
    const Decider decider(rules);
    std::vector<ClassSet> alone;
    for (const Target& target : one.targets) {
      for (const ClassSet classes : let_out(decider.read(one.subject, one.question, {target}))) {
        alone.push_back(classes);
      }
    }
    std::vector<ClassSet> kept;
    const auto narrowed = decider.narrow(one.subject, one.question, one.targets);
    for (const Exact::Item& item : narrowed.scope().items) kept.push_back(item.classes);
    RC_ASSERT(kept == alone);
  }));
}

}  // namespace
}  // namespace salus::policy
