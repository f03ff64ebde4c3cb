// SPDX-License-Identifier: Apache-2.0
// The home's token, open and signed in: it keeps KEKs and wraps key-file keys.
#pragma once

#include "base/home.hpp"
#include "keys/keys.hpp"
#include "wrapping.hpp"

#include <mutex>

namespace salus::keys {

/// Thread-safe; every call blocks. After `close` each fails with Code::unavailable.
class Token {
 public:
  /// Opens the home's SoftHSM token, or makes it. Code::corrupt when its PIN is wrong or missing.
  static Result<std::unique_ptr<Token>> open(const Home& home, Random& random,
                                             std::span<const Wrapping* const> candidates = wrappings());

  Custody custody() const { return custody_; }
  Mechanism mechanism() const { return way_->mechanism(); }  ///< for what is wrapped from now on

  Result<std::vector<KekName>> keks();
  /// Makes the KEK unless it exists; durable when it returns.
  Result<void> provide_kek(const KekName& name);
  Result<Bytes> wrap(const KekName& name, const crypto::SecretBytes& key, ByteView context);
  Result<crypto::SecretBytes> unwrap(Mechanism mechanism, const KekName& name, ByteView wrapped,
                                     ByteView context);
  /// CKA_CHECK_VALUE, which tells two KEKs apart; empty where the token gives none.
  Result<Bytes> check_value(const KekName& name);
  void close();

 private:
  struct Opened {
    Module module;
    std::optional<Session> session;
  };
  Token(const Home& home, Random& random) : home_(home), random_(random) {}
  Result<void> start(std::span<const Wrapping* const> candidates);
  Result<void> describe(CK_SLOT_ID slot);
  Result<const Session*> session() const;

  Home home_;
  Random& random_;
  std::mutex mutex_;
  std::unique_ptr<Opened> opened_;
  const Wrapping* way_ = nullptr;
  Custody custody_;
};

}  // namespace salus::keys
