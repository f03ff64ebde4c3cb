// SPDX-License-Identifier: Apache-2.0
// One tenant's key-file key at work: where its entries lie, how they are wrapped, and the DEKs in use.
#pragma once

#include "entry.hpp"
#include "owner_cache.hpp"
#include "store/store.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <tuple>

namespace salus::keys {

/// A DEK is renewed when it is older than this.
inline constexpr std::chrono::days dek_age{90};

/// The DEK of a use that seals now.
struct Newest {
  Version version = 0;
  Time created;
};

/// Thread-safe.
class Tenant {
 public:
  /// The key-file key splits in two: one wraps, one hides which row is whose.
  Tenant(Entry key_file, const crypto::SecretBytes& key_file_key);

  TenantId id() const { return key_file_.label.tenant; }
  const Entry& key_file() const { return key_file_; }

  Label dek_label(Use use, Version version) const;
  Label owner_label(OwnerId owner) const;
  store::RowKey row(const Label& label) const;
  store::Token dek_mark() const;  ///< carried by every DEK's row, so that they can be listed

  /// The row of a new key, wrapped in this process with AES-256-GCM.
  Result<store::Row> seal(Label label, Time created, const crypto::SecretBytes& key, Random& random) const;
  Result<OpenedEntry> open(ByteView blob, const Label& label) const;

  Secret dek(const Use& use, Version version) const;  ///< null when it isn't cached
  std::optional<Newest> newest(const Use& use) const;
  /// Take note of a DEK that is in the file, and of the one that the file has as its newest.
  Secret keep(const Label& label, crypto::SecretBytes key);
  void found_newest(const Use& use, Newest newest);
  /// What was derived from a DEK for one thing that is asked for again and again; null when it isn't kept.
  Secret derived(const Use& use, Version version, const Bytes& info) const;
  void keep_derived(const Use& use, Version version, Bytes info, const crypto::SecretBytes& key);

 private:
  using Name = std::pair<Use, Version>;
  using Derivation = std::tuple<Use, Version, Bytes>;
  crypto::Hash hidden(std::string_view domain, const Label& label) const;

  const Entry key_file_;
  const crypto::SecretBytes wrap_key_;
  const crypto::Hmac lookup_;
  mutable std::mutex mutex_;
  std::map<Name, Secret> deks_;
  std::map<Use, Newest> newest_;
  std::map<Derivation, Secret> derived_;
};

}  // namespace salus::keys
