// SPDX-License-Identifier: Apache-2.0
// Keys, accounts and the demo's people as JSON: pure functions.
#pragma once

#include "context.hpp"
#include "handle.hpp"

#include <string>
#include <vector>

namespace salus::portal {

/// The schema's Map; `policy_hash` as `cat policy/*.toml | sha256sum` says it.
std::string map_page(const policy::Map& map, std::string_view policy_hash);
Result<std::string> policy_hash(const std::filesystem::path& folder);

std::string keys_page(const keys::Custody& custody, const std::vector<keys::Description>& keys, Time now);

/// AccountEntry.
std::string account_json(const identity::Account& account, const Handles& handles);
std::string accounts_page(const std::vector<identity::Account>& accounts, const Handles& handles);

/// SHA-256 of a PEM certificate's DER, as browsers show it: upper-case hex with colons.
Result<std::string> fingerprint(std::string_view pem);

struct DemoCa {
  std::string path;
  std::string sha256;
};
std::string demo_page(const std::vector<DemoPerson>& people,
                      const std::function<identity::ClinicWords(TenantId)>& clinic, const DemoCa& ca,
                      Time now);

}  // namespace salus::portal
