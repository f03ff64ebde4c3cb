// SPDX-License-Identifier: Apache-2.0
// Administrators who change one account at once: memory ends at the version that the records end at.
#include "support/people.hpp"

#include <barrier>
#include <thread>

namespace salus::identity {
namespace {

TEST(AccountsTogether, memory_holds_the_newest_version) {
  constexpr int writers = 3;
  constexpr int rounds = 12;
  TestPeople people;
  const Account ana = people.join("ana@example.org", policy::Role::clinician);
  std::barrier start(writers);
  std::atomic<int> written = 0;
  const auto write = [&] {
    const policy::Subject component = policy::Component(people.clinic.tenant, "demo");
    start.arrive_and_wait();
    for (int round = 0; round < rounds; ++round) {
      auto account = *people.accounts->find(ana.id);
      account.name = "Version " + std::to_string(account.version + 1);
      const auto saved = people.clinic.run(people.accounts->save(component, std::move(account)));
      if (saved) ++written;
      EXPECT_TRUE(saved || saved.error().code == Code::conflict) << saved.error().context.view();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < writers; ++i) threads.emplace_back(write);
  }
  const auto held = people.accounts->find(ana.id);
  EXPECT_EQ(held->version, 1U + static_cast<std::uint64_t>(written));
  EXPECT_EQ(held->name, "Version " + std::to_string(held->version));
  people.restart();
  EXPECT_EQ(people.accounts->find(ana.id)->version, held->version);
}

}  // namespace
}  // namespace salus::identity
