// SPDX-License-Identifier: Apache-2.0
// Row keys, claims and search tokens: what a dump shows in place of ids and values.
#include "base/codec.hpp"
#include "crypto/hash.hpp"
#include "records/vault.hpp"

#include <algorithm>

namespace salus::records {
namespace {

// Row keys and tokens must stay the same while data keys rotate, so they live under the first version of
// their DEK; replacing it means a reindex.
constexpr keys::Version lookup_version = 1;

Task<crypto::SecretBytes> lookup_key(keys::Keyring& keys, TenantId tenant, keys::Use use, Bytes info) {
  auto key = co_await keys.derive(tenant, use, lookup_version, info);
  if (!key && key.error().code == Code::absent) {
    CO_TRY(co_await keys.current(tenant, use));
    key = co_await keys.derive(tenant, use, lookup_version, info);
  }
  co_return key;
}

template <std::size_t N>
ByteArray<N> truncated(const crypto::Hash& hash) {
  ByteArray<N> out;
  std::copy_n(hash.begin(), N, out.begin());
  return out;
}

Bytes info_of(std::string_view label) {
  Encoder out;
  out.string(label);
  return std::move(out).bytes();
}

}  // namespace

Task<store::RowKey> Vault::row_key(TenantId tenant, policy::Kind kind, RecordId id) {
  CO_TRY(const auto key, co_await lookup_key(keys_, tenant, "row", info_of("salus/row-key/v1")));
  Encoder tuple;
  tuple.string(kind.view()).raw(id.bytes());
  co_return truncated<16>(crypto::hmac_sha256(key, tuple.bytes()));
}

Task<ByteArray<16>> Vault::claim_key(TenantId tenant, std::string name, std::string value) {
  CO_TRY(const auto key, co_await lookup_key(keys_, tenant, "row", info_of("salus/claim/v1")));
  Encoder tuple;
  tuple.string(name).string(value);
  co_return truncated<16>(crypto::hmac_sha256(key, tuple.bytes()));
}

Task<store::Token> Vault::token(TenantId tenant, policy::Kind kind, std::optional<OwnerId> owner,
                                SearchValue value) {
  Encoder info;
  info.string("salus/token/v1").string(kind.view()).string(value.parameter);
  crypto::SecretBytes key;
  if (owner) {
    CO_TRY(key, co_await keys_.derive(tenant, "search", lookup_version, *owner, info.bytes()));
  } else {
    CO_TRY(key, co_await lookup_key(keys_, tenant, "search", info.bytes()));
  }
  const auto hash = crypto::hmac_sha256(key, as_bytes(value.value));
  Decoder in(hash);
  co_return in.u64();
}

Task<std::vector<store::Token>> Vault::tokens(TenantId tenant, const Draft& draft) {
  Bytes nothing;
  CO_TRY(
      co_await lookup_key(keys_, tenant, "search", nothing));  // makes the key that owner tokens derive from
  std::vector<SearchValue> values = draft.values;
  values.push_back({"_kind", "", policy::Class::operational});
  std::vector<store::Token> all;
  for (const SearchValue& value : values) {
    CO_TRY(const auto scoped, co_await token(tenant, draft.record.kind, draft.record.owner, value));
    all.push_back(scoped);
    if (!rules_.reaches_tenant(draft.record.kind, value.parameter)) continue;
    CO_TRY(const auto wide, co_await token(tenant, draft.record.kind, std::nullopt, value));
    all.push_back(wide);
  }
  co_return all;
}

Task<Vault::Candidates> Vault::candidates(TenantId tenant, const Lookup& lookup) {
  Candidates all;
  if (lookup.by_id) {
    CO_TRY(co_await candidates_by_id(tenant, lookup, all));
    co_return all;
  }
  if (lookup.owners.empty()) CO_TRY(co_await candidates_of(tenant, lookup, lookup.compartment, all));
  for (const OwnerId owner : lookup.owners) CO_TRY(co_await candidates_of(tenant, lookup, owner, all));
  co_return all;
}

Task<void> Vault::candidates_by_id(TenantId tenant, const Lookup& lookup, Candidates& into) {
  constexpr std::size_t most_ids = 100;
  if (lookup.ids.size() > most_ids) co_return fail(Code::too_large, "records: too many ids in one search");
  for (const RecordId id : lookup.ids) {
    into.cut = into.bytes >= lookup.bytes;
    if (into.cut) break;
    auto sealed = co_await locate(tenant, lookup.kind, id);
    if (!sealed && sealed.error().code == Code::corrupt) {
      ++into.withheld;
      continue;
    }
    CO_TRY(auto found, std::move(sealed));
    if (!found || found->deleted()) continue;
    into.bytes += found->size();
    if (lookup.compartment && found->record().owner != *lookup.compartment) continue;
    into.sealed.push_back(*std::move(found));
  }
  co_return Result<void>{};
}

Task<void> Vault::candidates_of(TenantId tenant, const Lookup& lookup, std::optional<OwnerId> owner,
                                Candidates& into) {
  std::vector<std::vector<SearchValue>> terms = lookup.all_of;
  if (terms.empty()) terms.push_back({SearchValue{"_kind", "", policy::Class::operational}});
  store::Expression expression;
  for (const auto& alternatives : terms) {
    std::vector<store::Token> any_of;
    for (const SearchValue& value : alternatives) {
      if (!owner && !rules_.reaches_tenant(lookup.kind, value.parameter)) {
        co_return fail(Code::unsupported, "records: this parameter searches within one owner only");
      }
      auto one = co_await token(tenant, lookup.kind, owner, value);
      // An owner without a key has no records: nothing matches, and that is an answer.
      if (!one && one.error().code == Code::absent) co_return Result<void>{};
      CO_TRY(const auto found, std::move(one));
      any_of.push_back(found);
    }
    expression.all_of.push_back(std::move(any_of));
  }
  store::PageRequest page;
  while (into.sealed.size() < lookup.limit && !into.cut) {
    const auto left = lookup.limit - static_cast<std::uint32_t>(into.sealed.size());
    const bool spent = into.bytes >= lookup.bytes;  // one row more tells whether there are more
    page.limit = spent ? 1 : std::min(left, store::max_page);
    page.bytes = spent ? 1 : lookup.bytes - into.bytes;
    CO_TRY(auto rows, co_await store_.find(tenant, expression, page));
    if (rows.empty()) break;
    into.cut = spent;
    if (into.cut) break;
    page.after = rows.back().key;
    const bool full = rows.size() == page.limit;
    CO_TRY(co_await take(tenant, lookup.kind, std::move(rows), into));
    if (!full && into.bytes < lookup.bytes) break;
  }
  co_return Result<void>{};
}

Task<void> Vault::take(TenantId tenant, policy::Kind kind, std::vector<store::Row> rows, Candidates& into) {
  for (store::Row& row : rows) {
    into.bytes += row.blob.size();
    auto sealed = co_await checked(tenant, std::move(row));
    if (!sealed && sealed.error().code == Code::corrupt) {
      ++into.withheld;
      continue;
    }
    CO_TRY(auto found, std::move(sealed));
    if (found && found->record().kind == kind) into.sealed.push_back(*std::move(found));
  }
  co_return Result<void>{};
}

// A row that was written anew since it was found is read again, so that no writer makes a search fail.
Task<std::optional<Sealed>> Vault::checked(TenantId tenant, store::Row row) {
  const store::RowKey key = row.key;
  std::optional<store::Row> held = std::move(row);
  if (!log_.matches(tenant, key, held)) {
    CO_TRY(held, co_await checked_row(tenant, key));
    if (held && held->state == store::State::deleted) held.reset();
  }
  co_return co_await unseal_header(tenant, key, std::move(held));
}

Task<bool> Vault::claimed(TenantId tenant, std::string name, std::string value) {
  CO_TRY(const auto claim, co_await claim_key(tenant, std::move(name), std::move(value)));
  CO_TRY(const auto holder, co_await store_.claimed(tenant, claim));
  co_return holder.has_value();
}

}  // namespace salus::records
