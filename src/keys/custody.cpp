// SPDX-License-Identifier: Apache-2.0
// Where the keyring calls the HSM: when a home opens, and when a tenant is made.
#include "base/log.hpp"
#include "ring.hpp"

namespace salus::keys {
namespace {

Label key_file_label(TenantId tenant, std::uint32_t generation) {
  return {.purpose = Purpose::key_file, .tenant = tenant, .use = {}, .owner = {}, .version = generation};
}

constexpr std::uint32_t first_generation = 1;

}  // namespace

// The KEK may be there already: left by a crash before the row was written, and never used.
Result<OpenedEntry> Ring::make_key_file_key(TenantId tenant) {
  const KekName kek{.tenant = tenant, .generation = first_generation};
  TRY(token_->provide_kek(kek));
  crypto::SecretBytes key(32);
  random_.fill(key.writable());
  Facts facts;
  facts.generation = kek.generation;
  facts.created = clock_.now();
  facts.mechanism = token_->mechanism();
  TRY(auto entry, seal_entry(key_file_label(tenant, kek.generation), std::move(facts), key,
                             [&](const crypto::SecretBytes& plain, ByteView context) {
                               return token_->wrap(kek, plain, context);
                             }));
  return OpenedEntry{std::move(entry), std::move(key)};
}

Result<OpenedEntry> Ring::open_key_file_key(TenantId tenant, const store::Row& row) {
  const auto generation = static_cast<std::uint32_t>(row.version);
  auto opened =
      open_entry(row.blob, key_file_label(tenant, generation), [&](const Entry& entry, ByteView context) {
        const KekName kek{.tenant = tenant, .generation = entry.facts.generation};
        return token_->unwrap(entry.facts.mechanism, kek, entry.wrapped, context);
      });
  if (!opened && opened.error().code == Code::absent) {
    return fail(Code::corrupt, "keys: the token lacks the KEK of this key file");
  }
  return opened;
}

Task<void> Ring::create_tenant(TenantId id) {
  CO_TRY(const auto running, enter());
  if (find(id)) co_return fail(Code::conflict, "keys: the tenant exists");
  const auto make = [this, id] { return make_key_file_key(id); };
  CO_TRY(auto made, co_await hsm_.run<OpenedEntry>(make));
  store::Row row;
  row.key = key_file_row(id);
  row.version = made.entry.label.version;
  row.generation = made.entry.facts.generation;
  row.blob = encode(made.entry);
  const auto added = co_await file_.add(id, std::move(row), std::vector<store::Token>());
  if (added) {
    adopt(std::move(made));
    co_return Result<void>();
  }
  // Made by another call, or by one of ours whose answer was lost: from now on it is known.
  if (added.error().code == Code::conflict) CO_TRY(co_await load_tenant(id));
  co_return std::unexpected(added.error());
}

Task<void> Ring::load_tenant(TenantId id) {
  CO_TRY(auto row, co_await file_.newest(id, key_file_row(id)));
  if (!row) co_return fail(Code::absent, "keys: the tenant has no key-file key");
  auto unwrap = [this, id, row = *std::move(row)] { return open_key_file_key(id, row); };
  CO_TRY(auto opened, co_await hsm_.run<OpenedEntry>(std::move(unwrap)));
  adopt(std::move(opened));
  co_return Result<void>();
}

// `created` is the key-file key's: both are made in one go, and a token needn't tell.
Task<Description> Ring::describe_kek(const Entry& key_file) {
  const KekName name{.tenant = key_file.label.tenant, .generation = key_file.facts.generation};
  const auto ask = [this, name] { return token_->check_value(name); };
  CO_TRY(const auto mark, co_await hsm_.run<Bytes>(ask));
  Description kek;
  kek.purpose = "kek";
  kek.version = name.generation;
  kek.created = key_file.facts.created;
  kek.seals = true;
  kek.commitment = to_hex(mark);
  co_return kek;
}

// A KEK without a row is what a crash between the two leaves, unless the row was lost. The system tenant is
// made first and tells them apart: without it the key file isn't this token's.
Result<void> Ring::load() {
  TRY(const auto keks, token_->keks());
  const auto loaded = loop_.wait(load_tenant(system_tenant()));
  if (!loaded) {
    if (loaded.error().code != Code::absent) return loaded;
    const bool others =
        std::ranges::any_of(keks, [](const KekName& kek) { return kek.tenant != system_tenant(); });
    if (others) return fail(Code::corrupt, "keys: the key file isn't this token's");
    TRY(loop_.wait(create_tenant(system_tenant())));
  }
  std::int64_t half_made = 0;
  for (const auto& kek : keks) {
    if (find(kek.tenant)) continue;
    const auto result = loop_.wait(load_tenant(kek.tenant));
    if (!result && result.error().code != Code::absent) return result;
    if (!result) ++half_made;
  }
  if (half_made > 0) log::warning("keys: KEKs whose tenant was never completed", {{"count", half_made}});
  return {};
}

TenantId system_tenant() {
  ByteArray<16> bytes{};
  bytes.back() = std::byte{1};
  return TenantId(bytes);
}

Result<std::unique_ptr<Keyring>> open(const Home& home, Clock& clock, Random& random) {
  std::error_code failed;
  const bool has_file = std::filesystem::exists(home.keys(), failed);
  TRY(auto token, Token::open(home, random));
  TRY(const auto keks, token->keks());
  if (!keks.empty() && !has_file) return fail(Code::corrupt, "keys: the key file is missing");
  store::EmbeddedOptions options;
  options.cache_bytes = std::size_t{4} << 20;
  TRY(auto file, store::open_embedded(home.keys(), crypto::SecretBytes(), options));
  auto ring = std::make_unique<Ring>(std::move(token), std::move(file), clock, random);
  TRY(ring->load());
  return ring;
}

}  // namespace salus::keys
