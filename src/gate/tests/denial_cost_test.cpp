// SPDX-License-Identifier: Apache-2.0
// A denial costs the same reads of the store and the same entries whether the record is there or not: what a
// clock could tell is left to the few microseconds between them.
#include "support/clinic.hpp"

namespace salus::gate {
namespace {

/// Passes everything on, and counts what is read.
class CountingStore final : public store::Store {
 public:
  explicit CountingStore(store::Store& real) : real_(real) {}
  std::size_t reads = 0;

  Task<std::vector<std::optional<store::Row>>> get(TenantId tenant,
                                                   std::vector<store::RowKey> keys) override {
    ++reads;
    return real_.get(tenant, std::move(keys));
  }
  Task<std::optional<store::Row>> get_version(TenantId tenant, store::RowKey key,
                                              store::Version version) override {
    ++reads;
    return real_.get_version(tenant, key, version);
  }
  Task<std::vector<store::Row>> find(TenantId tenant, store::Expression expression,
                                     store::PageRequest page) override {
    ++reads;
    return real_.find(tenant, std::move(expression), page);
  }
  Task<std::optional<store::RowKey>> claimed(TenantId tenant, ByteArray<16> value) override {
    ++reads;
    return real_.claimed(tenant, value);
  }
  Task<std::vector<store::Row>> history(TenantId tenant, store::RowKey key,
                                        std::optional<store::Version> before, std::uint32_t limit) override {
    ++reads;
    return real_.history(tenant, key, before, limit);
  }
  Task<store::Committed> commit(store::Batch batch) override { return real_.commit(std::move(batch)); }
  Task<bool> committed(TenantId tenant, BatchId batch) override { return real_.committed(tenant, batch); }
  Task<std::vector<store::Row>> scan(TenantId tenant, store::PageRequest page) override {
    ++reads;
    return real_.scan(tenant, page);
  }
  Task<std::vector<store::Row>> older_than(TenantId tenant, store::Generation generation,
                                           std::uint32_t limit) override {
    ++reads;
    return real_.older_than(tenant, generation, limit);
  }
  Task<std::vector<store::Change>> changes(TenantId tenant, store::Counter cursor,
                                           std::uint32_t limit) override {
    ++reads;
    return real_.changes(tenant, cursor, limit);
  }
  void stop() override {}

 private:
  store::Store& real_;
};

TEST(denial, costs_the_same_whether_the_record_exists_or_not) {
  TestClinic clinic;
  CountingStore counting(*clinic.store);
  records::Vault vault(clinic.rules, *clinic.keys, counting, *clinic.log, clinic.clock, clinic.random);
  Gate gate(clinic.rules, *clinic.log, vault, *clinic.relations, clinic.clock);
  const RecordId there = RecordId::random(clinic.random);
  const auto owner = OwnerId::from(there.bytes()).value();
  ASSERT_TRUE(clinic.write(clinic.draft("Patient", there, owner, 1, "gout")));
  ASSERT_TRUE(clinic.write(clinic.draft("Patient", there, owner, 2, "cured")));
  const policy::Subject stranger = policy::Component(clinic.tenant, "stranger");
  constexpr auto purpose = policy::Purpose::operations;

  struct Cost {
    std::size_t reads = 0;
    std::uint64_t entries = 0;
    Code answer = Code::internal;
    bool operator==(const Cost&) const = default;
  };
  const auto cost = [&](auto attempt, RecordId id) {
    const std::size_t reads = counting.reads;
    const auto entries = clinic.log->status().entries;
    const auto answer = clinic.run(attempt(id));
    EXPECT_FALSE(answer);
    return Cost{counting.reads - reads, clinic.log->status().entries - entries,
                answer ? Code::internal : answer.error().code};
  };
  const auto same = [&](const char* what, auto attempt) {
    const Cost real = cost(attempt, there);
    EXPECT_EQ(real, cost(attempt, RecordId::random(clinic.random))) << what;
    EXPECT_GE(real.reads, 1U) << what;
    EXPECT_EQ(real.entries, 1U) << what;
  };
  same("read", [&](RecordId id) { return gate.read(stranger, purpose, hop::fhir_api, kind("Patient"), id); });
  for (const std::uint64_t version : {1U, 2U, 3U}) {
    same("vread", [&](RecordId id) {
      return gate.read(stranger, purpose, hop::fhir_api, kind("Patient"), id, version);
    });
  }
  same("history",
       [&](RecordId id) { return gate.history(stranger, purpose, hop::fhir_api, kind("Patient"), id); });
}

}  // namespace
}  // namespace salus::gate
