// SPDX-License-Identifier: Apache-2.0
// What the portals' handlers work with.
#pragma once

#include "base/random.hpp"
#include "base/zone.hpp"
#include "gate/gate.hpp"
#include "identity/session_routes.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace salus::visit {
class Rooms;
}

namespace salus::portal {

class VisitRegistry;

/// A person whom the demo page lists, with what a real clinic would never show.
struct DemoPerson {
  identity::Account account;
  std::string password;
};

/// References to what lives as long as the program. Thread-safe, as each of them is.
struct Context {
  gate::Gate& gate;
  gate::Relations& relations;
  const policy::Rules& rules;
  identity::Accounts& accounts;
  identity::Sessions& sessions;
  keys::Keyring& keys;
  audit::Log& log;
  visit::Rooms& rooms;
  VisitRegistry& visits;
  const Clock& clock;
  Random& random;
  std::function<identity::ClinicWords(TenantId)> clinic;
  std::function<const Zone&(TenantId)> zone;  ///< in which a clinic counts its days
  std::vector<DemoPerson> demo;               ///< empty outside demo mode
  std::filesystem::path ca;                   ///< the certificate that demo browsers are told to trust
  std::string verify_command;                 ///< what an auditor types to check the log
};

}  // namespace salus::portal
