// SPDX-License-Identifier: Apache-2.0
// Whatever a disk holds, readers of the log end, and what they accept is what was written.
#include "body.hpp"
#include "envelope.hpp"
#include "frame.hpp"
#include "note.hpp"
#include "tiles.hpp"

#include <cstdlib>

namespace {

using namespace salus;
using namespace salus::audit;

void require(bool law) {
  if (!law) std::abort();
}

/// decode ∘ encode = id, on all that decode accepts; an older format is written as today's, and that stays.
void entries(ByteView input) {
  if (const auto view = decode_entry(input)) {
    Bytes again = encode(view->envelope);
    again.insert(again.end(), view->sealed.begin(), view->sealed.end());
    require(std::ranges::equal(again, input));
  }
  if (const auto body = decode_body(input)) {
    const Bytes again = encode_body(*body);
    if (again.front() == input.front()) require(std::ranges::equal(again, input));
    const auto second = decode_body(again);
    require(second && encode_body(*second) == again);
  }
}

/// A segment's entries, written again, give the same frames.
void segments(ByteView input) {
  const auto segment = decode_segment(input);
  require(segment.entries.size() == segment.chains.size());
  require(segment.started || segment.entries.empty());
  Link link = segment.start;
  for (std::size_t i = 0; i < segment.entries.size(); ++i) {
    Bytes ignored;
    require(leaf_hash(segment.entries[i].entry) == segment.entries[i].hash);
    encode_frame(ignored, segment.entries[i], 0, link);
  }
}

/// A valid segment with the input's bytes for entries, then damaged as the input says.
void damaged(ByteView input) {
  if (input.size() < 8) return;
  Link link{3, leaf_hash(input.first(4))};
  Bytes bytes = encode_segment_header(1, link);
  std::vector<Hash> hashes;
  for (auto rest = input.subspan(4); !rest.empty();) {
    const auto size = std::min<std::size_t>(rest.size(), std::to_integer<std::size_t>(rest[0]) + 1);
    const Leaf leaf{to_bytes(rest.first(size)), leaf_hash(rest.first(size))};
    encode_frame(bytes, leaf, 0, link);
    hashes.push_back(leaf.hash);
    rest = rest.subspan(size);
  }
  const auto whole = decode_segment(bytes);
  require(whole.started && whole.entries.size() == hashes.size());
  const std::size_t at =
      (std::to_integer<std::size_t>(input[0]) << 8 | std::to_integer<std::size_t>(input[1])) % bytes.size();
  bytes[at] ^= input[2] | std::byte{1};
  const auto rest = decode_segment(bytes);
  require(rest.entries.size() < hashes.size());
  for (std::size_t i = 0; i < rest.entries.size(); ++i) require(rest.entries[i].hash == hashes[i]);
}

void texts(ByteView input) {
  const auto text = as_text(input);
  if (const auto key = VerifierKey::parse(text)) require(key->text() == text || key->text() + "\n" == text);
  static const Signer signer(crypto::SecretBytes(as_bytes("thirty-two bytes of fuzzing key.")));
  require(!open_checkpoint(text, signer.verifier()));
  (void)decode_bundle(input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView input(reinterpret_cast<const std::byte*>(data), size);
  entries(input);
  segments(input);
  damaged(input);
  texts(input);
  return 0;
}
