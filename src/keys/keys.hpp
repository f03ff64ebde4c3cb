// SPDX-License-Identifier: Apache-2.0
// The front door of keys: who holds which key, and how keys become other keys.
//
//   KEK (HSM, one a tenant and generation) → key-file key (one a tenant) → DEKs (tenant × use × version),
//   owner keys
//
// The HSM is called when a home opens and when keys are made, never on a read. Wrapped keys lie in
// `<home>/keys.db`, apart from the data. Each wrapped key authenticates its purpose, tenant, use, version and
// a commitment to the key itself, so that one key can't stand in for another, nor one ciphertext open under
// two.
#pragma once

#include "base/clock.hpp"
#include "base/home.hpp"
#include "base/id.hpp"
#include "base/random.hpp"
#include "base/task.hpp"
#include "crypto/secret.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace salus::keys {

using Version = std::uint32_t;

/// What a DEK is for: the name of a class ("clinical"), or of one of our own uses ("row", "search", "audit").
/// At most 64 of a–z, 0–9, hyphen and underscore.
using Use = std::string;

/// As a custodian sees a key: everything but the key.
struct Description {
  std::string purpose;  ///< "kek", "key-file", "dek"
  Use use;
  Version version = 0;
  Time created;
  bool seals = false;      ///< the newest of its use; older ones only open
  std::string commitment;  ///< hex, 16 digits, a KEK's 6 or none: tells two keys apart
};

/// In words, for the custodian's page and the evidence.
struct Custody {
  std::string token;      ///< manufacturer and model that the token reports
  std::string mechanism;  ///< the wrapping mechanism that the probe chose
  bool hardware = false;  ///< false for SoftHSM: "software token, not hardware-backed"
};

/// Thread-safe. Derivation from cached keys doesn't suspend; a cache miss reads the key file.
/// Code::absent when the tenant, version or owner has no key (any more): what it sealed can't be opened.
class Keyring {
 public:
  virtual ~Keyring() = default;

  /// Makes KEK and key-file key of a new tenant; Code::conflict when it has them.
  virtual Task<void> create_tenant(TenantId tenant) = 0;
  /// Durable before it returns, so that nothing is ever sealed under a key that a crash forgets. Succeeds
  /// when the owner has a key already.
  virtual Task<void> create_owner(TenantId tenant, OwnerId owner) = 0;

  /// The version that seals now: the newest, or a new one when that is older than 90 days. Makes the first
  /// one. A standing use has version 1 only, for what it keys carries no version beside it: "row", "search",
  /// "store", "audit-sign".
  virtual Task<Version> current(TenantId tenant, Use use) = 0;
  /// HKDF(DEK, info).
  virtual Task<crypto::SecretBytes> derive(TenantId tenant, Use use, Version version, Bytes info) = 0;
  /// HKDF(DEK ‖ owner key, info): needs the class's key and the owner's; destroying either ends it.
  virtual Task<crypto::SecretBytes> derive(TenantId tenant, Use use, Version version, OwnerId owner,
                                           Bytes info) = 0;

  /// The generation of the tenant's KEK, which rows carry so that a rewrap finds them.
  virtual Task<std::uint32_t> generation(TenantId tenant) = 0;
  virtual Task<std::vector<Description>> describe(TenantId tenant) = 0;
  virtual Custody custody() const = 0;
  /// Blocks; not on an event loop.
  virtual void stop() = 0;
};

/// The tenant that holds what belongs to no clinic: the store key, the audit signing key.
TenantId system_tenant();

/// Opens the home's custody; a home without one gets a token of its own (SoftHSM2 through PKCS#11,
/// C_InitToken and C_InitPIN, a random 128-bit PIN in a 0600 file, its configuration and token folder inside
/// the home) and a key file. Sets SOFTHSM2_CONF, so call it before other threads start; one home a process.
/// Code::corrupt when token, PIN and key file don't belong together, one is missing, or a commitment fails;
/// Code::forbidden when others may read the PIN, Code::conflict when this process has a home open already,
/// Code::absent without SoftHSM. What a crash left half made is completed.
Result<std::unique_ptr<Keyring>> open(const Home& home, Clock& clock, Random& random);

}  // namespace salus::keys
