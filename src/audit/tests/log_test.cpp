// SPDX-License-Identifier: Apache-2.0
// Appending, heads, recovery and reading back, on a real folder.
#include "base/file.hpp"
#include "support.hpp"

#include <deque>

namespace salus::audit {
namespace {

using test::LogTest;
using test::owner;
using test::row_key;
using test::run;
using test::tenant;
using test::test_loop;

static_assert(!std::is_constructible_v<Receipt<policy::Exact>, policy::Grant<policy::Exact>&&, LeafIndex>);
static_assert(!std::is_default_constructible_v<Receipt<policy::Exact>>);
static_assert(!std::is_copy_constructible_v<Receipt<policy::Exact>>);

store::Row row(std::uint32_t key, store::Version version, std::string_view blob) {
  store::Row row;
  row.key = row_key(key);
  row.version = version;
  row.blob = to_bytes(as_bytes(blob));
  return row;
}

BatchId batch(std::uint8_t number) {
  ByteArray<16> bytes{};
  bytes[0] = std::byte{number};
  return BatchId(bytes);
}

/// The entries inside, as a page would get them: through `shape` alone.
std::vector<Entry> seen(Opened<std::vector<Entry>> opened) {
  std::vector<Entry> entries;
  std::move(opened).shape([&](std::vector<Entry> inside) { return entries = std::move(inside); });
  return entries;
}

class AuditLog : public LogTest {
 protected:
  void intend(std::uint8_t id, const store::Row& row, TenantId of = tenant(1)) {
    std::vector<Head> heads{head_of(row)};
    ASSERT_TRUE(run(log->append(office.write(of, owner(1)), batch(id), heads)));
  }
  void write(std::uint8_t id, const store::Row& row) {
    intend(id, row);
    store.known.insert(batch(id));
    log->committed(tenant(1), batch(id));
  }
  bool matches(const store::Row& row) const { return log->matches(tenant(1), row.key, row).has_value(); }
  std::vector<Entry> find(Filter filter = {}, std::optional<OwnerId> compartment = {},
                          TenantId of = tenant(1)) {
    auto receipt = run(log->append(office.search(of, "AuditEvent", compartment)));
    auto found = run(log->find(*std::move(receipt), std::move(filter)));
    EXPECT_TRUE(found);
    return found ? seen(*std::move(found)) : std::vector<Entry>();
  }
};

TEST_F(AuditLog, gives_each_grant_the_receipt_of_its_entry) {
  open();
  auto grant = office.read(tenant(1), owner(7));
  const auto record = grant.scope().items.at(0).record.id;
  const auto receipt = run(log->append(std::move(grant)));
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->entry(), 0U);
  EXPECT_EQ(receipt->scope().items.at(0).record.id, record);
  EXPECT_EQ(run(log->append(office.read(tenant(1), owner(7))))->entry(), 1U);
  EXPECT_EQ(log->status().entries, 2U);
}

TEST_F(AuditLog, an_empty_log_verifies) {
  open();
  EXPECT_TRUE(verify().good) << verify().finding;
  reopen();
  EXPECT_TRUE(verify().good) << verify().finding;
}

TEST_F(AuditLog, flush_anchors_what_was_appended) {
  open();
  read(300);
  ASSERT_TRUE(run(log->flush()));
  EXPECT_EQ(log->status().anchored, 300U);
  EXPECT_TRUE(verify().good) << verify().finding;
  EXPECT_EQ(verify().entries, 300U);
}

TEST_F(AuditLog, goes_on_where_it_stopped) {
  open();
  for (LeafIndex next = 0; next < 1000; next = log->status().entries) {
    read(130);
    reopen();
    ASSERT_EQ(log->status().entries, next + 130);
    ASSERT_TRUE(verify().good) << verify().finding;
  }
}

TEST_F(AuditLog, refuses_everything_once_the_disk_does) {
  // Shared: the log outlives this function, and syncs once more when it ends.
  const auto broken = std::make_shared<std::atomic<bool>>(false);
  options.sync = [broken](int file) { return *broken ? -1 : ::fdatasync(file); };
  open();
  read(1);
  *broken = true;
  EXPECT_EQ(run(log->append(office.read(tenant(1), owner(1)))).error().code, Code::unavailable);
  *broken = false;
  EXPECT_EQ(run(log->append(office.read(tenant(1), owner(1)))).error().code, Code::unavailable);
  EXPECT_EQ(run(log->append(office.denial(tenant(1), owner(1)))).error().code, Code::unavailable);
  reopen();
  read(1);
}

TEST_F(AuditLog, after_stop_calls_fail_instead_of_hanging) {
  open();
  read(1);
  log->stop();
  EXPECT_EQ(run(log->append(office.read(tenant(1), owner(1)))).error().code, Code::unavailable);
  EXPECT_EQ(run(log->flush()).error().code, Code::unavailable);
}

TEST_F(AuditLog, while_an_intent_is_open_both_heads_hold) {
  open();
  write(1, row(5, 1, "one"));
  intend(2, row(5, 2, "two"));
  EXPECT_TRUE(matches(row(5, 1, "one")));
  EXPECT_TRUE(matches(row(5, 2, "two")));
  EXPECT_FALSE(matches(row(5, 2, "too")));
  log->committed(tenant(1), batch(2));
  EXPECT_FALSE(matches(row(5, 1, "one")));
  EXPECT_TRUE(matches(row(5, 2, "two")));
  EXPECT_FALSE(log->matches(tenant(1), row_key(5), std::nullopt)) << "a missing row is noticed";
  EXPECT_FALSE(log->matches(tenant(2), row_key(5), row(5, 2, "two"))) << "and one moved to another tenant";
  EXPECT_FALSE(log->matches(tenant(1), row_key(6), row(5, 2, "two"))) << "and one moved to another key";
  EXPECT_TRUE(log->matches(tenant(1), row_key(6), std::nullopt));
  EXPECT_EQ(log->head(tenant(1), row_key(5))->version, 2U);
}

TEST_F(AuditLog, an_abort_that_the_journal_refuses_is_made_up_for) {
  struct Disk {
    std::atomic<bool> held = false;
    std::atomic<bool> waits = false;
  };
  // Shared: the log outlives this function, and syncs once more when it ends.
  const auto disk = std::make_shared<Disk>();
  options.sync = [disk](int file) {
    disk->waits = disk->held.load();
    disk->waits.notify_all();
    disk->held.wait(true);
    return ::fdatasync(file);
  };
  options.queue_bytes = 1'000;
  options.checkpoint_interval = std::chrono::milliseconds(10);
  open();
  intend(1, row(5, 1, "one"));
  disk->held = true;
  std::deque<std::optional<Result<void>>> ends;
  const auto abort = [&](std::uint8_t id) {
    auto& loop = test_loop();
    boost::asio::co_spawn(loop, test::into(log->aborted(tenant(1), batch(id)), ends.emplace_back()),
                          boost::asio::detached);
    loop.poll();
  };
  abort(2);
  disk->waits.wait(false);        // the disk is busy with it …
  while (!ends.back()) abort(3);  // … and these fill the queue
  abort(1);
  ASSERT_TRUE(ends.back());
  EXPECT_FALSE(*ends.back());
  EXPECT_TRUE(matches(row(5, 1, "one"))) << "still open";
  disk->held = false;
  disk->held.notify_all();
  test_loop().run();
  for (int i = 0; i < 500 && matches(row(5, 1, "one")); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_FALSE(matches(row(5, 1, "one")));
}

TEST_F(AuditLog, a_live_row_is_not_a_deleted_one) {
  open();
  auto deleted = row(5, 1, "same");
  deleted.state = store::State::deleted;
  write(1, deleted);
  EXPECT_TRUE(matches(deleted));
  EXPECT_FALSE(matches(row(5, 1, "same")));
}

TEST_F(AuditLog, an_erased_row_must_be_gone) {
  open();
  write(1, row(5, 1, "one"));
  Head gone;
  gone.key = row_key(5);
  std::vector<Head> heads{gone};
  ASSERT_TRUE(run(log->append(office.write(tenant(1), owner(1)), batch(2), heads)));
  log->committed(tenant(1), batch(2));
  EXPECT_FALSE(matches(row(5, 1, "one")));
  EXPECT_TRUE(log->matches(tenant(1), row_key(5), std::nullopt));
  EXPECT_FALSE(log->head(tenant(1), row_key(5)));
}

TEST_F(AuditLog, an_intent_of_a_version_that_no_row_has_excuses_no_missing_row) {
  open();
  write(1, row(5, 1, "one"));
  intend(2, row(5, 0, "wrapped around"));
  EXPECT_TRUE(matches(row(5, 1, "one")));
  EXPECT_FALSE(log->matches(tenant(1), row_key(5), std::nullopt));
}

TEST_F(AuditLog, a_row_read_before_a_write_ended_is_no_false_alarm) {
  open();
  write(1, row(5, 1, "one"));
  const auto before = log->moment();
  write(2, row(5, 2, "two"));
  const auto old = row(5, 1, "one");
  EXPECT_FALSE(log->matches(tenant(1), old.key, old));
  EXPECT_TRUE(log->matches(tenant(1), old.key, old, before));
  EXPECT_FALSE(log->matches(tenant(1), old.key, old, log->moment()));
  EXPECT_FALSE(log->matches(tenant(1), old.key, std::nullopt, before));
}

TEST_F(AuditLog, the_highest_version_is_the_head_whatever_the_order_of_its_intents) {
  open();
  write(1, row(5, 1, "one"));
  const auto before = log->moment();
  intend(3, row(5, 3, "three"));
  intend(2, row(5, 2, "two"));
  log->committed(tenant(1), batch(3));
  log->committed(tenant(1), batch(2));
  EXPECT_TRUE(matches(row(5, 3, "three")));
  EXPECT_FALSE(matches(row(5, 2, "two")));
  EXPECT_TRUE(log->matches(tenant(1), row_key(5), row(5, 2, "two"), before)) << "it was there in between";
  reopen();
  EXPECT_TRUE(matches(row(5, 3, "three")));
  EXPECT_FALSE(matches(row(5, 2, "two")));
}

TEST_F(AuditLog, a_deleted_row_may_live_again_and_an_erased_one_begins_anew) {
  open();
  write(1, row(5, 1, "one"));
  auto deleted = row(5, 2, "");
  deleted.state = store::State::deleted;
  write(2, deleted);
  EXPECT_TRUE(matches(deleted));
  write(3, row(5, 3, "again"));
  EXPECT_TRUE(matches(row(5, 3, "again")));
  Head gone;
  gone.key = row_key(5);
  std::vector<Head> heads{gone};
  ASSERT_TRUE(run(log->append(office.write(tenant(1), owner(1)), batch(4), heads)));
  log->committed(tenant(1), batch(4));
  EXPECT_FALSE(log->head(tenant(1), row_key(5)));
  write(5, row(5, 1, "new"));
  const auto check = [&] {
    EXPECT_TRUE(matches(row(5, 1, "new")));
    EXPECT_FALSE(matches(row(5, 3, "again")));
  };
  check();
  reopen();
  check();
}

TEST_F(AuditLog, an_aborted_intent_leaves_the_head_before) {
  open();
  write(1, row(5, 1, "one"));
  intend(2, row(5, 2, "two"));
  ASSERT_TRUE(run(log->aborted(tenant(1), batch(2))));
  EXPECT_TRUE(matches(row(5, 1, "one")));
  EXPECT_FALSE(matches(row(5, 2, "two")));
  reopen();
  EXPECT_TRUE(matches(row(5, 1, "one")));
  EXPECT_FALSE(matches(row(5, 2, "two")));
}

TEST_F(AuditLog, heads_come_back_from_sink_and_journal) {
  open();
  for (std::uint8_t i = 1; i < 20; ++i) write(i, row(i, 1, "blob" + std::to_string(i)));
  ASSERT_TRUE(run(log->flush()));
  for (std::uint8_t i = 1; i < 10; ++i) write(static_cast<std::uint8_t>(i + 20), row(i, 2, "second"));
  reopen();
  for (std::uint8_t i = 1; i < 10; ++i) EXPECT_TRUE(matches(row(i, 2, "second")));
  for (std::uint8_t i = 10; i < 20; ++i) EXPECT_TRUE(matches(row(i, 1, "blob" + std::to_string(i))));
}

TEST_F(AuditLog, recovery_asks_the_store_about_intents_that_a_crash_left_open) {
  open();
  intend(1, row(5, 1, "one"));
  intend(2, row(6, 1, "two"));
  store.known.insert(batch(1));  // committed, and the process died before it could say so
  reopen();
  EXPECT_EQ(store.asked, 2);
  EXPECT_TRUE(matches(row(5, 1, "one")));
  EXPECT_FALSE(matches(row(6, 1, "two")));
  EXPECT_TRUE(log->matches(tenant(1), row_key(6), std::nullopt));
  reopen();
  EXPECT_EQ(store.asked, 2) << "answered for good";
  EXPECT_TRUE(matches(row(5, 1, "one")));
}

TEST_F(AuditLog, a_database_rolled_back_behind_our_back_is_noticed) {
  open();
  write(1, row(5, 1, "one"));
  write(2, row(5, 2, "two"));
  close();
  store.known.clear();  // the database of yesterday knows neither batch
  open();
  EXPECT_EQ(store.asked, 0);
  EXPECT_FALSE(matches(row(5, 1, "one")));
  EXPECT_TRUE(matches(row(5, 2, "two")));
}

TEST_F(AuditLog, a_quiet_log_says_by_itself_what_has_settled) {
  options.checkpoint_interval = std::chrono::milliseconds(20);
  open();
  write(1, row(5, 1, "one"));
  for (int i = 0; i < 200 && log->status().entries < 2; ++i) ::usleep(10'000);
  EXPECT_EQ(log->status().entries, 2U);
  ::usleep(200'000);
  EXPECT_EQ(log->status().entries, 2U) << "and only once";
}

TEST_F(AuditLog, two_intents_of_one_batch_end_together) {
  open();
  intend(1, row(5, 1, "one"));
  intend(1, row(6, 1, "two"));
  log->committed(tenant(1), batch(1));
  EXPECT_TRUE(matches(row(5, 1, "one")));
  EXPECT_TRUE(matches(row(6, 1, "two")));
  intend(2, row(5, 2, "x"));
  intend(2, row(6, 2, "y"));
  reopen();
  EXPECT_TRUE(matches(row(5, 1, "one")));
  EXPECT_TRUE(matches(row(6, 1, "two")));
  int aborted = 0;
  for (const Entry& entry : find()) aborted += entry.outcome == Outcome::aborted;
  EXPECT_EQ(aborted, 2);
}

TEST_F(AuditLog, tells_of_a_refused_search_what_was_looked_for_and_whose) {
  open();
  ASSERT_TRUE(run(log->append(office.refused_search(tenant(1), owner(2)))));
  Filter of_second;
  of_second.owner = owner(2);
  const auto entries = find(of_second);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].outcome, Outcome::denied);
  EXPECT_EQ(entries[0].kind, "Observation");
  EXPECT_EQ(entries[0].compartment, owner(2));
  EXPECT_EQ(entries[0].parameters, std::vector<std::string>{"code"});
}

TEST_F(AuditLog, finds_by_owner_and_time_newest_first) {
  open();
  const auto start = clock.now();
  read(3, tenant(1), owner(1));
  read(2, tenant(1), owner(2));
  read(4, tenant(2), owner(1));
  ASSERT_TRUE(run(log->append(office.denial(tenant(1), owner(2)))));
  ASSERT_TRUE(run(log->append(office.event(tenant(1), "sign-in"))));
  const auto check = [&] {
    Filter of_second;
    of_second.owner = owner(2);
    const auto entries = find(of_second);
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].outcome, Outcome::denied);
    EXPECT_EQ(entries[0].actor, "stranger");
    EXPECT_EQ(entries[1].actor, "outbox");
    EXPECT_EQ(entries[1].records.at(0).owner, owner(2));
    EXPECT_EQ(entries[1].records.at(0).kind, "Observation");
    EXPECT_EQ(entries[1].hop, hop::all[16].name());
    EXPECT_EQ(entries[1].tenant, tenant(1));
    EXPECT_GT(entries[0].index, entries[1].index);
    EXPECT_GE(entries[2].at, start);
    Filter later;
    later.owner = owner(1);
    later.from = clock.now() + std::chrono::hours(1);
    EXPECT_TRUE(find(later).empty());
  };
  check();
  ASSERT_TRUE(run(log->flush()));
  check();
  reopen();
  check();
}

TEST_F(AuditLog, pages_through_many_entries) {
  open();
  read(700, tenant(1), owner(3));
  Filter filter;
  filter.owner = owner(3);
  filter.limit = 90;
  std::set<LeafIndex> found;
  for (;;) {
    const auto page = find(filter);
    if (page.empty()) break;
    for (const Entry& entry : page) found.insert(entry.index);
    filter.before = page.back().index;
  }
  EXPECT_EQ(found.size(), 700U);
}

TEST_F(AuditLog, a_compartment_shows_only_what_concerns_its_owner) {
  open();
  std::vector<policy::Target> targets{office.target(tenant(1), owner(1)), office.target(tenant(1), owner(2))};
  ASSERT_TRUE(run(log->append(office.read(tenant(1), targets, clock.now()))));
  read(1, tenant(1), owner(2));
  Filter tries_another;
  tries_another.owner = owner(2);
  auto entries = find(tries_another, owner(1));
  std::erase_if(entries, [](const Entry& entry) { return !entry.kind.empty(); });  // the searches themselves
  ASSERT_EQ(entries.size(), 1U);
  ASSERT_EQ(entries[0].records.size(), 1U);
  EXPECT_EQ(entries[0].records[0].owner, owner(1));
}

TEST_F(AuditLog, a_receipt_for_something_else_finds_nothing) {
  open();
  auto receipt = run(log->append(office.search(tenant(1), "Observation")));
  const auto found = run(log->find(*std::move(receipt), Filter()));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Code::forbidden);
}

TEST_F(AuditLog, a_long_list_continues_in_the_next_entries) {
  open();
  std::vector<policy::Target> targets;
  for (int i = 0; i < 1000; ++i)
    targets.push_back(office.target(tenant(1), owner(static_cast<std::uint8_t>(i % 200))));
  const auto receipt = run(log->append(office.read(tenant(1), targets, clock.now())));
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->entry(), 0U);
  EXPECT_EQ(log->status().entries, 3U);
  std::vector<Head> heads;
  for (std::uint32_t i = 0; i < 1000; ++i) heads.push_back(head_of(row(i, 1, "x")));
  ASSERT_TRUE(run(log->append(office.write(tenant(1), owner(1), 1000), batch(1), heads)));
  store.known.insert(batch(1));
  reopen();
  for (std::uint32_t i = 0; i < 1000; ++i) ASSERT_TRUE(matches(row(i, 1, "x"))) << i;
  Filter filter;
  filter.owner = owner(3);
  const auto entries = find(filter);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].records.size(), 1000U);
  EXPECT_TRUE(verify().good) << verify().finding;
}

TEST_F(AuditLog, a_forgotten_tenant_leaves_proof_without_words) {
  open();
  read(5, tenant(1));
  read(5, tenant(2));
  close();
  keys.forgotten.insert(tenant(1));
  open();
  keys.forgotten.clear();
  EXPECT_TRUE(find({}, {}, tenant(1)).size() <= 1U) << "only the search itself";
  EXPECT_GE(find({}, {}, tenant(2)).size(), 5U);
  EXPECT_TRUE(verify().good);
}

TEST_F(AuditLog, months_and_key_versions_open_after_rotation) {
  open();
  const auto then = Time(std::chrono::sys_days(std::chrono::year(2025) / 1 / 31));
  ASSERT_TRUE(run(log->append(office.read(tenant(1), {office.target(tenant(1), owner(4))}, then))));
  keys.version = 2;
  ASSERT_TRUE(run(log->append(
      office.read(tenant(1), {office.target(tenant(1), owner(4))}, then + std::chrono::days(1)))));
  reopen();
  Filter filter;
  filter.owner = owner(4);
  const auto entries = find(filter);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[1].at, then);
}

TEST_F(AuditLog, nothing_that_names_anybody_is_readable_on_disk) {
  open();
  auto grant = office.read(tenant(1), owner(1));
  const auto record = grant.scope().items.at(0).record.id;
  ASSERT_TRUE(run(log->append(std::move(grant))));
  ASSERT_TRUE(run(log->append(office.event(tenant(1), "canary-event"))));
  log->stop();
  int files = 0;
  for (const auto& at : std::filesystem::recursive_directory_iterator(folder.path)) {
    if (!at.is_regular_file()) continue;
    const auto bytes = read_file(at.path(), std::size_t{1} << 24);
    ASSERT_TRUE(bytes);
    const auto text = as_text(*bytes);
    ++files;
    for (const std::string& secret :
         {record.text(), std::string(as_text(record.bytes())), std::string("Observation"),
          std::string("outbox"), std::string("canary-event"), std::string("stranger")}) {
      EXPECT_EQ(text.find(secret), std::string_view::npos) << at.path() << " " << secret;
    }
  }
  EXPECT_GE(files, 6);
}

TEST_F(AuditLog, a_sink_of_another_log_is_refused) {
  open();
  read(3);
  close();
  const auto key = Home(folder.path).audit() / "key.pub";
  auto bytes = read_file(key, 4096);
  ASSERT_TRUE(bytes);
  std::filesystem::remove(key);
  (*bytes)[10] ^= std::byte{1};
  ASSERT_TRUE(replace_file(key, *bytes));
  EXPECT_EQ(try_open().error().code, Code::corrupt);
}

TEST_F(AuditLog, a_changed_entry_stops_the_opening) {
  open();
  read(30);
  close();
  const auto bundle = Home(folder.path).audit() / "tile/entries/000.p/30";
  auto bytes = read_file(bundle, std::size_t{1} << 20);
  ASSERT_TRUE(bytes);
  (*bytes)[bytes->size() / 2] ^= std::byte{1};
  ASSERT_TRUE(replace_file(bundle, *bytes));
  EXPECT_EQ(try_open().error().code, Code::corrupt);
}

TEST_F(AuditLog, a_journal_that_vanished_stops_the_opening) {
  open();
  read(3);
  close();
  std::filesystem::remove_all(Home(folder.path).journal());
  EXPECT_EQ(try_open().error().code, Code::corrupt);
}

}  // namespace
}  // namespace salus::audit
