// SPDX-License-Identifier: Apache-2.0
// PHI together with the receipt that allowed it to be opened.
#pragma once

#include "audit/receipt.hpp"
#include "policy/phi.hpp"

#include <utility>

namespace salus::records {
class Vault;
}

namespace salus::audit {

class Log;

/// Shaped by pure functions, and at last turned into bytes by `records::disclose`. Only `records` and `audit`
/// make one.
template <class T>
class Opened {
 public:
  template <class F>
  auto shape(F f) && -> Opened<std::invoke_result_t<F, T&&>> {
    using U = std::invoke_result_t<F, T&&>;
    return Opened<U>(std::move(hop_), std::move(content_).map(std::move(f)));
  }
  policy::Hop hop() const { return hop_; }
  /// Stays wrapped: for a write that follows from what was read.
  policy::Phi<T> keep() && { return std::move(content_); }

 private:
  friend class Log;
  friend class records::Vault;
  template <class U>
  friend class Opened;
  Opened(policy::Hop hop, policy::Phi<T> content) : hop_(hop), content_(std::move(content)) {}

  policy::Hop hop_;  ///< the one that the receipt's grant named
  policy::Phi<T> content_;
};

}  // namespace salus::audit
