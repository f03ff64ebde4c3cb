// SPDX-License-Identifier: Apache-2.0
// Opens and closes a home.
#include "runtime.hpp"

#include "base/codec.hpp"
#include "base/file.hpp"

#include <algorithm>

namespace salus {
namespace {

constexpr std::string_view tenant_kind = "Tenant";
constexpr std::uint8_t tenant_format = 1;

Result<records::Draft> draft_of(const Tenant& tenant) {
  Encoder out;
  out.u8(tenant_format).string(tenant.words.name).string(tenant.words.region).string(tenant.words.time_zone);
  records::Draft draft;
  TRY(draft.record.kind, policy::Kind::parse(tenant_kind));
  TRY(draft.record.id, RecordId::from(tenant.id.bytes()));
  TRY(draft.record.owner, OwnerId::from(tenant.id.bytes()));
  draft.record.version = 1;
  draft.members.push_back({policy::Class::operational, std::string(as_text(out.bytes()))});
  return draft;
}

Result<Tenant> tenant_of(const records::Document& document) {
  if (document.members.size() != 1) return fail(Code::corrupt, "main: a tenant without its content");
  Decoder in(as_bytes(document.members.front().text));
  if (in.u8() != tenant_format) return fail(Code::corrupt, "main: unknown format of a tenant");
  Tenant tenant;
  tenant.words.name = in.text();
  tenant.words.region = in.text();
  tenant.words.time_zone = in.text();
  TRY(in.finish());
  TRY(tenant.id, TenantId::from(document.record.id.bytes()));
  TRY(tenant.zone, Zone::named(tenant.words.time_zone));
  return tenant;
}

}  // namespace

Task<std::unique_ptr<Runtime>> Runtime::open(Home home, policy::Rules rules, Metrics& metrics,
                                             std::size_t loops, std::function<void()> store_failed) {
  std::unique_ptr<Runtime> runtime(new Runtime(std::move(home), std::move(rules), metrics));
  CO_TRY(co_await runtime->open_store(loops, std::move(store_failed)));
  CO_TRY(co_await runtime->load());
  co_return runtime;
}

Task<void> Runtime::open_store(std::size_t loops, std::function<void()> store_failed) {
  CO_TRY(create_folder(home_.root()));
  CO_TRY(policy::declared(rules_.map, hop::key_custody));
  CO_TRY(policy::declared(rules_.map, hop::application_key_file));
  CO_TRY(keys_, keys::open(home_, clock_, random_));
  const TenantId system = keys::system_tenant();
  const auto made = co_await keys_->create_tenant(system);
  if (!made && made.error().code != Code::conflict) co_return std::unexpected(made.error());
  CO_TRY(co_await keys_->current(system, "store"));
  Bytes info = to_bytes(as_bytes("salus/store/v1"));
  CO_TRY(const auto key, co_await keys_->derive(system, "store", 1, std::move(info)));
  CO_TRY(policy::declared(rules_.map, hop::application_store));
  store::EmbeddedOptions options;
  options.readers = loops;
  options.fenced = std::move(store_failed);
  CO_TRY(store_, store::open_embedded(home_.store(), key, std::move(options)));
  CO_TRY(policy::declared(rules_.map, hop::audit_journal));
  CO_TRY(policy::declared(rules_.map, hop::audit_sink));
  CO_TRY(log_, co_await audit::Log::open(home_, *keys_, *store_, clock_, random_));
  CO_TRY(co_await log_->find_all(*store_));
  vault_ = std::make_unique<records::Vault>(rules_, *keys_, *store_, *log_, clock_, random_);
  gate_ = std::make_unique<gate::Gate>(rules_, *log_, *vault_, relations_, clock_);
  accounts_ = std::make_unique<identity::Accounts>(*gate_, rules_);
  identity::Sessions::Limits limits;
  limits.idle = rules_.idle_limit;
  limits.absolute = rules_.session_limit;
  sessions_ =
      std::make_unique<identity::Sessions>(*gate_, *accounts_, pool_, clock_, random_, metrics_, limits);
  enrolments_ = std::make_unique<identity::Enrolments>(*gate_, *accounts_, pool_, clock_, random_, metrics_);
  co_return Result<void>{};
}

Task<void> Runtime::load() {
  records::Lookup lookup;
  CO_TRY(lookup.kind, policy::Kind::parse(tenant_kind));
  CO_TRY(const auto documents, co_await gate_->open_operational(keys::system_tenant(), std::move(lookup)));
  for (const records::Document& document : documents) {
    CO_TRY(auto tenant, tenant_of(document));
    CO_TRY(co_await load_tenant(tenant.id));
    tenants_.push_back(std::move(tenant));
  }
  co_return Result<void>{};
}

Task<void> Runtime::load_tenant(TenantId tenant) {
  CO_TRY(co_await gate_->load_relations(tenant));
  CO_TRY(co_await accounts_->load(tenant));
  CO_TRY(co_await sessions_->load(tenant));
  co_return Result<void>{};
}

Task<Tenant> Runtime::add_tenant(identity::ClinicWords words) {
  Tenant tenant;
  tenant.id = TenantId::random(random_);
  tenant.words = std::move(words);
  CO_TRY(tenant.zone, Zone::named(tenant.words.time_zone));
  CO_TRY(co_await keys_->create_tenant(tenant.id));
  // The clinic itself owns what belongs to no person: relations, for one.
  CO_TRY(const auto owner, OwnerId::from(tenant.id.bytes()));
  CO_TRY(co_await keys_->create_owner(tenant.id, owner));
  CO_TRY(auto draft, draft_of(tenant));
  gate::Write write;
  write.changes.push_back(records::Change{policy::Phi(std::move(draft))});
  const policy::Subject component = policy::Component(keys::system_tenant(), "clinic");
  CO_TRY(co_await gate_->write(component, policy::Purpose::operations, hop::application_store,
                               std::move(write)));
  tenants_.push_back(tenant);
  co_return tenant;
}

identity::ClinicWords Runtime::words(TenantId tenant) const {
  const auto found = std::ranges::find(tenants_, tenant, &Tenant::id);
  return found == tenants_.end() ? identity::ClinicWords{} : found->words;
}

const Zone& Runtime::zone(TenantId tenant) const {
  static const Zone utc;
  const auto found = std::ranges::find(tenants_, tenant, &Tenant::id);
  return found == tenants_.end() ? utc : found->zone;
}

Task<void> Runtime::ready() {
  const TenantId system = keys::system_tenant();
  const ByteArray<16> nobodys{};
  CO_TRY(co_await store_->claimed(system, nobodys));
  CO_TRY(log_->takes_entries());
  CO_TRY(co_await keys_->generation(system));
  co_return Result<void>{};
}

void Runtime::stop() {
  if (log_) log_->stop();
  if (store_) store_->stop();
  if (keys_) keys_->stop();
}

}  // namespace salus
