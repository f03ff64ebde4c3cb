// SPDX-License-Identifier: Apache-2.0
// C2SP signed notes and tlog checkpoints: the log's size and root, signed with Ed25519.
#pragma once

#include "base/clock.hpp"
#include "crypto/sign.hpp"
#include "tree.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace salus::audit {

/// A signed-note verifier key: `<name>+<key id in hex>+<base64 of type and key>`.
struct VerifierKey {
  std::string name;
  crypto::PublicKey key{};

  std::uint32_t id() const;  ///< the first four bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ key)
  std::string text() const;
  static Result<VerifierKey> parse(std::string_view text);
  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};

/// What is signed. The time stands in an extension line, `time <milliseconds since 1970>`.
struct Checkpoint {
  std::uint64_t size = 0;
  Hash root{};
  Time at;
};

class Signer {
 public:
  /// The origin is `salus/` and sixteen hex digits of the public key's hash: another key is another log.
  explicit Signer(crypto::SecretBytes seed);
  const VerifierKey& verifier() const { return verifier_; }
  std::string sign(const Checkpoint& checkpoint) const;

 private:
  crypto::SecretBytes seed_;
  VerifierKey verifier_;
};

/// Code::corrupt unless the note has a valid signature by this key and its text is a checkpoint of this
/// origin. Signatures by others (witnesses) are ignored.
Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key);

}  // namespace salus::audit
