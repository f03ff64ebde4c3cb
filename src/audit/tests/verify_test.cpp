// SPDX-License-Identifier: Apache-2.0
// What `verify` says of a sink that somebody worked on.
#include "audit/verify.hpp"

#include "base/file.hpp"
#include "envelope.hpp"
#include "frame.hpp"
#include "layout.hpp"
#include "note.hpp"
#include "sink.hpp"
#include "support.hpp"
#include "tiles.hpp"

namespace salus::audit {
namespace {

namespace fs = std::filesystem;
using test::LogTest;
using test::run;
using test::tenant;

class VerifyTest : public LogTest {
 protected:
  fs::path sink() const { return Home(folder.path).audit(); }

  /// A log of 600 entries with checkpoints at 100, 400 and 600.
  void make() {
    options.checkpoint_interval = std::chrono::hours(1);
    open();
    for (const int entries : {100, 300, 200}) {
      read(entries, tenant(static_cast<std::uint8_t>(entries / 100)));
      ASSERT_TRUE(run(log->flush()));
    }
    close();
    ASSERT_TRUE(verify().good) << verify().finding;
    ASSERT_EQ(verify().entries, 600U);
  }

  Bytes load(const fs::path& file) { return *read_file(file, std::size_t{1} << 24); }
  void store_back(const fs::path& file, ByteView bytes) { ASSERT_TRUE(replace_file(file, bytes)); }

  /// Changes the entries of one bundle.
  void rewrite(const std::string& bundle, const std::function<void(std::vector<Bytes>&)>& change) {
    auto entries = decode_bundle(load(sink() / bundle));
    ASSERT_TRUE(entries);
    change(*entries);
    Encoder out;
    for (const Bytes& entry : *entries) out.u16(static_cast<std::uint16_t>(entry.size())).raw(entry);
    store_back(sink() / bundle, out.bytes());
  }

  void expect_bad(const std::string& words, const std::optional<std::string>& since = {}) {
    const auto verified = verify(since);
    EXPECT_FALSE(verified.good);
    EXPECT_NE(verified.finding.find(words), std::string::npos) << verified.finding;
  }

  /// As somebody would who has the folder alone: an older checkpoint, and nothing of what came after.
  void cut_back(std::uint64_t size) {
    store_back(sink() / "checkpoint", load(sink() / layout::checkpoint(size)));
    const auto names = FolderSink(sink()).list(layout::history);
    ASSERT_TRUE(names);
    for (const auto& name : *names) {
      if (std::stoull(name) > size) fs::remove(sink() / layout::history / name);
    }
  }
};

TEST_F(VerifyTest, names_an_entry_with_a_flipped_byte) {
  make();
  rewrite("tile/entries/001", [](auto& entries) { entries[44][100] ^= std::byte{1}; });
  expect_bad("entry 300 was changed");
}

TEST_F(VerifyTest, names_the_entry_at_any_flipped_byte_of_a_bundle) {
  make();
  const auto file = sink() / "tile/entries/000";
  const Bytes whole = load(file);
  for (std::size_t at = 0; at < whole.size(); at += whole.size() / 37) {
    auto bytes = whole;
    bytes[at] ^= std::byte{0x40};
    store_back(file, bytes);
    const auto verified = verify();
    ASSERT_FALSE(verified.good) << at;
    ASSERT_TRUE(verified.finding.starts_with("entry ")) << verified.finding;
  }
}

TEST_F(VerifyTest, names_a_removed_entry) {
  make();
  rewrite("tile/entries/000", [](auto& entries) { entries.erase(entries.begin() + 17); });
  expect_bad("entry 17 is missing");
}

TEST_F(VerifyTest, names_the_first_of_two_swapped) {
  make();
  rewrite("tile/entries/000", [](auto& entries) { std::swap(entries[20], entries[30]); });
  expect_bad("entry 20 is out of its place");
}

TEST_F(VerifyTest, names_the_first_entry_of_a_cut_tail) {
  make();
  rewrite("tile/entries/002.p/88", [](auto& entries) { entries.resize(50); });
  expect_bad("entry 562 is missing");
}

TEST_F(VerifyTest, names_the_first_entry_of_a_missing_bundle) {
  make();
  fs::remove(sink() / "tile/entries/001");
  expect_bad("entry 256 is missing");
}

TEST_F(VerifyTest, a_cut_back_to_an_older_checkpoint_shows_against_one_seen_later) {
  make();
  const auto seen = "600 " + verify().root;
  cut_back(400);
  EXPECT_TRUE(verify().good) << verify().finding;
  EXPECT_EQ(verify().entries, 400U);
  expect_bad("entry 400 is missing: the log had 600 entries before", seen);
}

TEST_F(VerifyTest, an_older_checkpoint_beside_a_newer_history_is_a_cut) {
  make();
  store_back(sink() / "checkpoint", load(sink() / layout::checkpoint(400)));
  expect_bad("entry 400 is missing: a checkpoint of 600 entries was signed");
}

TEST_F(VerifyTest, a_log_extends_what_was_seen_of_it) {
  make();
  const auto root = verify().root;
  EXPECT_TRUE(verify("600 " + root).good);
  expect_bad("not those that were seen before", "599 " + root);
  expect_bad("not those that were seen before", "0 " + root);
  expect_bad("isn't of the form", root);
  open();
  read(10);
  close();
  EXPECT_TRUE(verify("600 " + root).good) << verify("600 " + root).finding;
}

TEST_F(VerifyTest, tiles_that_fit_changed_entries_do_not_fit_the_checkpoint) {
  make();
  rewrite("tile/entries/001", [](auto& entries) { entries[44][200] ^= std::byte{1}; });
  Tiles tiles;
  for (const auto* bundle : {"tile/entries/000", "tile/entries/001", "tile/entries/002.p/88"}) {
    const auto entries = decode_bundle(load(sink() / bundle));
    ASSERT_TRUE(entries);
    for (const Bytes& entry : *entries) tiles.add({entry, leaf_hash(entry)});
  }
  for (const auto& file : tiles.take_full()) store_back(sink() / file.path, file.content);
  for (const auto& file : tiles.partial()) store_back(sink() / file.path, file.content);
  expect_bad("entries from 100 to 399 are not those that were signed");
}

TEST_F(VerifyTest, a_checkpoint_signed_by_another_is_refused) {
  make();
  const Signer thief(crypto::SecretBytes(as_bytes("a thief's key of thirty-two bytes").first(32)));
  auto note = std::string(as_text(load(sink() / "checkpoint")));
  const auto checkpoint =
      open_checkpoint(note, VerifierKey::parse(as_text(load(sink() / "key.pub"))).value());
  ASSERT_TRUE(checkpoint);
  store_back(sink() / "checkpoint", as_bytes(thief.sign(*checkpoint)));
  expect_bad("the newest checkpoint isn't signed by salus/");
}

TEST_F(VerifyTest, the_key_given_counts_not_the_one_in_the_sink) {
  make();
  const auto noted = folder.path / "noted.pub";
  fs::copy_file(sink() / "key.pub", noted);
  const auto verified = audit::verify(sink(), noted, std::nullopt);
  EXPECT_TRUE(verified.good);
  EXPECT_EQ(verified.finding.find("sink's own"), std::string::npos);
  EXPECT_NE(verify().finding.find("sink's own"), std::string::npos);
  const Signer other(crypto::SecretBytes(as_bytes("another key of thirty-two bytes!").first(32)));
  store_back(noted, as_bytes(other.verifier().text()));
  EXPECT_FALSE(audit::verify(sink(), noted, std::nullopt).good);
  EXPECT_FALSE(audit::verify(sink(), folder.path / "absent.pub", std::nullopt).good);
}

TEST_F(VerifyTest, a_forged_checkpoint_of_the_history_is_noticed) {
  make();
  auto note = load(sink() / layout::checkpoint(100));
  note[note.size() / 2] ^= std::byte{1};
  store_back(sink() / layout::checkpoint(100), note);
  expect_bad("checkpoint 00000000000000000100 isn't signed");
}

TEST_F(VerifyTest, damaged_tiles_are_named) {
  make();
  auto bytes = load(sink() / "tile/1/000.p/2");
  bytes[3] ^= std::byte{1};
  store_back(sink() / "tile/1/000.p/2", bytes);
  expect_bad("tile/1/000.p/2 is not what the entries make it");
}

TEST_F(VerifyTest, a_gap_in_a_tenants_sequence_is_named_even_when_signed) {
  // A program that lost an entry before it signed: only the sequence tells.
  {
    const auto root = folder.path / "made";
    ASSERT_TRUE(create_folder(root));
    FolderSink made(root);
    const Signer signer(crypto::SecretBytes(as_bytes("a signing key of thirty-two byte").first(32)));
    Tiles tiles;
    for (const std::uint64_t sequence : {0, 1, 3}) {
      Envelope envelope;
      envelope.kind = EntryKind::settled;
      envelope.sequence = sequence;
      const Bytes entry = encode(envelope);
      tiles.add({entry, leaf_hash(entry)});
    }
    for (const auto& file : tiles.partial()) ASSERT_TRUE(made.put(file.path, file.content));
    ASSERT_TRUE(made.put("key.pub", as_bytes(signer.verifier().text())));
    ASSERT_TRUE(made.publish(as_bytes(signer.sign({tiles.size(), tiles.root(), clock.now()}))));
    const auto verified = audit::verify(root, std::nullopt, std::nullopt);
    EXPECT_FALSE(verified.good);
    EXPECT_NE(verified.finding.find("entry 2 is number 3 of its tenant, number 2 is missing"),
              std::string::npos)
        << verified.finding;
  }
}

TEST_F(VerifyTest, files_of_the_sink_are_read_only_and_never_replaced) {
  make();
  for (const auto& at : fs::recursive_directory_iterator(sink())) {
    if (at.is_regular_file()) {
      EXPECT_EQ(fs::status(at).permissions(), fs::perms::owner_read) << at.path();
    }
  }
  FolderSink writer(sink());
  EXPECT_TRUE(writer.put("tile/0/000", load(sink() / "tile/0/000")));
  EXPECT_EQ(writer.put("tile/0/000", as_bytes("other")).error().code, Code::corrupt);
  EXPECT_FALSE(fs::exists(sink() / "tile/0/000.p")) << "partial tiles go once the full one is there";
}

TEST_F(VerifyTest, a_folder_that_is_no_sink_is_said_to_be_none) {
  expect_bad("no public key");
}

}  // namespace
}  // namespace salus::audit
