// SPDX-License-Identifier: Apache-2.0
// What audit's tests and benchmarks share: keys and a store without a disk, grants by a real Decider, a
// folder.
#pragma once

#include "audit/log.hpp"
#include "audit/verify.hpp"
#include "base/codec.hpp"
#include "crypto/hash.hpp"
#include "policy/decide.hpp"
#include "policy/hops.hpp"
#include "segment_file.hpp"

#include <filesystem>
#include <mutex>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <unistd.h>

namespace salus::audit::test {

/// Derives by HMAC from fixed bytes; a tenant may be forgotten.
class FakeKeys final : public keys::Keyring {
 public:
  Task<void> create_tenant(TenantId) override { co_return Result<void>(); }
  Task<void> create_owner(TenantId, OwnerId) override { co_return Result<void>(); }
  Task<keys::Version> current(TenantId, keys::Use) override { co_return version; }
  Task<crypto::SecretBytes> derive(TenantId tenant, keys::Use use, keys::Version v, Bytes info) override {
    if (forgotten.contains(tenant)) co_return fail(Code::absent, "fake: forgotten");
    const crypto::SecretBytes root(as_bytes("thirty-two bytes of a test's key"));
    const auto input = Encoder().raw(tenant.bytes()).string(use).u32(v).string(info).bytes();
    const auto derived = crypto::hmac_sha256(root, input);
    co_return crypto::SecretBytes(ByteView(derived));
  }
  Task<crypto::SecretBytes> derive(TenantId, keys::Use, keys::Version, OwnerId, Bytes) override {
    co_return fail(Code::unsupported, "fake: no owner keys");
  }
  Task<std::uint32_t> generation(TenantId) override { co_return 1; }
  Task<std::vector<keys::Description>> describe(TenantId) override {
    co_return std::vector<keys::Description>();
  }
  keys::Custody custody() const override { return {}; }
  void stop() override {}

  keys::Version version = 1;
  std::set<TenantId> forgotten;
};

/// Knows which batches were committed, and counts who asks.
class FakeStore final : public store::Store {
 public:
  Task<bool> committed(TenantId, BatchId batch) override {
    ++asked;
    co_return known.contains(batch);
  }
  Task<std::vector<std::optional<store::Row>>> get(TenantId, std::vector<store::RowKey>) override {
    co_return no();
  }
  Task<std::optional<store::Row>> get_version(TenantId, store::RowKey, store::Version) override {
    co_return no();
  }
  Task<std::vector<store::Row>> find(TenantId, store::Expression, store::PageRequest) override {
    co_return no();
  }
  Task<std::optional<store::RowKey>> claimed(TenantId, ByteArray<16>) override { co_return no(); }
  Task<std::vector<store::Row>> history(TenantId, store::RowKey, std::optional<store::Version>,
                                        std::uint32_t) override {
    co_return no();
  }
  Task<store::Committed> commit(store::Batch) override { co_return no(); }
  Task<std::vector<store::Row>> scan(TenantId, store::PageRequest) override { co_return no(); }
  Task<std::vector<store::Row>> older_than(TenantId, store::Generation, std::uint32_t) override {
    co_return no();
  }
  Task<std::vector<store::Change>> changes(TenantId, store::Counter, std::uint32_t) override {
    co_return no();
  }
  void stop() override {}

  std::set<BatchId> known;
  int asked = 0;

 private:
  static std::unexpected<Error> no() { return fail(Code::unsupported, "fake: only committed"); }
};

/// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "salus-audit-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path path;
};

template <class T>
boost::asio::awaitable<void> into(Task<T> task, std::optional<Result<T>>& outcome) {
  outcome.emplace(co_await std::move(task));
}

/// The loop of the test's own thread. It outlives every log: a committer that has just woken it may still be
/// touching it when `run` returns.
inline boost::asio::io_context& test_loop() {
  static boost::asio::io_context loop;
  loop.restart();
  return loop;
}

/// Runs one coroutine to its end.
template <class T>
Result<T> run(Task<T> task) {
  auto& loop = test_loop();
  std::optional<Result<T>> outcome;
  boost::asio::co_spawn(loop, into(std::move(task), outcome), [](std::exception_ptr failed) {
    if (failed) std::rethrow_exception(failed);
  });
  loop.run();
  return *std::move(outcome);
}

inline policy::Kind kind(std::string_view name) {
  return *policy::Kind::parse(name);
}

inline TenantId tenant(std::uint8_t number) {
  ByteArray<16> bytes{};
  bytes[0] = std::byte{number};
  return TenantId(bytes);
}
inline OwnerId owner(std::uint8_t number) {
  ByteArray<16> bytes{};
  bytes[1] = std::byte{number};
  return OwnerId(bytes);
}
inline store::RowKey row_key(std::uint32_t number) {
  store::RowKey key{};
  for (int i = 0; i < 4; ++i) key[static_cast<std::size_t>(i)] = static_cast<std::byte>(number >> (8 * i));
  return key;
}

/// A component that may do everything to two kinds, by a real Decider.
class Office {
 public:
  Office() {
    policy::ComponentRule rule;
    rule.name = "outbox";
    rule.kinds = {kind("Observation"), kind("AuditEvent")};
    rule.actions = {policy::Action::read, policy::Action::search, policy::Action::create,
                    policy::Action::update};
    rule.classes = {policy::Class::clinical, policy::Class::operational};
    rule.purposes = {policy::Purpose::operations, policy::Purpose::treatment};
    rules_.components.push_back(rule);
    for (const auto& what : rule.kinds) rules_.tenant_wide.push_back({what, "date", 1, ""});
  }

  policy::Asked asked(policy::Action action, Time now = SystemClock().now()) const {
    return {action, policy::Purpose::operations, hop::all[16], now};
  }
  policy::Target target(TenantId of, OwnerId whose, std::uint64_t version = 1) const {
    policy::Target target;
    target.tenant = of;
    target.record = {kind("Observation"), RecordId::random(const_cast<SystemRandom&>(random_)), whose,
                     version};
    target.present = {policy::Class::clinical};
    return target;
  }
  policy::Grant<policy::Exact> read(TenantId of, const std::vector<policy::Target>& targets, Time now) const {
    return std::get<policy::Grant<policy::Exact>>(
        decider_.read(policy::Component(of, "outbox"), asked(policy::Action::read, now), targets));
  }
  policy::Grant<policy::Exact> read(TenantId of, OwnerId whose) const {
    return read(of, {target(of, whose)}, SystemClock().now());
  }
  policy::Grant<policy::Query> search(TenantId of, std::string_view what,
                                      std::optional<OwnerId> whose = {}) const {
    policy::Query query;
    query.kind = kind(what);
    query.compartment = whose;
    query.parameters = {"date"};
    return std::get<policy::Grant<policy::Query>>(decider_.search(policy::Component(of, "outbox"),
                                                                  asked(policy::Action::search),
                                                                  std::move(query), policy::ClassSet(), {}));
  }
  policy::Grant<policy::Mutation> write(TenantId of, OwnerId whose, std::size_t count = 1) const {
    std::vector<std::pair<policy::Target, policy::Action>> changes;
    for (std::size_t i = 0; i < count; ++i) changes.emplace_back(target(of, whose), policy::Action::create);
    return std::get<policy::Grant<policy::Mutation>>(
        decider_.write(policy::Component(of, "outbox"), asked(policy::Action::create), changes));
  }
  policy::Denial denial(TenantId of, OwnerId whose) const {
    return std::get<policy::Denial>(
        decider_.read(policy::Component(of, "stranger"), asked(policy::Action::read), {target(of, whose)}));
  }
  policy::Denial refused_search(TenantId of, OwnerId whose) const {
    policy::Query query;
    query.kind = kind("Observation");
    query.compartment = whose;
    query.parameters = {"code"};
    return std::get<policy::Denial>(decider_.search(policy::Component(of, "stranger"),
                                                    asked(policy::Action::search), std::move(query),
                                                    policy::ClassSet(), {}));
  }
  Event event(TenantId of, Literal name) const {
    const auto refused = denial(of, owner(1));
    Event event{refused.circumstance(), name, Outcome::granted, std::nullopt};
    return event;
  }

 private:
  SystemRandom random_;
  policy::Rules rules_;
  policy::Decider decider_{rules_};
};

/// A log of its own.
struct Bench {
  Bench() { log = *run(Log::open(Home(folder.path), keys, store, clock, random)); }
  Folder folder;
  FakeKeys keys;
  FakeStore store;
  SystemClock clock;
  SystemRandom random;
  Office office;
  std::unique_ptr<Log> log;
};

}  // namespace salus::audit::test
