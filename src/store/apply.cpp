// SPDX-License-Identifier: Apache-2.0
// A batch in the order of its contract: preconditions, releases, erases, puts, claims, and the tenant's
// counter last.
#include "apply.hpp"

#include <algorithm>
#include <iterator>

namespace salus::store {

Apply::Apply(const Connection& connection)
    : head_(connection, "SELECT version FROM heads WHERE tenant = ? AND key = ?"),
      insert_version_(connection,
                      "INSERT INTO versions (tenant, key, version, state, generation, body) "
                      "VALUES (?, ?, ?, ?, ?, ?) RETURNING id"),
      upsert_head_(connection,
                   "INSERT INTO heads (tenant, key, version, generation, newest) VALUES (?, ?, ?, ?, ?) "
                   "ON CONFLICT DO UPDATE SET version = excluded.version, generation = excluded.generation, "
                   "newest = excluded.newest"),
      row_tokens_(connection, "SELECT token FROM tokens WHERE tenant = ? AND key = ?"),
      insert_token_(connection, "INSERT INTO tokens (tenant, key, token) VALUES (?, ?, ?)"),
      delete_token_(connection, "DELETE FROM tokens WHERE tenant = ? AND key = ? AND token = ?"),
      delete_versions_(connection, "DELETE FROM versions WHERE tenant = ? AND key = ?"),
      delete_head_(connection, "DELETE FROM heads WHERE tenant = ? AND key = ?"),
      delete_claims_(connection, "DELETE FROM claims WHERE tenant = ? AND key = ?"),
      insert_claim_(connection, "INSERT INTO claims (tenant, value, key) VALUES (?, ?, ?)"),
      delete_claim_(connection, "DELETE FROM claims WHERE tenant = ? AND value = ? AND key = ? RETURNING 1"),
      insert_batch_(connection, "INSERT INTO batches (tenant, batch) VALUES (?, ?)"),
      bump_counter_(connection,
                    "INSERT INTO counters (tenant, counter) VALUES (?, ?) "
                    "ON CONFLICT DO UPDATE SET counter = counter + excluded.counter RETURNING counter"),
      insert_change_(connection,
                     "INSERT INTO changes (tenant, counter, key, version, batch) VALUES (?, ?, ?, ?, ?)") {}

Result<Committed> Apply::operator()(const Batch& batch) {
  TRY(run(insert_batch_, batch.tenant, batch.id));
  TRY(expect(batch));
  for (const auto& release : batch.releases) {
    Query freed(delete_claim_, batch.tenant, release.value, release.key);
    TRY(const bool held, freed.next());
    if (!held) return fail(Code::conflict, "store: the row doesn't hold this value");
  }
  for (const auto& row : batch.erases) {
    TRY(erase(batch.tenant, row.key));
  }
  for (const auto& row : batch.puts) {
    TRY(put(batch.tenant, row));
  }
  TRY(claim(batch.tenant, batch.claims));
  return record_changes(batch);
}

Result<Version> Apply::newest(TenantId tenant, const RowKey& key) {
  Query query(head_, tenant, key);
  TRY(const bool found, query.next());
  return found ? query.integer(0) : 0;
}

Result<void> Apply::expect(const Batch& batch) {
  for (const auto& expected : batch.expect) {
    TRY(const auto version, newest(batch.tenant, expected.key));
    if (version != expected.version) return fail(Code::conflict, "store: the row has another version");
  }
  return {};
}

Result<void> Apply::put(TenantId tenant, const Put& put) {
  const Row& row = put.row;
  TRY(const auto before, newest(tenant, row.key));
  if (row.version != before + 1) return fail(Code::conflict, "store: not the newest version plus one");
  std::uint64_t body = 0;
  {
    Query insert(insert_version_, tenant, row.key, row.version, std::to_underlying(row.state), row.generation,
                 row.blob);
    TRY([[maybe_unused]] const bool inserted, insert.next());
    body = insert.integer(0);
  }
  TRY(run(upsert_head_, tenant, row.key, row.version, row.generation, body));
  return replace_tokens(tenant, row.key, put.tokens);
}

// Only the difference is written: each token lies on a page of its own, and most stay from version to
// version.
Result<void> Apply::replace_tokens(TenantId tenant, const RowKey& key, std::vector<Token> wanted) {
  std::vector<Token> present;
  {
    Query query(row_tokens_, tenant, key);
    for (;;) {
      TRY(const bool row, query.next());
      if (!row) break;
      present.push_back(query.integer(0));
    }
  }
  std::ranges::sort(present);
  std::ranges::sort(wanted);
  wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
  std::vector<Token> surplus;
  std::vector<Token> missing;
  std::ranges::set_difference(present, wanted, std::back_inserter(surplus));
  std::ranges::set_difference(wanted, present, std::back_inserter(missing));
  for (const Token token : surplus) {
    TRY(run(delete_token_, tenant, key, token));
  }
  for (const Token token : missing) {
    TRY(run(insert_token_, tenant, key, token));
  }
  return {};
}

Result<void> Apply::erase(TenantId tenant, const RowKey& key) {
  TRY(replace_tokens(tenant, key, {}));
  TRY(run(delete_claims_, tenant, key));
  TRY(run(delete_head_, tenant, key));
  return run(delete_versions_, tenant, key);
}

Result<void> Apply::claim(TenantId tenant, const std::vector<Claim>& claims) {
  for (const auto& claim : claims) {
    TRY(run(insert_claim_, tenant, claim.value, claim.key));  // the primary key refuses a value that is taken
  }
  return {};
}

Result<Committed> Apply::record_changes(const Batch& batch) {
  const std::uint64_t count = batch.puts.size() + batch.erases.size();
  Committed committed;
  {
    Query bump(bump_counter_, batch.tenant, count);
    TRY([[maybe_unused]] const bool row, bump.next());
    committed.last = bump.integer(0);
  }
  committed.first = committed.last - count + 1;
  Counter counter = committed.first;
  for (const auto& put : batch.puts) {
    TRY(run(insert_change_, batch.tenant, counter++, put.row.key, put.row.version, batch.id));
  }
  for (const auto& erase : batch.erases) {
    TRY(run(insert_change_, batch.tenant, counter++, erase.key, erased_version, batch.id));
  }
  return committed;
}

}  // namespace salus::store
