// SPDX-License-Identifier: Apache-2.0
// One wrapped key as the key file holds it: bound to what it is for, and committed to.
#pragma once

#include "crypto/hash.hpp"
#include "keys/keys.hpp"
#include "wrapping.hpp"

#include <functional>

namespace salus::keys {

/// As the key file records it. Never renumber.
enum class Purpose : std::uint8_t { key_file = 1, dek = 2, owner = 3 };

/// What a key is for: whoever opens an entry says it, and an entry of another label doesn't open. The owner
/// isn't written into the entry, so that the file names nobody.
struct Label {
  Purpose purpose = Purpose::dek;
  TenantId tenant;
  Use use;        ///< of a DEK, else empty
  OwnerId owner;  ///< of an owner key, else empty
  Version version = 1;

  friend bool operator==(const Label&, const Label&) = default;
};

/// What else is authenticated with the key.
struct Facts {
  std::uint32_t generation = 1;  ///< of the KEK
  Time created;
  Mechanism mechanism =
      Mechanism::aes_gcm;  ///< in the token, for a key-file key; in the process, for all others
  Bytes recovery;          ///< the same key, sealed to the recovery key; empty until there is one
};

struct Entry {
  Label label;
  Facts facts;
  crypto::Hash commitment{};
  Bytes wrapped;
};

/// Format 1: version byte, purpose, tenant, use, version, generation, created, mechanism, commitment,
/// wrapped, recovery.
Bytes encode(const Entry& entry);
/// Checks form only; the owner stays empty.
Result<Entry> decode(ByteView blob);

/// Wraps `key`: all of the entry but the ciphertext is the context that `wrap` binds (one length-prefixed
/// tuple, `salus/key/v1`). The commitment, an HMAC under the key itself over that tuple, makes it hopeless to
/// craft an entry that opens under two wrapping keys, and ties the tuple to the key where the mechanism has
/// no associated data.
using Wrap = std::function<Result<Bytes>(const crypto::SecretBytes& key, ByteView context)>;
Result<Entry> seal_entry(Label label, Facts facts, const crypto::SecretBytes& key, const Wrap& wrap);

/// Code::corrupt unless the blob is the entry of this label, unchanged.
using Unwrap = std::function<Result<crypto::SecretBytes>(const Entry& entry, ByteView context)>;
struct OpenedEntry {
  Entry entry;
  crypto::SecretBytes key;
};
Result<OpenedEntry> open_entry(ByteView blob, const Label& label, const Unwrap& unwrap);

/// The rows of the custodian's table.
Description describe(const Entry& entry);

}  // namespace salus::keys
