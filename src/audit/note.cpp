// SPDX-License-Identifier: Apache-2.0
// Writing and reading checkpoints, strictly: one text for one meaning.
#include "note.hpp"

#include "base/codec.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace salus::audit {
namespace {

constexpr std::string_view dash = "\u2014 ";
constexpr std::byte ed25519{1};

/// Takes what stands before `mark` off the front of `text`; all of it when there is no mark.
std::string_view take(std::string_view& text, char mark) {
  const auto at = std::min(text.find(mark), text.size());
  const auto taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

Result<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole =
      error == std::errc() && end == text.data() + text.size() && fmt::to_string(value) == text;
  if (!whole) return fail(Code::corrupt, "note: not a number");
  return value;
}

std::string text_of(const VerifierKey& key, const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\ntime {}\n", key.name, checkpoint.size, to_base64(checkpoint.root),
                     checkpoint.at.time_since_epoch().count());
}

Result<Checkpoint> parse(std::string_view text, std::string_view origin) {
  if (take(text, '\n') != origin) return fail(Code::corrupt, "note: another log's checkpoint");
  Checkpoint checkpoint;
  TRY(checkpoint.size, number(take(text, '\n')));
  TRY(auto root, from_base64(take(text, '\n')));
  if (root.size() != checkpoint.root.size()) return fail(Code::corrupt, "note: root of a wrong size");
  std::ranges::copy(root, checkpoint.root.begin());
  auto line = take(text, '\n');
  if (take(line, ' ') != "time" || !text.empty())
    return fail(Code::corrupt, "note: not a checkpoint of ours");
  TRY(auto at, number(line));
  if (at > std::uint64_t{1} << 53) return fail(Code::corrupt, "note: time out of range");
  checkpoint.at = Time(std::chrono::milliseconds(at));
  return checkpoint;
}

}  // namespace

std::uint32_t VerifierKey::id() const {
  static constexpr ByteArray<2> type{std::byte{'\n'}, ed25519};
  const auto hash = crypto::sha256({as_bytes(name), type, key});
  return Decoder(hash).u32();
}

std::string VerifierKey::text() const {
  Bytes typed{ed25519};
  typed.insert(typed.end(), key.begin(), key.end());
  return fmt::format("{}+{:08x}+{}", name, id(), to_base64(typed));
}

Result<VerifierKey> VerifierKey::parse(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  const std::string_view all = text;
  VerifierKey parsed;
  parsed.name = take(text, '+');
  take(text, '+');
  TRY(auto typed, from_base64(text));
  if (typed.size() != 1 + parsed.key.size() || typed[0] != ed25519)
    return fail(Code::invalid, "note: not an Ed25519 key");
  std::copy(typed.begin() + 1, typed.end(), parsed.key.begin());
  if (parsed.name.empty() || parsed.text() != all) return fail(Code::invalid, "note: not a verifier key");
  return parsed;
}

Signer::Signer(crypto::SecretBytes seed) : seed_(std::move(seed)) {
  verifier_.key = crypto::public_key(seed_);
  verifier_.name = "salus/" + to_hex(crypto::sha256(verifier_.key)).substr(0, 16);
}

std::string Signer::sign(const Checkpoint& checkpoint) const {
  const auto text = text_of(verifier_, checkpoint);
  const auto signature = crypto::sign(seed_, as_bytes(text));
  const auto signed_by = Encoder().u32(verifier_.id()).raw(signature).bytes();
  return fmt::format("{}\n{}{} {}\n", text, dash, verifier_.name, to_base64(signed_by));
}

Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key) {
  const auto blank = note.rfind("\n\n");
  if (blank == std::string_view::npos || !note.ends_with('\n'))
    return fail(Code::corrupt, "note: no signature");
  const auto text = note.substr(0, blank + 1);
  auto lines = note.substr(blank + 2);
  bool good = false;
  while (!lines.empty()) {
    auto line = take(lines, '\n');
    if (!line.starts_with(dash)) return fail(Code::corrupt, "note: not a signature line");
    line.remove_prefix(dash.size());
    const auto name = take(line, ' ');
    TRY(auto signed_by, from_base64(line));
    Decoder decoder(signed_by);
    if (decoder.u32() != key.id() || name != key.name) continue;
    if (!crypto::verify(key.key, as_bytes(text), decoder.rest()))
      return fail(Code::corrupt, "note: bad signature");
    good = true;
  }
  if (!good) return fail(Code::corrupt, "note: not signed by this key");
  return parse(text, key.name);
}

}  // namespace salus::audit
