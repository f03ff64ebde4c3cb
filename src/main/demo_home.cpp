// SPDX-License-Identifier: Apache-2.0
// Fills a home with invented people, through the same gate as everything else.
#include "demo_home.hpp"

#include "base/file.hpp"
#include "base/json_fields.hpp"
#include "base/json_writer.hpp"
#include "demo/demo.hpp"
#include "fhir/fhir.hpp"
#include "identity/totp.hpp"
#include "portal/booked_time.hpp"

#include <algorithm>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>

namespace salus {
namespace {

constexpr std::size_t batch_size = 200;
constexpr std::size_t most_demo_bytes = 256 * 1024;

Result<records::Change> change_of(const demo::Resource& resource, const policy::Rules& rules) {
  auto parsed = fhir::Resource::parse(resource.kind.view(), as_bytes(resource.json));
  if (!parsed) {
    // Invented people are no individuals: here a fault may be shown in full.
    fmt::print(stderr, "demo: {} {}\n", fhir::outcome(parsed.error().issues), resource.json);
    return fail(parsed.error().code, "demo: the generator made something that isn't FHIR");
  }
  policy::RecordRef record{resource.kind, resource.id, resource.owner, 1};
  TRY(auto draft, fhir::split(*parsed, std::move(record), fhir::classes_of(rules)));
  return records::Change{policy::Phi(std::move(draft))};
}

Task<void> write_batch(Runtime& runtime, TenantId tenant, gate::Write write) {
  const policy::Subject component = policy::Component(tenant, "demo");
  co_return co_await runtime.gate().write(component, policy::Purpose::operations, hop::application_store,
                                          std::move(write));
}

Task<void> write_resources(Runtime& runtime, TenantId tenant, const demo::Clinic& clinic) {
  gate::Write write;
  for (const demo::Resource& resource : clinic.resources) {
    CO_TRY(auto change, change_of(resource, runtime.rules()));
    write.changes.push_back(std::move(change));
    if (write.changes.size() < batch_size) continue;
    gate::Write full = std::exchange(write, gate::Write());
    CO_TRY(co_await write_batch(runtime, tenant, std::move(full)));
  }
  if (!write.changes.empty()) CO_TRY(co_await write_batch(runtime, tenant, std::move(write)));
  co_return Result<void>{};
}

// Relations are facts of the clinic, and a slot is taken by a claim: both are nobody's resource.
Task<void> write_facts(Runtime& runtime, TenantId tenant, const demo::Clinic& clinic) {
  CO_TRY(const auto owner, OwnerId::from(tenant.bytes()));
  CO_TRY(const auto relation, policy::Kind::parse(gate::relation_kind));
  gate::Write write;
  for (const demo::Relation& one : clinic.relations) {
    policy::RecordRef record{relation, one.record, owner, 1};
    write.changes.push_back(records::Change{policy::Phi(gate::draft_of(one.fact, std::move(record)))});
    if (write.changes.size() < batch_size) continue;
    gate::Write full = std::exchange(write, gate::Write());
    CO_TRY(co_await write_batch(runtime, tenant, std::move(full)));
  }
  for (const demo::Taken& taken : clinic.taken) {
    const portal::BookedTime time{taken.appointment, taken.slot, taken.patient, taken.start, taken.end};
    CO_TRY(auto held, portal::held_by(time, records::Unique::Kind::claim));
    std::ranges::move(held, std::back_inserter(write.unique));
    if (write.unique.size() < batch_size) continue;
    gate::Write full = std::exchange(write, gate::Write());
    CO_TRY(co_await write_batch(runtime, tenant, std::move(full)));
  }
  CO_TRY(co_await write_batch(runtime, tenant, std::move(write)));
  co_return co_await runtime.gate().load_relations(tenant);
}

std::string demo_password(Random& random) {
  std::string text = id_text(random_id_bytes(random));
  return text.substr(0, 4) + "-" + text.substr(4, 4) + "-" + text.substr(8, 4);
}

Task<std::vector<portal::DemoPerson>> write_people(Runtime& runtime, TenantId tenant,
                                                   const demo::Clinic& clinic) {
  std::vector<portal::DemoPerson> people;
  for (const demo::Person& person : clinic.people) {
    portal::DemoPerson made;
    made.password = demo_password(runtime.random());
    identity::Account& account = made.account;
    account.id = AccountId::random(runtime.random());
    account.tenant = tenant;
    account.owner = person.owner;
    if (account.owner.empty()) {
      CO_TRY(account.owner, OwnerId::from(account.id.bytes()));
    }
    account.name = person.name;
    account.email = person.email;
    account.give({person.role});
    const crypto::SecretBytes password(as_bytes(made.password));
    CO_TRY(account.password_hash, identity::hash_password(password, runtime.random()));
    crypto::SecretBytes secret(20);
    runtime.random().fill(secret.writable());
    account.totp_secret = std::move(secret);
    const policy::Subject component = policy::Component(tenant, "demo");
    account.end_sessions(runtime.random());
    CO_TRY(co_await runtime.accounts().save(component, account.clone()));
    CO_TRY(co_await runtime.accounts().confirm(component, account.id, 1));
    people.push_back(std::move(made));
  }
  co_return people;
}

std::string demo_json(const std::string& base_url, const std::string& ca, const Runtime& runtime,
                      const std::vector<portal::DemoPerson>& people) {
  JsonWriter json;
  json.begin_object().field("base_url", base_url).field("ca", ca).key("accounts").begin_array();
  for (const portal::DemoPerson& person : people) {
    const std::string_view role = policy::name(policy::leading(person.account.roles));
    json.begin_object()
        .field("name", person.account.name)
        .field("role", role)
        .field("tenant", runtime.words(person.account.tenant).name)
        .field("email", person.account.email)
        .field("password", person.password)
        .field("totp_secret", identity::totp_text(person.account.totp_secret))
        .end_object();
  }
  json.end_array().end_object();
  return std::move(json).text();
}

Task<std::vector<portal::DemoPerson>> known_people(Runtime& runtime) {
  CO_TRY(auto file, read_demo_file(runtime.home()));
  std::vector<portal::DemoPerson> people;
  for (DemoFile::Person& listed : file.people) {
    // Somebody may have made an account of the same address in the other clinic: the secret tells them apart.
    auto accounts = runtime.accounts().named(listed.email);
    const auto theirs = std::ranges::find_if(accounts, [&listed](const identity::Account& account) {
      return crypto::equal(account.totp_secret.view(), listed.totp_secret.view());
    });
    if (theirs == accounts.end()) continue;  // invited anew since, with credentials of their own
    portal::DemoPerson person;
    person.account = std::move(*theirs);
    person.password = listed.password;
    people.push_back(std::move(person));
  }
  if (people.empty()) co_return fail(Code::conflict, "demo: demo.json and the home don't belong together");
  co_return people;
}

}  // namespace

Task<std::vector<portal::DemoPerson>> fill_demo_home(Runtime& runtime, std::uint64_t seed) {
  if (std::filesystem::exists(runtime.home().demo())) {
    auto known = co_await known_people(runtime);
    if (known && !known->empty()) co_return known;
    co_return fail(Code::conflict,
                   "demo: the last start was cut short while the clinic was made; use --fresh");
  }
  if (!runtime.tenants().empty())
    co_return fail(Code::conflict, "demo: this home holds a clinic that is no demo");

  // First the mark that this home is a demo, so that --fresh may clear what a crash leaves of it.
  CO_TRY(replace_file(runtime.home().demo(), as_bytes(demo_json("", "", runtime, {}))));
  std::vector<portal::DemoPerson> people;
  for (const auto size : {demo::Size::full, demo::Size::small}) {
    CO_TRY(const auto zone, Zone::named(demo::time_zone(size)));
    const demo::Clinic clinic = demo::make_clinic(seed, size, zone, runtime.clock().now());
    identity::ClinicWords words{clinic.name, clinic.region, clinic.time_zone};
    CO_TRY(const auto tenant, co_await runtime.add_tenant(std::move(words)));
    CO_TRY(co_await write_resources(runtime, tenant.id, clinic));
    CO_TRY(co_await write_facts(runtime, tenant.id, clinic));
    CO_TRY(auto some, co_await write_people(runtime, tenant.id, clinic));
    for (portal::DemoPerson& person : some) people.push_back(std::move(person));
  }
  CO_TRY(replace_file(runtime.home().demo(), as_bytes(demo_json("", "", runtime, people))));
  co_return people;
}

void introduce_demo(const Home& home, const std::string& base_url, const http::Certificate& certificate,
                    const std::vector<portal::DemoPerson>& people, const Runtime& runtime) {
  const std::string ca = std::filesystem::absolute(certificate.ca).string();
  if (!replace_file(home.demo(), as_bytes(demo_json(base_url, ca, runtime, people)))) {
    fmt::print(stderr, "salus: demo.json can't be written\n");
  }
  fmt::print("\nDemo clinic: invented people, on this machine only.\n\n");
  TenantId shown;
  for (const portal::DemoPerson& person : people) {
    if (person.account.tenant != shown) {
      shown = person.account.tenant;
      const auto words = runtime.words(shown);
      fmt::print("  {} ({})\n", words.name, words.region);
    }
    const std::string_view role = policy::name(policy::leading(person.account.roles));
    fmt::print("    {:<16} {:<28} {:<34} {}\n", role, person.account.name, person.account.email,
               person.password);
  }
  fmt::print("\nOne-time codes: {}/demo (or any authenticator app with the secrets of {})\n", base_url,
             home.demo().string());
  fmt::print("Trust this certificate in your browser, or accept its warning: {}\n\n", ca);
}

Result<void> remove_demo_home(const Home& home) {
  if (!std::filesystem::exists(home.root())) return {};
  std::error_code failed;
  const bool demo = std::filesystem::exists(home.demo());
  if (!demo && std::filesystem::exists(home.store())) {
    return fail(Code::conflict, "the folder holds a clinic that is no demo");
  }
  // Any folder may have a log/ or a tls/ in it; only what is marked as a demo may be cleared.
  if (!demo && !std::filesystem::is_empty(home.root(), failed)) {
    return fail(Code::conflict, "the folder holds something that is no demo clinic");
  }
  // The store holds this lock for as long as a program serves the home.
  const FileHandle lock(::open((home.store().string() + "-lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
  if (lock && ::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    return fail(Code::conflict, "another program serves this home");
  }
  for (const auto& path :
       {home.store(), home.keys(), home.hsm(), home.journal(), home.audit(), home.log(), home.tls(),
        home.root() / "tokens", home.root() / "keys.db-wal", home.root() / "keys.db-shm",
        home.root() / "salus.db-wal", home.root() / "salus.db-shm", home.demo()}) {
    std::filesystem::remove_all(path, failed);
    if (failed) return fail(Code::unavailable, "a file of the demo home can't be deleted");
  }
  return {};
}

Result<DemoFile> read_demo_file(const Home& home) {
  TRY(const auto bytes, read_file(home.demo(), most_demo_bytes));
  TRY(const auto json, Json::parse(bytes));
  TRY(const auto fields, JsonFields::of(json, {"base_url", "ca", "accounts"}));
  DemoFile file;
  TRY(file.base_url, fields.string("base_url", 0, 200));
  TRY(file.ca, fields.string("ca", 0, 4096));
  const Json::Index accounts = json.find(0, "accounts");
  for (Json::Index item = json.first(accounts); item < json.end(accounts); item = json.next(item)) {
    TRY(const auto one, JsonFields::parse(as_bytes(json.raw(item)),
                                          {"name", "role", "tenant", "email", "password", "totp_secret"}));
    DemoFile::Person person;
    TRY(person.email, one.string("email", 3, 254));
    TRY(person.password, one.string("password", 1, 256));
    TRY(const auto secret, one.string("totp_secret", 32, 32));
    TRY(person.totp_secret, identity::totp_secret(secret));
    file.people.push_back(std::move(person));
  }
  return file;
}

}  // namespace salus
