// SPDX-License-Identifier: Apache-2.0
// A home with real custody, store and log, for tests of the whole way.
#pragma once

#include "base/home.hpp"
#include "gate/gate.hpp"
#include "keys/keys.hpp"
#include "policy/policy.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace salus::gate {

inline policy::Kind kind(std::string_view name) {
  return policy::Kind::parse(name).value();
}

/// Everything below the gate, opened on a folder of its own; `reopen` is a restart.
class TestClinic {
 public:
  /// `given` must outlive it; without one, time passes as it does.
  explicit TestClinic(Clock* given = nullptr) : clock(given == nullptr ? system_ : *given) {
    static int count = 0;
    root_ = std::filesystem::temp_directory_path() /
            ("salus-gate-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    std::filesystem::remove_all(root_);
    auto loaded = policy::load(std::filesystem::path(SALUS_SOURCE_DIR) / "policy");
    EXPECT_TRUE(loaded) << (loaded ? "" : policy::describe(loaded.error()));
    rules = *std::move(loaded);
    open();
    tenant = TenantId::random(random);
    EXPECT_TRUE(run(keys->create_tenant(tenant)));
    EXPECT_TRUE(run(keys->create_owner(tenant, OwnerId::from(tenant.bytes()).value())));
  }
  ~TestClinic() {
    close();
    std::filesystem::remove_all(root_);
  }

  void open() {
    const Home home(root_);
    std::filesystem::create_directories(root_);
    keys = keys::open(home, clock, random).value();
    (void)run(keys->create_tenant(keys::system_tenant()));
    store =
        store::open_embedded(home.store(), crypto::SecretBytes(as_bytes("0123456789abcdef0123456789abcdef")))
            .value();
    log = run(audit::Log::open(home, *keys, *store, clock, random, log_options)).value();
    vault.emplace(rules, *keys, *store, *log, clock, random);
    relations.emplace();
    gate.emplace(rules, *log, *vault, *relations, clock);
  }
  void close() {
    gate.reset();
    vault.reset();
    log->stop();
    log.reset();
    store->stop();
    store.reset();
    keys->stop();
    keys.reset();
  }
  void reopen() {
    close();
    open();
    EXPECT_TRUE(run(gate->load_relations(tenant)));
  }

  template <class T>
  Result<T> run(Task<T> task) {
    auto held = take_loop();
    boost::asio::io_context& loop = *held;
    std::optional<Result<T>> result;
    // Not every result has a default, as co_spawn asks of what it hands over: the coroutine stores it itself.
    boost::asio::co_spawn(
        loop, [&]() -> boost::asio::awaitable<void> { result.emplace(co_await std::move(task)); },
        [](std::exception_ptr failed) {
          if (failed) std::rethrow_exception(failed);
        });
    loop.run();
    give_back(std::move(held));
    return *std::move(result);
  }

  /// One invented record, as background work of ours: `demo` may write every kind.
  records::Draft draft(std::string_view of, RecordId id, OwnerId owner, std::uint64_t version,
                       std::string secret) {
    records::Draft made;
    made.record = {kind(of), id, owner, version};
    made.members.push_back({policy::Class::demographic, R"("birthDate":"1950-01-01")"});
    made.members.push_back({policy::Class::clinical, R"("note":")" + secret + R"(")"});
    made.values.push_back({"code", secret, policy::Class::clinical});
    return made;
  }
  Result<void> write(records::Draft made) {
    Write one;
    const auto expected = made.record.version - 1;
    one.changes.push_back(records::Change{policy::Phi(std::move(made)), expected});
    return run(gate->write(demo(), policy::Purpose::operations, hop::application_store, std::move(one)));
  }
  Result<One> read(std::string_view of, RecordId id) {
    return run(gate->read(demo(), policy::Purpose::operations, hop::fhir_api, kind(of), id));
  }
  const policy::Subject& demo() {
    subject_ = policy::Component(tenant, "demo");
    return subject_;
  }
  const std::filesystem::path& root() const { return root_; }

  Clock& clock;
  SystemRandom random;
  audit::Options log_options;  ///< for the next `open`
  policy::Rules rules;
  TenantId tenant;
  std::unique_ptr<keys::Keyring> keys;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<audit::Log> log;
  std::optional<records::Vault> vault;
  std::optional<Relations> relations;
  std::optional<Gate> gate;

 private:
  using Loop = std::unique_ptr<boost::asio::io_context>;

  // Whoever wakes a loop may still be about to signal it when `run` has its result, so a loop lasts until the
  // threads of store and log have ended.
  Loop take_loop() {
    const std::scoped_lock lock(loops_mutex_);
    if (loops_.empty()) return std::make_unique<boost::asio::io_context>();
    Loop loop = std::move(loops_.back());
    loops_.pop_back();
    return loop;
  }
  void give_back(Loop loop) {
    loop->restart();
    const std::scoped_lock lock(loops_mutex_);
    loops_.push_back(std::move(loop));
  }

  std::mutex loops_mutex_;
  std::vector<Loop> loops_;
  SystemClock system_;
  std::filesystem::path root_;
  policy::Subject subject_ = policy::Anonymous{};
};

/// What would leave, as text: the members of each document, one a line.
inline Bytes shape_members(std::vector<records::Document> documents) {
  std::string text;
  for (const records::Document& document : documents) {
    for (const records::Member& member : document.members) text += member.text + "\n";
  }
  return to_bytes(as_bytes(text));
}

}  // namespace salus::gate
