// SPDX-License-Identifier: Apache-2.0
// Planted by only_gate_opens.sh: a room that opens records by itself, in each of the three ways.
#include "records/records.hpp"

using namespace salus;

auto exactly(records::Vault& vault, audit::Receipt<policy::Exact> receipt,
             std::vector<records::Sealed> sealed) {
  return vault.open(std::move(receipt), std::move(sealed));
}
auto matching(records::Vault& vault, audit::Receipt<policy::Query> receipt, records::Lookup lookup) {
  return vault.search(std::move(receipt), std::move(lookup), nullptr, {});
}
auto before_sign_in(records::Vault& vault, TenantId tenant, records::Lookup lookup) {
  return vault.operational(tenant, std::move(lookup));
}
