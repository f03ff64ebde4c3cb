// SPDX-License-Identifier: Apache-2.0
// The keyring over a token and a key file.
#pragma once

#include "base/scope.hpp"
#include "blocking.hpp"
#include "key_file.hpp"
#include "tenant.hpp"
#include "token.hpp"

#include <map>
#include <shared_mutex>

namespace salus::keys {

class Ring final : public Keyring {
 public:
  Ring(std::unique_ptr<Token> token, std::unique_ptr<store::Store> file, Clock& clock, Random& random);
  ~Ring() override { Ring::stop(); }

  /// Unwraps the key-file key of every tenant of the token, and makes the system tenant in a new home.
  /// Blocks.
  Result<void> load();

  Task<void> create_tenant(TenantId tenant) override;
  Task<void> create_owner(TenantId tenant, OwnerId owner) override;
  Task<Version> current(TenantId tenant, Use use) override;
  Task<crypto::SecretBytes> derive(TenantId tenant, Use use, Version version, Bytes info) override;
  Task<crypto::SecretBytes> derive(TenantId tenant, Use use, Version version, OwnerId owner,
                                   Bytes info) override;
  Task<std::uint32_t> generation(TenantId tenant) override;
  Task<std::vector<Description>> describe(TenantId tenant) override;
  Custody custody() const override { return token_->custody(); }
  void stop() override;

 private:
  using TenantPtr = std::shared_ptr<Tenant>;

  Result<Scope::Entry> enter();
  Result<TenantPtr> find(TenantId tenant) const;
  void adopt(OpenedEntry key_file);

  // These call the HSM.
  Result<OpenedEntry> make_key_file_key(TenantId tenant);
  Result<OpenedEntry> open_key_file_key(TenantId tenant, const store::Row& row);

  Task<Description> describe_kek(const Entry& key_file);
  Task<void> load_tenant(TenantId tenant);  ///< Code::absent when the key file has none
  Task<Secret> dek(TenantPtr tenant, Use use, Version version);
  Task<Secret> owner(TenantPtr tenant, OwnerId owner);
  Task<std::optional<Newest>> read_newest(TenantPtr tenant, Use use);
  Task<void> make_dek(TenantPtr tenant, Use use, Version version);

  BlockingLoop loop_;  // first, so that it outlives the threads of the file and the HSM
  std::unique_ptr<Token> token_;
  KeyFile file_;
  Clock& clock_;
  Random& random_;
  OwnerCache owners_;
  mutable std::shared_mutex mutex_;
  std::map<TenantId, TenantPtr> tenants_;
  Scope running_;
  Worker hsm_;
};

}  // namespace salus::keys
