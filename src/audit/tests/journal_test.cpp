// SPDX-License-Identifier: Apache-2.0
// What the journal keeps when the disk fails it, and what it says when somebody else did.
#include "journal.hpp"

#include "support.hpp"

#include <atomic>

#include <fcntl.h>

namespace salus::audit {
namespace {

using test::Folder;

constexpr std::size_t segment_bytes = std::size_t{128} << 10;

Leaf leaf_of(std::string_view text) {
  Leaf leaf;
  leaf.entry = to_bytes(as_bytes(text));
  leaf.hash = leaf_hash(leaf.entry);
  return leaf;
}

class JournalTest : public testing::Test {
 protected:
  void begin() {
    auto before = replay(folder.path);
    ASSERT_TRUE(before) << before.error().context.view();
    JournalOptions options;
    options.segment_bytes = segment_bytes;
    options.sync = [this](int file) { return sync ? sync(file) : ::fdatasync(file); };
    auto begun = Journal::begin(folder.path, *before, options, [this](std::vector<Leaf> entries) {
      for (const Leaf& leaf : entries) durable.emplace_back(as_text(leaf.entry));
    });
    ASSERT_TRUE(begun);
    journal = *std::move(begun);
  }

  Result<LeafIndex> append(std::string_view text) {
    const auto write = [](Journal& to, Leaf leaf) -> Task<LeafIndex> {
      auto start = [&](Waiter waiter) {
        std::optional<Waiter> waiting(std::move(waiter));
        std::vector<Leaf> leaves;
        leaves.push_back(std::move(leaf));
        if (!to.submit(std::move(leaves), waiting)) waiting.reset();
      };
      co_return co_await suspend<Result<LeafIndex>>(std::move(start));
    };
    if (!journal->alive()) return fail(Code::unavailable, "test: dead");
    return test::run(write(*journal, leaf_of(text)));
  }

  std::vector<std::string> replayed() {
    const auto found = replay(folder.path);
    std::vector<std::string> texts;
    if (!found) return {std::string(found.error().context.view())};
    for (const Leaf& leaf : found->entries) texts.emplace_back(as_text(leaf.entry));
    return texts;
  }

  /// Overwrites one byte at the last occurrence of `text` in a segment.
  void damage(const std::filesystem::path& file, std::string_view text) {
    auto bytes = read_file(file, std::size_t{1} << 24);
    ASSERT_TRUE(bytes);
    const auto at = as_text(*bytes).rfind(text);
    ASSERT_NE(at, std::string_view::npos);
    (*bytes)[at] ^= std::byte{1};
    ASSERT_TRUE(replace_file(file, *bytes));
  }

  Folder folder;
  std::function<int(int)> sync;
  std::vector<std::string> durable;
  std::unique_ptr<Journal> journal;
};

TEST_F(JournalTest, keeps_what_it_acknowledged) {
  begin();
  EXPECT_EQ(append("one").value(), 0U);
  EXPECT_EQ(append("two").value(), 1U);
  EXPECT_EQ(durable, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(replayed(), durable);
  journal.reset();
  EXPECT_EQ(replayed(), durable);
}

TEST_F(JournalTest, starts_anew_behind_what_was_replayed) {
  begin();
  ASSERT_TRUE(append("one"));
  journal.reset();
  begin();
  EXPECT_EQ(append("two").value(), 1U);
  EXPECT_EQ(replayed(), std::vector<std::string>{"two"});  // "one" is the sink's now
}

TEST_F(JournalTest, a_failed_sync_goes_on_in_the_twin_and_replays) {
  begin();
  ASSERT_TRUE(append("one"));
  std::atomic<int> failures = 1;
  sync = [&](int file) { return failures-- > 0 ? -1 : ::fdatasync(file); };
  EXPECT_EQ(append("two").value(), 1U);
  EXPECT_EQ(append("three").value(), 2U);
  journal.reset();
  EXPECT_EQ(replayed(), (std::vector<std::string>{"one", "two", "three"}));
  sync = nullptr;
  begin();  // drains segment and twin, and makes both anew
  EXPECT_EQ(append("four").value(), 3U);
  EXPECT_EQ(replayed(), std::vector<std::string>{"four"});
}

TEST_F(JournalTest, what_the_fenced_segment_lost_is_in_the_twin) {
  begin();
  ASSERT_TRUE(append("one"));
  std::atomic<int> failures = 1;
  sync = [&](int file) { return failures-- > 0 ? -1 : ::fdatasync(file); };
  ASSERT_TRUE(append("two"));
  journal.reset();
  damage(segment_path(folder.path, 1), "two");  // its pages never reached the disk
  EXPECT_EQ(replayed(), (std::vector<std::string>{"one", "two"}));
}

TEST_F(JournalTest, is_dead_for_good_once_the_twin_fails_too) {
  begin();
  ASSERT_TRUE(append("one"));
  sync = [](int) { return -1; };
  const auto refused = append("two");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::unavailable);
  sync = nullptr;
  EXPECT_FALSE(journal->alive());
  EXPECT_FALSE(append("three"));
  EXPECT_EQ(durable, std::vector<std::string>{"one"});
}

TEST_F(JournalTest, rolls_over_segments_and_removes_those_that_are_anchored) {
  begin();
  std::vector<std::string> all;
  for (int i = 0; i < 40; ++i) {
    all.push_back(std::to_string(i) + std::string(20000, 'x'));
    ASSERT_EQ(append(all.back()).value(), static_cast<LeafIndex>(i));
    if (i % 3 == 0) journal->maintain(0);
  }
  EXPECT_EQ(replayed(), all);
  EXPECT_GT(segment_numbers(folder.path).size(), 6U);
  journal->maintain(40);
  EXPECT_LE(segment_numbers(folder.path).size(), 2U);
  ASSERT_FALSE(replayed().empty());
  EXPECT_EQ(replayed().back(), all.back());
}

TEST_F(JournalTest, a_full_disk_leads_to_the_twin_and_back_once_there_is_room) {
  begin();
  // A folder in the way of each new file stands for a disk without room.
  const auto in_the_way = segment_path(folder.path, 3).string() + ".new";
  std::filesystem::create_directory(in_the_way);
  std::vector<std::string> all;
  const auto fill = [&](int entries) {
    for (int i = 0; i < entries; ++i) {
      all.push_back(std::to_string(all.size()) + std::string(20000, 'x'));
      ASSERT_TRUE(append(all.back())) << all.size();
    }
  };
  fill(15);  // six fit a file: one, two, and half of the twin
  EXPECT_EQ(replayed(), all);
  std::filesystem::remove(in_the_way);
  fill(10);
  journal.reset();
  EXPECT_EQ(replayed(), all);
}

TEST_F(JournalTest, a_disk_that_stays_full_ends_in_refusal) {
  begin();
  std::filesystem::create_directory(segment_path(folder.path, 3).string() + ".new");
  LeafIndex acknowledged = 0;
  while (const auto index = append(std::string(20000, 'x'))) acknowledged = *index + 1;
  EXPECT_EQ(acknowledged, 18U);  // two segments and the twin
  EXPECT_FALSE(journal->alive());
  EXPECT_EQ(replayed().size(), acknowledged);
}

TEST_F(JournalTest, a_missing_segment_is_no_torn_tail) {
  begin();
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(append(std::string(20000, 'x')));
  journal.reset();
  std::filesystem::remove(segment_path(folder.path, 2));
  const auto found = replay(folder.path);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Code::corrupt);
}

TEST_F(JournalTest, a_torn_tail_is_left_out) {
  begin();
  ASSERT_TRUE(append("one"));
  ASSERT_TRUE(append("two"));
  journal.reset();
  damage(segment_path(folder.path, 1), "two");
  EXPECT_EQ(replayed(), std::vector<std::string>{"one"});
}

TEST_F(JournalTest, a_damaged_entry_that_was_acknowledged_is_no_torn_tail) {
  begin();
  for (const auto* text : {"one", "two", "three"}) ASSERT_TRUE(append(text));
  journal.reset();
  damage(segment_path(folder.path, 1), "two");
  const auto found = replay(folder.path);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Code::corrupt);
}

TEST_F(JournalTest, a_twin_whose_segment_is_gone_is_noticed) {
  begin();
  std::atomic<int> failures = 1;
  sync = [&](int file) { return failures-- > 0 ? -1 : ::fdatasync(file); };
  ASSERT_TRUE(append("one"));
  journal.reset();
  for (const auto number : segment_numbers(folder.path))
    std::filesystem::remove(segment_path(folder.path, number));
  EXPECT_FALSE(replay(folder.path));
}

TEST_F(JournalTest, refuses_what_its_queue_has_no_room_for) {
  begin();
  std::vector<Leaf> much;
  for (int i = 0; i < 300; ++i) much.push_back(leaf_of(std::string(65000, 'x')));
  EXPECT_FALSE(journal->accepts(much));
  much.resize(10);
  EXPECT_TRUE(journal->accepts(much));
}

}  // namespace
}  // namespace salus::audit
