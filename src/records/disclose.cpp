// SPDX-License-Identifier: Apache-2.0
// Hands out the bytes of an Opened, for its own hop and no other.
#include "records/disclose.hpp"

#include "records/vault.hpp"

namespace salus::records {

Result<Bytes> disclose(audit::Opened<Bytes> opened, policy::Hop hop) {
  return Vault::release(std::move(opened), hop);
}

Result<Bytes> disclose(audit::Opened<Result<Bytes>> opened, policy::Hop hop) {
  TRY(auto shaped, Vault::release(std::move(opened), hop));
  return shaped;
}

}  // namespace salus::records
