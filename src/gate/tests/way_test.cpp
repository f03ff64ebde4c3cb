// SPDX-License-Identifier: Apache-2.0
// The way of a request on real rooms: what is written comes back, each touch has its entry, tampering is
// noticed.
#include "support/clinic.hpp"

namespace salus::gate {
namespace {

class Way : public testing::Test {
 protected:
  std::string disclosed(Result<One> opened) {
    if (!opened) return std::string(name(opened.error().code));
    auto bytes = records::disclose(std::move(opened->document).shape(shape_members), hop::fhir_api);
    return bytes ? std::string(as_text(*bytes)) : std::string(name(bytes.error().code));
  }

  TestClinic clinic_;
  RecordId patient_ = RecordId::random(clinic_.random);
  OwnerId owner_ = OwnerId::from(patient_.bytes()).value();
  RecordId observation_ = RecordId::random(clinic_.random);
};

TEST_F(Way, what_is_written_comes_back_member_by_member_and_survives_a_restart) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  ASSERT_TRUE(clinic_.write(clinic_.draft("Observation", observation_, owner_, 1, "fever")));
  const std::string expected = "\"birthDate\":\"1950-01-01\"\n\"note\":\"fever\"\n";
  EXPECT_EQ(disclosed(clinic_.read("Observation", observation_)), expected);
  clinic_.reopen();
  EXPECT_EQ(disclosed(clinic_.read("Observation", observation_)), expected);
  EXPECT_EQ(disclosed(clinic_.read("Condition", observation_)), "absent");
}

TEST_F(Way, each_touch_has_its_entry_before_anything_is_opened) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  const auto before = clinic_.log->status().entries;
  ASSERT_TRUE(clinic_.read("Patient", patient_));
  EXPECT_EQ(clinic_.log->status().entries, before + 1);
  ASSERT_FALSE(clinic_.read("Patient", observation_));  // a denial is an entry too
  EXPECT_EQ(clinic_.log->status().entries, before + 2);
}

TEST_F(Way, a_lost_race_changes_nothing) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 2, "cured")));
  const auto lost = clinic_.write(clinic_.draft("Patient", patient_, owner_, 2, "worse"));
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, Code::conflict);
  EXPECT_EQ(disclosed(clinic_.read("Patient", patient_)),
            "\"birthDate\":\"1950-01-01\"\n\"note\":\"cured\"\n");
}

TEST_F(Way, a_refused_entry_leaves_no_intent_open) {
  clinic_.log_options.queue_bytes = 8'192;
  clinic_.reopen();
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  Write large;  // its own entry doesn't fit the journal's queue, that of what follows does
  for (int i = 0; i < 200; ++i) {
    auto one = clinic_.draft("Observation", RecordId::random(clinic_.random), owner_, 1, "fever");
    large.changes.push_back(records::Change{policy::Phi(std::move(one)), 0});
  }
  const Time now = clinic_.clock.now();
  const RelationFact fact{OwnerId::random(clinic_.random), owner_, policy::Relation::appointment, now,
                          now + std::chrono::hours(1)};
  const RelationChange begun{RecordId::random(clinic_.random), 0, fact};
  large.consequences.emplace(Consequences{policy::Component(clinic_.tenant, "visit"), {}, {begun}});
  const auto before = clinic_.log->status().entries;
  const auto refused = clinic_.run(clinic_.gate->write(clinic_.demo(), policy::Purpose::operations,
                                                       hop::application_store, std::move(large)));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::unavailable);
  EXPECT_EQ(clinic_.log->status().entries, before + 2);  // the intent, and that it was aborted
}

TEST_F(Way, removing_needs_a_rule_that_says_so) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  ASSERT_TRUE(clinic_.write(clinic_.draft("Observation", observation_, owner_, 1, "fever")));
  const auto remove = [&](std::uint64_t version) {
    return clinic_.run(clinic_.gate->remove(clinic_.demo(), policy::Purpose::operations, hop::fhir_api,
                                            kind("Observation"), observation_, version));
  };
  EXPECT_EQ(remove(1).error().code,
            Code::forbidden);  // no component may: the tombstone needs a person's rule
  EXPECT_EQ(clinic_.read("Observation", observation_).value().version, 1U);
}

TEST_F(Way, a_restart_brings_back_every_relation_however_many) {
  constexpr int more_than_a_page = 1'001;
  const auto doctor = OwnerId::random(clinic_.random);
  const auto office = OwnerId::from(clinic_.tenant.bytes()).value();
  const Time now = clinic_.clock.now();
  for (int written = 0; written < more_than_a_page;) {
    Write some;
    for (; written < more_than_a_page && some.changes.size() < 400; ++written) {
      const RelationFact fact{doctor, OwnerId::random(clinic_.random), policy::Relation::appointment, now,
                              now + std::chrono::hours(1)};
      policy::RecordRef record{kind(relation_kind), RecordId::random(clinic_.random), office, 1};
      some.changes.push_back(records::Change{policy::Phi(draft_of(fact, std::move(record))), 0});
    }
    ASSERT_TRUE(clinic_.run(clinic_.gate->write(clinic_.demo(), policy::Purpose::operations,
                                                hop::application_store, std::move(some))));
  }
  clinic_.reopen();
  const policy::RelationSet kinds{policy::Relation::appointment};
  EXPECT_EQ(clinic_.relations->about(clinic_.tenant, doctor, kinds, now).size(), more_than_a_page);
}

TEST_F(Way, a_record_keeps_its_owner) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  const auto other = OwnerId::random(clinic_.random);
  ASSERT_TRUE(clinic_.run(clinic_.keys->create_owner(clinic_.tenant, other)));
  const auto moved = clinic_.write(clinic_.draft("Patient", patient_, other, 2, "gout"));
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().code, Code::unprocessable);
}

TEST_F(Way, who_may_not_change_a_record_learns_nothing_by_naming_another_owner) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  ASSERT_TRUE(clinic_.write(clinic_.draft("Observation", observation_, owner_, 1, "fever")));
  const policy::Subject no_rule = policy::Component(clinic_.tenant, "identity");
  for (const RecordId id : {observation_, RecordId::random(clinic_.random)}) {
    const auto before = clinic_.log->status().entries;
    Write moved;
    const auto other = OwnerId::random(clinic_.random);
    moved.changes.push_back(
        records::Change{policy::Phi(clinic_.draft("Observation", id, other, 2, "fever")), 1});
    const auto denied = clinic_.run(
        clinic_.gate->write(no_rule, policy::Purpose::operations, hop::application_store, std::move(moved)));
    ASSERT_FALSE(denied);
    EXPECT_EQ(denied.error().code, Code::forbidden);
    EXPECT_EQ(clinic_.log->status().entries, before + 1);
  }
}

TEST_F(Way, disclosure_goes_to_the_granted_hop_only) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  auto opened = clinic_.read("Patient", patient_);
  ASSERT_TRUE(opened);
  const auto bytes =
      records::disclose(std::move(opened->document).shape(shape_members), hop::portal_clinician);
  ASSERT_FALSE(bytes);
  EXPECT_EQ(bytes.error().code, Code::internal);
}

TEST_F(Way, a_search_finds_by_token_within_one_owner_and_nobody_else) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  ASSERT_TRUE(clinic_.write(clinic_.draft("Observation", observation_, owner_, 1, "fever")));
  ASSERT_TRUE(
      clinic_.write(clinic_.draft("Observation", RecordId::random(clinic_.random), owner_, 1, "cough")));
  const auto search = [&](OwnerId owner, std::string value) {
    Search wanted;
    wanted.lookup.kind = kind("Observation");
    wanted.lookup.compartment = owner;
    wanted.lookup.all_of = {{records::SearchValue{"code", value, policy::Class::clinical}}};
    wanted.classes = {policy::Class::clinical};
    wanted.matches = [value](const records::Document& document) {
      return document.members.back().text.find(value) != std::string::npos;
    };
    return clinic_.run(
        clinic_.gate->search(clinic_.demo(), policy::Purpose::operations, hop::fhir_api, wanted));
  };
  EXPECT_EQ(search(owner_, "fever").value().ids.size(), 1U);
  EXPECT_EQ(search(owner_, "plague").value().ids.size(), 0U);
  EXPECT_EQ(search(OwnerId::random(clinic_.random), "fever").value().ids.size(), 0U);
}

TEST_F(Way, a_page_of_a_search_is_all_that_is_named_and_opened) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  for (const auto* what : {"b", "d", "a", "c"}) {
    ASSERT_TRUE(
        clinic_.write(clinic_.draft("Observation", RecordId::random(clinic_.random), owner_, 1, what)));
  }
  Search wanted;
  wanted.lookup.kind = kind("Observation");
  wanted.lookup.compartment = owner_;
  wanted.classes = {policy::Class::clinical};
  wanted.matches = [](const records::Document& document) {
    return !document.members.back().text.contains("d");
  };
  wanted.rank = [](const records::Document& document) {
    return std::int64_t{document.members.back().text.at(8)};
  };
  const auto page = [&](std::size_t offset, std::size_t count) {
    wanted.offset = offset;
    wanted.count = count;
    auto found =
        clinic_.run(clinic_.gate->search(clinic_.demo(), policy::Purpose::operations, hop::fhir_api, wanted));
    EXPECT_EQ(found->total, 3U);
    EXPECT_FALSE(found->truncated);
    auto bytes = records::disclose(std::move(found->documents).shape(shape_members), hop::fhir_api).value();
    EXPECT_EQ(std::ranges::count(as_text(bytes), '\n'), 2 * std::ssize(found->ids));
    return std::string(as_text(bytes));
  };
  const auto line = [](std::string_view what) {
    return "\"birthDate\":\"1950-01-01\"\n\"note\":\"" + std::string(what) + "\"\n";
  };
  EXPECT_EQ(page(0, 2), line("a") + line("b"));
  EXPECT_EQ(page(2, 2), line("c"));
  EXPECT_EQ(page(4, 2), "");
}

TEST_F(Way, a_search_says_that_it_was_cut_only_if_it_was) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  const auto other = RecordId::random(clinic_.random);
  const auto others = OwnerId::from(other.bytes()).value();
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", other, others, 1, "gout")));
  for (const OwnerId owner : {owner_, owner_, others}) {
    ASSERT_TRUE(
        clinic_.write(clinic_.draft("Observation", RecordId::random(clinic_.random), owner, 1, "fever")));
  }
  struct Row {
    std::vector<OwnerId> owners;
    std::uint32_t limit;
    std::size_t found;
    bool truncated;
  };
  const std::vector<Row> rows{{{owner_}, 1, 1, true},          {{owner_}, 2, 2, false},
                              {{owner_}, 3, 2, false},         {{owner_, others}, 2, 2, true},
                              {{owner_, others}, 3, 3, false}, {{others, owner_}, 1, 1, true}};
  for (const Row& row : rows) {
    Search wanted;
    wanted.lookup.kind = kind("Observation");
    wanted.lookup.owners = row.owners;
    wanted.lookup.limit = row.limit;
    wanted.matches = [](const records::Document&) { return true; };
    const auto found = clinic_.run(
        clinic_.gate->search(clinic_.demo(), policy::Purpose::operations, hop::fhir_api, std::move(wanted)));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->ids.size(), row.found) << row.owners.size() << " owners, limit " << row.limit;
    EXPECT_EQ(found->truncated, row.truncated) << row.owners.size() << " owners, limit " << row.limit;
  }
}

TEST_F(Way, a_history_has_all_versions) {
  constexpr std::uint64_t many = 101;
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  for (std::uint64_t version = 2; version <= many; ++version)
    ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, version, "gout")));
  const auto versions = clinic_.run(clinic_.vault->versions(clinic_.tenant, kind("Patient"), patient_));
  ASSERT_TRUE(versions);
  ASSERT_EQ(versions->size(), many);
  EXPECT_EQ(versions->back().record().version, 1U);
}

TEST_F(Way, an_older_version_put_back_in_the_database_is_noticed_at_the_next_read) {
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, "gout")));
  clinic_.close();
  const auto database = clinic_.root() / "salus.db";
  std::filesystem::copy_file(database, clinic_.root() / "old.db");
  clinic_.open();
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 2, "cured")));
  clinic_.close();
  std::filesystem::copy_file(clinic_.root() / "old.db", database,
                             std::filesystem::copy_options::overwrite_existing);
  clinic_.open();
  const auto read = clinic_.read("Patient", patient_);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Code::corrupt);
}

TEST_F(Way, no_file_of_the_home_shows_what_was_written) {
  const std::string canary = "canary-7f3a91";
  ASSERT_TRUE(clinic_.write(clinic_.draft("Patient", patient_, owner_, 1, canary)));
  ASSERT_TRUE(clinic_.read("Patient", patient_));
  clinic_.close();
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(clinic_.root())) {
    if (!entry.is_regular_file()) continue;
    ++files;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    EXPECT_EQ(bytes.find(canary), std::string::npos) << entry.path();
    EXPECT_EQ(bytes.find(patient_.text()), std::string::npos) << entry.path();
    EXPECT_EQ(bytes.find(std::string(as_text(patient_.bytes()))), std::string::npos) << entry.path();
  }
  EXPECT_GT(files, 5);
  clinic_.open();
}

}  // namespace
}  // namespace salus::gate
