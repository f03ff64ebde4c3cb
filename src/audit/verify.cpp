// SPDX-License-Identifier: Apache-2.0
// The independent check of a sink: signatures, hashes, sequence numbers, and nothing that needs a secret.
#include "audit/verify.hpp"

#include "base/file.hpp"
#include "envelope.hpp"
#include "layout.hpp"
#include "walk.hpp"

#include <charconv>
#include <map>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace salus::audit {
namespace {

Verified bad(std::string finding) {
  Verified verified;
  verified.finding = std::move(finding);
  return verified;
}

std::string in_words(Time at) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

Result<VerifierKey> key_of(const Sink& sink, const std::optional<std::filesystem::path>& file) {
  TRY(auto text, file ? read_file(*file, 4096) : sink.get(layout::public_key));
  return VerifierKey::parse(as_text(text));
}

/// Size and root of "size root".
Result<std::pair<std::uint64_t, Hash>> parse_since(std::string_view text) {
  std::pair<std::uint64_t, Hash> since;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), since.first);
  const auto used = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || used >= text.size() || text[used] != ' ')
    return fail(Code::invalid, "verify: not a checkpoint");
  TRY(auto root, from_base64(text.substr(used + 1)));
  if (root.size() != since.second.size()) return fail(Code::invalid, "verify: not a root");
  std::ranges::copy(root, since.second.begin());
  return since;
}

/// Every checkpoint that the history holds, each signed, by size; or what is wrong with it.
std::expected<std::map<std::uint64_t, Hash>, std::string> history_of(const Sink& sink, const VerifierKey& key,
                                                                     const Checkpoint& newest) {
  std::map<std::uint64_t, Hash> history;
  Time before{};
  const auto names = sink.list(layout::history);
  if (!names) return std::unexpected("the folder of checkpoints can't be read");
  for (const auto& name : *names) {
    const auto note = sink.get(std::string(layout::history) + "/" + name);
    const auto checkpoint = note ? open_checkpoint(as_text(*note), key) : std::unexpected(note.error());
    if (!checkpoint || layout::checkpoint(checkpoint->size) != std::string(layout::history) + "/" + name) {
      return std::unexpected(fmt::format("checkpoint {} isn't signed by {}", name, key.name));
    }
    if (checkpoint->size > newest.size) {
      return std::unexpected(fmt::format("entry {} is missing: a checkpoint of {} entries was signed at {}",
                                         newest.size, checkpoint->size, in_words(checkpoint->at)));
    }
    if (checkpoint->at < before)
      return std::unexpected(fmt::format("checkpoint {} is older than one before it", name));
    before = checkpoint->at;
    history.emplace(checkpoint->size, checkpoint->root);
  }
  return history;
}

/// Numbers of each tenant's entries, and parts of an entry, must follow each other.
class Sequences {
 public:
  std::optional<std::string> check(LeafIndex index, ByteView bytes) {
    const auto view = decode_entry(bytes);
    if (!view) return fmt::format("entry {} doesn't decode", index);
    const Envelope& envelope = view->envelope;
    auto& next = next_[envelope.tenant];
    if (envelope.sequence != next) {
      return fmt::format("entry {} is number {} of its tenant, number {} is missing", index,
                         envelope.sequence, next);
    }
    ++next;
    if (envelope.part != expected_part_)
      return fmt::format("entry {} isn't the part that must follow", index);
    expected_part_ = envelope.part + 1 == envelope.parts ? 0 : envelope.part + 1;
    if (envelope.settled > index) return fmt::format("entry {} claims to know later ones", index);
    return std::nullopt;
  }

 private:
  std::map<TenantId, std::uint64_t> next_;
  int expected_part_ = 0;
};

}  // namespace

Verified verify(const std::filesystem::path& folder, const std::optional<std::filesystem::path>& public_key,
                const std::optional<std::string>& since) {
  const FolderSink sink(folder);
  const auto key = key_of(sink, public_key);
  if (!key) return bad("there is no public key to check the log with");
  const auto note = sink.get(layout::newest);
  if (!note) return bad("there is no checkpoint");
  const auto newest = open_checkpoint(as_text(*note), *key);
  if (!newest) return bad(fmt::format("the newest checkpoint isn't signed by {}", key->name));
  auto history = history_of(sink, *key, *newest);
  if (!history) return bad(history.error());

  std::optional<std::pair<std::uint64_t, Hash>> known;
  if (since) {
    const auto parsed = parse_since(*since);
    if (!parsed) return bad("the earlier checkpoint isn't of the form \"size root\"");
    known = *parsed;
    if (known->first > newest->size) {
      return bad(
          fmt::format("entry {} is missing: the log had {} entries before", newest->size, known->first));
    }
  }

  Walk walk(sink, *newest, *std::move(history));
  Sequences sequences;
  LeafIndex index = 0;
  Frontier tree;
  const auto extends = [&] { return !known || known->first != index || tree.root() == known->second; };
  bool extended = extends();
  for (;;) {
    const auto leaves = walk.next();
    if (!leaves) return bad(leaves.error().finding);
    if (leaves->empty()) break;
    for (const Leaf& leaf : *leaves) {
      if (const auto finding = sequences.check(index, leaf.entry)) return bad(*finding);
      tree.add(leaf.hash);
      ++index;
      extended = extended && extends();
    }
  }
  if (!extended)
    return bad(fmt::format("the first {} entries are not those that were seen before", known->first));

  Verified verified;
  verified.good = true;
  verified.entries = newest->size;
  verified.anchored_at = newest->at;
  verified.root = to_base64(newest->root);
  verified.finding =
      fmt::format("{} entries are whole and in order, anchored up to {}, signed by {}{}", newest->size,
                  in_words(newest->at), key->name,
                  public_key ? "" : "; the key is the sink's own: compare it with one noted elsewhere");
  return verified;
}

}  // namespace salus::audit
