// SPDX-License-Identifier: Apache-2.0
// Protected health information that the compiler won't let out.
#pragma once

#include "base/result.hpp"

#include <type_traits>
#include <utility>

namespace salus::records {
class Vault;
}

namespace salus::policy {

/// The power to look inside a Phi; only the room that seals and discloses holds it.
class PhiAccess {
 private:
  friend class records::Vault;
  PhiAccess() = default;
};

/// Wraps a value that is or may hold PHI (45 CFR 160.103). Anybody may wrap; nobody but `records` may unwrap.
/// There is no stream, format, JSON, comparison or conversion operator. Work on the inside with pure
/// functions through `map`: what they return stays wrapped.
template <class T>
class Phi {
 public:
  explicit Phi(T value) : value_(std::move(value)) {}

  template <class F>
  auto map(F f) const& -> Phi<std::invoke_result_t<F, const T&>> {
    return Phi<std::invoke_result_t<F, const T&>>(f(value_));
  }
  template <class F>
  auto map(F f) && -> Phi<std::invoke_result_t<F, T&&>> {
    return Phi<std::invoke_result_t<F, T&&>>(f(std::move(value_)));
  }
  /// For functions that may fail; their Error carries no user data, as no Error does.
  template <class F>
  auto try_map(F f) const& -> Result<Phi<typename std::invoke_result_t<F, const T&>::value_type>> {
    TRY(auto value, f(value_));
    return Phi<typename std::invoke_result_t<F, const T&>::value_type>(std::move(value));
  }

  const T& reveal(const PhiAccess&) const& { return value_; }
  T reveal(const PhiAccess&) && { return std::move(value_); }

 private:
  T value_;
};

/// Text from a fixed vocabulary: the only thing that a notification, a page title or a URL can carry.
class Public {
 public:
  consteval Public(Literal text) : text_(text) {}
  constexpr std::string_view view() const { return text_.view(); }

 private:
  Literal text_;
};

}  // namespace salus::policy
