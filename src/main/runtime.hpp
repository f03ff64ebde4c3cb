// SPDX-License-Identifier: Apache-2.0
// A clinic's home, opened: every room wired to those it stands on.
#pragma once

#include "audit/log.hpp"
#include "base/home.hpp"
#include "base/metrics.hpp"
#include "base/pool.hpp"
#include "base/zone.hpp"
#include "gate/gate.hpp"
#include "identity/identity.hpp"
#include "keys/keys.hpp"
#include "policy/rules.hpp"
#include "records/vault.hpp"
#include "store/store.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace salus {

/// One covered entity, as its record in the tenant `system` says.
struct Tenant {
  TenantId id;
  identity::ClinicWords words;
  Zone zone;  ///< of `words.time_zone`
};

/// Opens a home and holds what lives as long as the program. Rooms are built in the order of their
/// dependencies and end in the opposite one.
class Runtime {
 public:
  /// Keys, store, log, then everything that is read into memory: tenants, relations, accounts, sessions. A
  /// new home is made complete. `loops` is how many threads read the store: each has a connection of its own,
  /// so that none waits for another's. `metrics` must outlive it. `store_failed` is called on the store's own
  /// thread when an I/O error has ended all writing: the program has to end too, and to recover at its next
  /// start.
  static Task<std::unique_ptr<Runtime>> open(Home home, policy::Rules rules, Metrics& metrics,
                                             std::size_t loops, std::function<void()> store_failed);
  /// Stops in order: log flushed and anchored, store and keys closed. Blocks.
  void stop();

  /// Code::unavailable when the store is fenced or closed, the journal can't append, or the keys are closed.
  Task<void> ready();

  /// Makes keys and record of a new clinic. Durable when it returns.
  Task<Tenant> add_tenant(identity::ClinicWords words);
  const std::vector<Tenant>& tenants() const { return tenants_; }
  identity::ClinicWords words(TenantId tenant) const;
  const Zone& zone(TenantId tenant) const;  ///< UTC for an unknown one

  const Home& home() const { return home_; }
  const policy::Rules& rules() const { return rules_; }
  Clock& clock() { return clock_; }
  Random& random() { return random_; }
  Pool& pool() { return pool_; }
  keys::Keyring& keys() { return *keys_; }
  audit::Log& log() { return *log_; }
  gate::Gate& gate() { return *gate_; }
  gate::Relations& relations() { return relations_; }
  identity::Accounts& accounts() { return *accounts_; }
  identity::Sessions& sessions() { return *sessions_; }
  identity::Enrolments& enrolments() { return *enrolments_; }

 private:
  Runtime(Home home, policy::Rules rules, Metrics& metrics)
      : home_(std::move(home)), rules_(std::move(rules)), metrics_(metrics) {}
  Task<void> open_store(std::size_t loops, std::function<void()> store_failed);
  Task<void> load();
  Task<void> load_tenant(TenantId tenant);

  Home home_;
  policy::Rules rules_;
  Metrics& metrics_;
  SystemClock clock_;
  SystemRandom random_;
  Pool pool_{2, 64};
  std::unique_ptr<keys::Keyring> keys_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<audit::Log> log_;
  std::unique_ptr<records::Vault> vault_;
  gate::Relations relations_;
  std::unique_ptr<gate::Gate> gate_;
  std::unique_ptr<identity::Accounts> accounts_;
  std::unique_ptr<identity::Sessions> sessions_;
  std::unique_ptr<identity::Enrolments> enrolments_;
  std::vector<Tenant> tenants_;
};

}  // namespace salus
