// SPDX-License-Identifier: Apache-2.0
// Finds rows, holds them against the audit log's heads, and opens what a receipt names.
#include "records/vault.hpp"

#include "base/log.hpp"
#include "crypto/aead.hpp"
#include "format.hpp"

#include <algorithm>
#include <limits>

namespace salus::records {
namespace {

// A kind that holds nothing but what runs the program isn't anybody's record.
bool ours(const policy::Rules& rules, const policy::Kind& kind) {
  const auto found = rules.classes.find(kind);
  return found != rules.classes.end() && found->second.otherwise == policy::Class::operational;
}

}  // namespace

Vault::Vault(const policy::Rules& rules, keys::Keyring& keys, store::Store& store, audit::Log& log,
             const Clock& clock, Random& random)
    : rules_(rules), keys_(keys), store_(store), log_(log), clock_(clock), random_(random) {}

Task<std::optional<Sealed>> Vault::unseal_header(TenantId tenant, store::RowKey key,
                                                 std::optional<store::Row> row) {
  if (!row) co_return std::optional<Sealed>{};
  CO_TRY(const auto envelope, decode_envelope(row->blob));
  const Bytes tuple = header_tuple(tenant, key, row->version, envelope.header_key_version);
  CO_TRY(const auto header_key,
         co_await keys_.derive(tenant, "operational", envelope.header_key_version, tuple));
  CO_TRY(const auto plain, crypto::aead_open(header_key, tuple, envelope.sealed_header));
  CO_TRY(auto header, decode_header(plain));
  if (header.record.version != row->version)
    co_return fail(Code::corrupt, "records: header of another version");

  Sealed sealed;
  sealed.record_ = std::move(header.record);
  sealed.labels_ = header.labels;
  sealed.written_ = header.written;
  std::size_t offset = envelope.parts_offset;
  for (const PartEntry& part : header.parts) {
    if (part.size > row->blob.size() - offset) co_return fail(Code::corrupt, "records: part beyond the blob");
    sealed.parts_.push_back(
        {part.sensitivity, part.key_version, static_cast<std::uint32_t>(offset), part.size});
    sealed.present_.add(part.sensitivity);
    offset += part.size;
  }
  sealed.row_ = *std::move(row);
  co_return std::optional<Sealed>(std::move(sealed));
}

Task<std::optional<Sealed>> Vault::locate(TenantId tenant, policy::Kind kind, RecordId id) {
  CO_TRY(const auto key, co_await row_key(tenant, std::move(kind), id));
  CO_TRY(auto row, co_await checked_row(tenant, key));
  co_return co_await unseal_header(tenant, key, std::move(row));
}

Task<std::optional<store::Row>> Vault::checked_row(TenantId tenant, store::RowKey key) {
  for (int attempt = 1;; ++attempt) {
    std::vector<store::RowKey> wanted{key};
    CO_TRY(auto rows, co_await store_.get(tenant, std::move(wanted)));
    const auto good = log_.matches(tenant, key, rows.front());
    if (good) co_return std::move(rows.front());
    if (attempt == read_attempts) co_return std::unexpected(good.error());
  }
}

Task<std::optional<Sealed>> Vault::locate(TenantId tenant, policy::Kind kind, RecordId id,
                                          std::uint64_t version) {
  CO_TRY(auto newest, co_await locate(tenant, kind, id));
  CO_TRY(const auto key, co_await row_key(tenant, std::move(kind), id));
  // In any case, so that the number of reads doesn't tell what exists.
  CO_TRY(auto row, co_await store_.get_version(tenant, key, version));
  if (!newest || newest->record().version < version) co_return std::optional<Sealed>{};
  if (newest->record().version == version) co_return newest;
  co_return co_await unseal_header(tenant, key, std::move(row));
}

Task<std::vector<Sealed>> Vault::versions(TenantId tenant, policy::Kind kind, RecordId id) {
  std::vector<Sealed> all;
  CO_TRY([[maybe_unused]] const auto newest, co_await locate(tenant, kind, id));
  CO_TRY(const auto key, co_await row_key(tenant, std::move(kind), id));
  // In any case, as above: for what isn't there it is one empty page.
  std::optional<store::Version> before;
  for (bool more = true; more;) {
    CO_TRY(auto rows, co_await store_.history(tenant, key, before, store::max_page));
    more = rows.size() == store::max_page;
    if (more) before = rows.back().version;
    for (store::Row& row : rows) {
      std::optional<store::Row> held = std::move(row);
      CO_TRY(auto sealed, co_await unseal_header(tenant, key, std::move(held)));
      if (sealed) all.push_back(*std::move(sealed));
    }
  }
  co_return all;
}

Task<Document> Vault::open_parts(TenantId tenant, const Sealed& sealed, policy::ClassSet classes) {
  std::vector<std::pair<std::uint16_t, Member>> members;
  for (const Sealed::Part& part : sealed.parts_) {
    if (!classes.has(part.sensitivity)) continue;
    const keys::Use use(policy::name(part.sensitivity));
    const Bytes tuple = part_tuple(tenant, sealed.record_, part.sensitivity, part.key_version);
    CO_TRY(const auto key, co_await keys_.derive(tenant, use, part.key_version, sealed.record_.owner, tuple));
    const auto bytes = ByteView(sealed.row_.blob).subspan(part.offset, part.size);
    CO_TRY(const auto plain, crypto::aead_open(key, tuple, bytes));
    CO_TRY(decode_part(plain, part.sensitivity, members));
  }
  std::ranges::sort(members, {}, &std::pair<std::uint16_t, Member>::first);
  Document document;
  document.record = sealed.record_;
  document.written = sealed.written_;
  document.withheld = sealed.present_ - classes;
  for (auto& [ordinal, member] : members) document.members.push_back(std::move(member));
  co_return document;
}

Task<Matches> Vault::search(audit::Receipt<policy::Query> receipt, Lookup lookup,
                            std::function<bool(const Document&)> matches,
                            std::function<std::int64_t(const Document&)> rank) {
  const TenantId tenant = receipt.circumstance().tenant;
  if (receipt.scope().kind != lookup.kind || receipt.scope().compartment != lookup.compartment) {
    co_return fail(Code::internal, "records: a search that its receipt doesn't name");
  }
  const std::size_t most = lookup.limit++;  // one more tells whether there are more
  CO_TRY(auto found, co_await candidates(tenant, lookup));
  std::vector<Sealed>& sealed = found.sealed;
  const bool beyond = sealed.size() > most;
  if (beyond) sealed.erase(sealed.begin() + static_cast<std::ptrdiff_t>(most), sealed.end());
  std::vector<std::pair<std::int64_t, std::size_t>> order;  // the index breaks ties
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    const auto document = co_await open_parts(tenant, sealed[i], receipt.scope().evaluate);
    if (!document && document.error().code != Code::corrupt) co_return std::unexpected(document.error());
    if (!document) {
      ++found.withheld;
    } else if (matches(*document)) {
      order.emplace_back(rank ? rank(*document) : 0, i);
    }
  }
  if (found.withheld > 0) log::error("records that aren't what the log says", {{"withheld", found.withheld}});
  std::ranges::sort(order);
  std::vector<Sealed> kept;
  for (const auto& [at, index] : order) kept.push_back(std::move(sealed[index]));
  co_return Matches(std::move(kept), beyond || found.cut, found.withheld);
}

Task<audit::Opened<std::vector<Document>>> Vault::open(audit::Receipt<policy::Exact> receipt,
                                                       std::vector<Sealed> sealed) {
  const auto& items = receipt.scope().items;
  if (receipt.expires() < clock_.now()) co_return fail(Code::timed_out, "records: the grant has expired");
  if (items.size() != sealed.size()) co_return fail(Code::internal, "records: not what the receipt names");
  std::vector<Document> documents;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const policy::RecordRef& named = items[i].record;
    const policy::RecordRef& held = sealed[i].record();
    if (named.kind != held.kind || named.id != held.id || named.owner != held.owner ||
        named.version != held.version) {
      co_return fail(Code::internal, "records: not what the receipt names");
    }
    if (ours(rules_, held.kind)) co_return fail(Code::internal, "records: a kind that is never disclosed");
    CO_TRY(auto document, co_await open_parts(receipt.circumstance().tenant, sealed[i], items[i].classes));
    documents.push_back(std::move(document));
  }
  policy::Phi<std::vector<Document>> content(std::move(documents));
  co_return audit::Opened<std::vector<Document>>(receipt.circumstance().hop, std::move(content));
}

Task<std::vector<Document>> Vault::operational(TenantId tenant, Lookup lookup) {
  // One left out would be a session or a right lost.
  lookup.limit = std::numeric_limits<std::uint32_t>::max();
  lookup.bytes = std::numeric_limits<std::size_t>::max();
  CO_TRY(const auto found, co_await candidates(tenant, lookup));
  if (found.withheld > 0) co_return fail(Code::corrupt, "records: a record of ours isn't what the log says");
  std::vector<Document> documents;
  for (const Sealed& sealed : found.sealed) {
    if (sealed.present() != policy::ClassSet{policy::Class::operational}) {
      co_return fail(Code::internal, "records: not an operational record");
    }
    CO_TRY(auto document, co_await open_parts(tenant, sealed, sealed.present()));
    documents.push_back(std::move(document));
  }
  co_return documents;
}

Task<std::optional<Document>> Vault::operational(TenantId tenant, policy::Kind kind, RecordId id) {
  CO_TRY(const auto sealed, co_await locate(tenant, std::move(kind), id));
  if (!sealed || sealed->deleted()) co_return std::optional<Document>{};
  if (sealed->present() != policy::ClassSet{policy::Class::operational}) {
    co_return fail(Code::internal, "records: not an operational record");
  }
  CO_TRY(auto document, co_await open_parts(tenant, *sealed, sealed->present()));
  co_return std::optional<Document>(std::move(document));
}

}  // namespace salus::records
