// SPDX-License-Identifier: Apache-2.0
// Sessions in memory and in records: requests of one session run at once, and what one of them ended or
// locked stays so.
#include "entry.hpp"
#include "identity/sessions.hpp"
#include "identity/totp.hpp"
#include "session_record.hpp"
#include "subject_maker.hpp"

namespace salus::identity {
namespace {

constexpr int most_attempts = 16;
constexpr std::size_t most_erased = 200;  // in one batch
constexpr std::size_t most_swept = 8;     // by one sign-in, so that nobody waits for the sweep

// A record that has ended is a tombstone, on which the gate answers as on nothing.
bool overtaken(Code code) {
  return code == Code::conflict || code == Code::absent || code == Code::forbidden;
}

Result<policy::RecordRef> reference(RecordId record, OwnerId owner, std::uint64_t version) {
  policy::RecordRef ref;
  TRY(ref.kind, policy::Kind::parse(session_kind));
  ref.id = record;
  ref.owner = owner;
  ref.version = version;
  return ref;
}

}  // namespace

Task<void> Sessions::load(TenantId tenant) {
  records::Lookup lookup;
  CO_TRY(lookup.kind, policy::Kind::parse(session_kind));
  CO_TRY(const auto documents, co_await gate_.open_operational(tenant, std::move(lookup)));
  std::vector<policy::RecordRef> done;
  for (const records::Document& document : documents) {
    CO_TRY(auto stored, session_of(document));
    const auto account = accounts_.find(stored.account);
    const bool over = !account || stored.token == crypto::Hash{} ||
                      stored.generation != account->generation ||
                      stored.began + limits_.absolute <= clock_.now();
    if (!account || (over && !may_come_back(stored.code_step))) {
      done.push_back(document.record);
      continue;
    }
    CO_TRY(const auto id, SessionId::from(document.record.id.bytes()));
    Live live;
    live.subject = SubjectMaker::person(*account, id, stored.address, stored.device);
    live.record = document.record.id;
    live.version = document.record.version;
    live.account = stored.account;
    live.generation = stored.generation;
    live.token = stored.token;
    live.csrf = stored.csrf;
    live.began = stored.began;
    live.seen = stored.seen;
    live.seen_on_record = stored.seen;
    live.locked = stored.locked;
    if (!over) insert(live);
    const std::scoped_lock lock(mutex_);
    if (over) left_.push_back(live);
    auto& spent = spent_[stored.account];
    spent = std::max(spent, stored.code_step);
  }
  co_return co_await erase(tenant, std::move(done));
}

bool Sessions::apply(Live& live, Change change) const {
  const Time now = clock_.now();
  switch (change) {
    case Change::idle_lock:
      if (live.locked || live.seen + limits_.idle > now) return false;
      live.locked = true;
      return true;
    case Change::lock:
      return !std::exchange(live.locked, true);
    case Change::unlock:
      live.locked = false;
      live.seen = now;
      return true;
    case Change::end:
      return true;
  }
  std::unreachable();
}

Task<Sessions::Live> Sessions::change(Live live, Change change) {
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    if (!apply(live, change)) co_return live;
    auto write = change == Change::end ? leave(live) : record(live);
    auto written = co_await std::move(write);
    if (written) {
      replace(*written);
      const Literal event = change == Change::idle_lock ? Literal("idle-lock")
                            : change == Change::lock    ? Literal("lock")
                            : change == Change::unlock  ? Literal("unlock")
                                                        : Literal("sign-out");
      Actor actor(std::get<policy::Person>(*live.subject));
      CO_TRY(co_await note(std::move(actor), event, audit::Outcome::granted));
      co_return *std::move(written);
    }
    if (!overtaken(written.error().code)) co_return std::unexpected(written.error());
    CO_TRY(live, co_await newest(std::move(live)));
  }
  co_return fail(Code::unavailable, "identity: too many requests of one session at once");
}

Task<void> Sessions::seen(Live live) {
  if (live.seen - live.seen_on_record < limits_.idle / 2) {
    replace(live);
    co_return Result<void>{};
  }
  auto written = co_await record(live);
  if (written) {
    replace(*written);
  } else if (!overtaken(written.error().code)) {
    co_return std::unexpected(written.error());
  }
  co_return Result<void>{};
}

Task<Sessions::Live> Sessions::record(Live live) {
  const auto& person = std::get<policy::Person>(*live.subject);
  SessionRecord stored;
  stored.account = live.account;
  stored.generation = live.generation;
  stored.token = live.token;
  stored.csrf = live.csrf;
  stored.address = person.address();
  stored.device = person.device();
  stored.began = live.began;
  stored.seen = live.seen;
  stored.locked = live.locked;
  {
    const std::scoped_lock lock(mutex_);
    stored.code_step = spent_[live.account];
  }
  CO_TRY(auto ref, reference(live.record, person.owner(), live.version + 1));
  gate::Write write;
  write.changes.push_back(records::Change{policy::Phi(draft_of(stored, std::move(ref))), live.version});
  const policy::Subject component = policy::Component(person.tenant(), "identity");
  CO_TRY(
      co_await gate_.write(component, policy::Purpose::operations, hop::application_store, std::move(write)));
  ++live.version;
  live.seen_on_record = live.seen;
  co_return live;
}

bool Sessions::codes_are_old(const Live& live) const {
  return live.seen + 3 * totp_period <= clock_.now();
}

bool Sessions::may_come_back(std::uint64_t step) const {
  return step + 1 >= totp_step(clock_.now());  // accepted a period early and a period late
}

Task<Sessions::Live> Sessions::leave(Live live) {
  std::uint64_t spent = 0;
  {
    const std::scoped_lock lock(mutex_);
    spent = spent_[live.account];
  }
  if (!may_come_back(spent)) co_return co_await remove(std::move(live));
  live.token = crypto::Hash{};
  live.seen = clock_.now();
  CO_TRY(auto left, co_await record(std::move(live)));
  const std::scoped_lock lock(mutex_);
  left_.push_back(left);
  co_return left;
}

Task<Sessions::Live> Sessions::remove(Live live) {
  const auto& person = std::get<policy::Person>(*live.subject);
  CO_TRY(auto ref, reference(live.record, person.owner(), live.version));
  std::vector<policy::RecordRef> one;
  one.push_back(std::move(ref));
  CO_TRY(co_await erase(person.tenant(), std::move(one)));
  co_return live;
}

Task<void> Sessions::erase(TenantId tenant, std::vector<policy::RecordRef> newest) {
  const policy::Subject component = policy::Component(tenant, "identity");
  for (std::size_t begin = 0; begin < newest.size(); begin += most_erased) {
    gate::Write write;
    for (std::size_t i = begin; i < std::min(newest.size(), begin + most_erased); ++i) {
      const std::uint64_t version = newest[i].version++;
      const SessionRecord gone;
      write.changes.push_back(records::Change{policy::Phi(draft_of(gone, std::move(newest[i]))), version,
                                              records::Change::Kind::remove});
    }
    CO_TRY(co_await gate_.write(component, policy::Purpose::operations, hop::application_store,
                                std::move(write)));
  }
  co_return Result<void>{};
}

Task<void> Sessions::sweep() {
  std::vector<Live> over;
  {
    const std::scoped_lock lock(mutex_);
    for (auto held = sessions_.begin(); held != sessions_.end() && over.size() < most_swept;) {
      const Live& live = held->second;
      const bool ended = live.began + limits_.absolute <= clock_.now() && codes_are_old(live);
      if (ended) over.push_back(live);
      held = ended ? sessions_.erase(held) : std::next(held);
    }
    for (auto left = left_.begin(); left != left_.end() && over.size() < most_swept;) {
      const bool done = codes_are_old(*left);
      if (done) over.push_back(*left);
      left = done ? left_.erase(left) : std::next(left);
    }
  }
  for (const Live& live : over) CO_TRY(co_await remove(live));
  co_return Result<void>{};
}

Task<Sessions::Live> Sessions::newest(Live live) {
  CO_TRY(auto kind, policy::Kind::parse(session_kind));
  const TenantId tenant = std::get<policy::Person>(*live.subject).tenant();
  CO_TRY(const auto document, co_await gate_.open_operational(tenant, std::move(kind), live.record));
  if (!document) co_return fail(Code::unauthenticated, "identity: not signed in");
  CO_TRY(const auto stored, session_of(*document));
  if (stored.token == crypto::Hash{}) co_return fail(Code::unauthenticated, "identity: not signed in");
  live.version = document->record.version;
  live.seen = live.seen_on_record = stored.seen;
  live.locked = stored.locked;
  co_return live;
}

std::optional<Sessions::Live> Sessions::live(const crypto::Hash& token) const {
  const std::scoped_lock lock(mutex_);
  const auto held = sessions_.find(token);
  if (held == sessions_.end()) return std::nullopt;
  return held->second;
}

void Sessions::insert(const Live& live) {
  const std::scoped_lock lock(mutex_);
  sessions_.insert_or_assign(live.token, live);
}

void Sessions::replace(const Live& live) {
  const std::scoped_lock lock(mutex_);
  const auto held = sessions_.find(live.token);
  if (held != sessions_.end() && held->second.version <= live.version) held->second = live;
}

}  // namespace salus::identity
