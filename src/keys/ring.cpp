// SPDX-License-Identifier: Apache-2.0
// Making, finding and deriving keys.
#include "ring.hpp"

#include "crypto/hash.hpp"

#include <algorithm>
#include <array>

namespace salus::keys {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t cached_owners = 4096;  // 32 bytes each: the compartments in use on a busy day
constexpr std::size_t queued_hsm_calls = 64;

bool is_use(const Use& use) {
  return !use.empty() && use.size() <= 64 && std::ranges::all_of(use, [](char c) {
    return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '-' || c == '_';
  });
}

bool stands(const Use& use) {
  constexpr std::array<std::string_view, 4> standing{"row", "search", "store", "audit-sign"};
  return std::ranges::find(standing, use) != standing.end();
}

/// What is derived for these is the same for every record of a tenant, so that it is worth keeping.
bool looks_up(const Use& use) {
  return use == "row" || use == "search";
}

crypto::SecretBytes random_key(Random& random) {
  crypto::SecretBytes key(key_size);
  random.fill(key.writable());
  return key;
}

}  // namespace

Ring::Ring(std::unique_ptr<Token> token, std::unique_ptr<store::Store> file, Clock& clock, Random& random)
    : token_(std::move(token)),
      file_(std::move(file), random),
      clock_(clock),
      random_(random),
      owners_(cached_owners),
      hsm_(queued_hsm_calls) {}

void Ring::stop() {
  [[maybe_unused]] const auto always = loop_.wait([this]() -> Task<void> {
    co_await running_.stop();
    co_return Result<void>();
  }());
  token_->close();
  file_.stop();
  owners_.clear();
  const std::unique_lock lock(mutex_);
  tenants_.clear();
}

Result<Scope::Entry> Ring::enter() {
  auto entry = running_.enter();
  if (!entry) return fail(Code::unavailable, "keys: closed");
  return *std::move(entry);
}

Result<Ring::TenantPtr> Ring::find(TenantId tenant) const {
  const std::shared_lock lock(mutex_);
  const auto found = tenants_.find(tenant);
  if (found == tenants_.end()) return fail(Code::absent, "keys: no such tenant");
  return found->second;
}

void Ring::adopt(OpenedEntry key_file) {
  auto tenant = std::make_shared<Tenant>(std::move(key_file.entry), key_file.key);
  const std::unique_lock lock(mutex_);
  tenants_.try_emplace(tenant->id(), tenant);
}

Task<void> Ring::create_owner(TenantId id, OwnerId owner) {
  CO_TRY(const auto running, enter());
  CO_TRY(const auto tenant, find(id));
  const auto held = co_await this->owner(tenant, owner);
  if (held) co_return Result<void>();
  if (held.error().code != Code::absent) co_return std::unexpected(held.error());

  const auto key = random_key(random_);
  CO_TRY(auto row, tenant->seal(tenant->owner_label(owner), clock_.now(), key, random_));
  const auto added = co_await file_.add(id, std::move(row), std::vector<store::Token>());
  if (added) {
    owners_.keep(id, owner, share(key.clone()));
    co_return Result<void>();
  }
  if (added.error().code != Code::conflict) co_return std::unexpected(added.error());
  CO_TRY(const auto theirs, co_await this->owner(tenant, owner));  // somebody was first
  static_cast<void>(theirs);
  co_return Result<void>();
}

Task<Secret> Ring::owner(TenantPtr tenant, OwnerId owner) {
  if (auto cached = owners_.find(tenant->id(), owner)) co_return cached;
  const auto label = tenant->owner_label(owner);
  CO_TRY(const auto row, co_await file_.newest(tenant->id(), tenant->row(label)));
  if (!row) co_return fail(Code::absent, "keys: the owner has no key");
  CO_TRY(auto opened, tenant->open(row->blob, label));
  auto key = share(std::move(opened.key));
  owners_.keep(tenant->id(), owner, key);
  co_return key;
}

Task<Version> Ring::current(TenantId id, Use use) {
  CO_TRY(const auto running, enter());
  CO_TRY(const auto tenant, find(id));
  if (!is_use(use)) co_return fail(Code::invalid, "keys: not a name of a use");
  const auto seals = [&](const std::optional<Newest>& dek) {
    return dek && (stands(use) || clock_.now() - dek->created <= dek_age);
  };
  auto newest = tenant->newest(use);
  for (int attempt = 0; attempt < 8; ++attempt) {
    if (seals(newest)) co_return newest->version;
    CO_TRY(newest, co_await read_newest(tenant, use));
    if (seals(newest)) co_return newest->version;
    const Version next = newest ? newest->version + 1 : 1;
    const auto made = co_await make_dek(tenant, use, next);
    if (made) co_return next;
    if (made.error().code != Code::conflict) co_return std::unexpected(made.error());
  }
  co_return fail(Code::unavailable, "keys: others keep making this key");
}

Task<std::optional<Newest>> Ring::read_newest(TenantPtr tenant, Use use) {
  auto label = tenant->dek_label(use, 0);
  CO_TRY(const auto row, co_await file_.newest(tenant->id(), tenant->row(label)));
  if (!row) co_return std::optional<Newest>();
  label.version = static_cast<Version>(row->version);
  CO_TRY(auto opened, tenant->open(row->blob, label));
  Newest newest;
  newest.version = label.version;
  newest.created = opened.entry.facts.created;
  tenant->keep(label, std::move(opened.key));
  tenant->found_newest(use, newest);
  co_return std::optional(newest);
}

Task<void> Ring::make_dek(TenantPtr tenant, Use use, Version version) {
  auto key = random_key(random_);
  const auto label = tenant->dek_label(use, version);
  Newest newest;
  newest.version = version;
  newest.created = clock_.now();
  CO_TRY(auto row, tenant->seal(label, newest.created, key, random_));
  std::vector<store::Token> marks(1, tenant->dek_mark());
  CO_TRY(co_await file_.add(tenant->id(), std::move(row), std::move(marks)));
  tenant->keep(label, std::move(key));
  tenant->found_newest(use, newest);
  co_return Result<void>();
}

Task<Secret> Ring::dek(TenantPtr tenant, Use use, Version version) {
  if (auto cached = tenant->dek(use, version)) co_return cached;
  const auto label = tenant->dek_label(std::move(use), version);
  CO_TRY(const auto row, co_await file_.at(tenant->id(), tenant->row(label), version));
  if (!row) co_return fail(Code::absent, "keys: no such version of the key");
  CO_TRY(auto opened, tenant->open(row->blob, label));
  co_return tenant->keep(label, std::move(opened.key));
}

Task<crypto::SecretBytes> Ring::derive(TenantId id, Use use, Version version, Bytes info) {
  CO_TRY(const auto running, enter());
  CO_TRY(const auto tenant, find(id));
  const bool keeps = looks_up(use);
  if (keeps) {
    if (const auto known = tenant->derived(use, version, info)) co_return known->clone();
  }
  CO_TRY(const auto key, co_await dek(tenant, use, version));
  auto derived = crypto::hkdf(*key, {}, info);
  if (keeps) tenant->keep_derived(use, version, std::move(info), derived);
  co_return derived;
}

Task<crypto::SecretBytes> Ring::derive(TenantId id, Use use, Version version, OwnerId owner, Bytes info) {
  CO_TRY(const auto running, enter());
  CO_TRY(const auto tenant, find(id));
  CO_TRY(const auto key, co_await dek(tenant, std::move(use), version));
  CO_TRY(const auto owner_key, co_await this->owner(tenant, owner));
  crypto::SecretBytes both(2 * key_size);
  std::ranges::copy(key->view(), both.writable().begin());
  std::ranges::copy(owner_key->view(), both.writable().subspan(key_size).begin());
  co_return crypto::hkdf(both, {}, info);
}

Task<std::uint32_t> Ring::generation(TenantId id) {
  CO_TRY(const auto running, enter());
  CO_TRY(const auto tenant, find(id));
  co_return tenant->key_file().facts.generation;
}

Task<std::vector<Description>> Ring::describe(TenantId id) {
  CO_TRY(const auto running, enter());
  CO_TRY(const auto tenant, find(id));
  const Entry& key_file = tenant->key_file();
  CO_TRY(Description kek, co_await describe_kek(key_file));
  Description file = keys::describe(key_file);
  file.seals = true;

  std::vector<Description> deks;
  CO_TRY(const auto rows, co_await file_.marked(id, tenant->dek_mark()));
  for (const auto& row : rows) {
    CO_TRY(const auto claimed, decode(row.blob));
    const auto label = tenant->dek_label(claimed.label.use, static_cast<Version>(row.version));
    if (tenant->row(label) != row.key)
      co_return fail(Code::corrupt, "keys: an entry stands where it doesn't belong");
    CO_TRY(const auto opened, tenant->open(row.blob, label));
    deks.push_back(keys::describe(opened.entry));
  }
  std::ranges::sort(deks, {}, [](const Description& row) { return std::pair(row.use, row.version); });
  for (std::size_t i = 0; i < deks.size(); ++i) {
    deks[i].seals = i + 1 == deks.size() || deks[i + 1].use != deks[i].use;
  }
  std::vector<Description> all{std::move(kek), std::move(file)};
  std::ranges::move(deks, std::back_inserter(all));
  co_return all;
}

}  // namespace salus::keys
