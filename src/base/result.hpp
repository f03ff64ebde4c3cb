// SPDX-License-Identifier: Apache-2.0
// The one way a function here says that it failed: a code for the caller to act on, and fixed words for a
// person.
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>
#include <utility>

namespace salus {
inline namespace base {

/// Text fixed at compile time. Errors, logs and metrics take nothing else, so that no user data reaches them.
class Literal {
 public:
  template <std::size_t N>
  consteval Literal(const char (&text)[N]) : text_(text, N - 1) {}  // implicit: a literal serves as it is
  constexpr std::string_view view() const { return text_; }

 private:
  std::string_view text_;
};

/// Why something failed, by what the caller should do about it.
enum class Code : std::uint8_t {
  invalid,          ///< the request is malformed: mend it, don't repeat it
  unauthenticated,  ///< nobody is signed in: sign in, then repeat
  forbidden,        ///< this subject may never do this: ask another person
  absent,           ///< no such thing, or none that this subject may know of
  conflict,         ///< another write came first: read again, decide again
  stale,            ///< a precondition named by the caller no longer holds
  too_large,        ///< over a limit: send less
  unsupported,      ///< a media type, method or parameter that we don't know
  unprocessable,    ///< well formed, yet it breaks a rule of the data's own definition
  too_many,         ///< over a rate: wait, then repeat
  timed_out,        ///< a deadline passed: repeat if it is safe to
  unavailable,      ///< we can't just now: repeat later
  corrupt,          ///< stored bytes are not what was written: stop and call the operator
  internal,         ///< a fault of ours: report it
};

std::string_view name(Code code);

/// A failure. `context` is for operators and never holds user data.
struct Error {
  Code code;
  Literal context;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Code code, Literal context) {
  return std::unexpected(Error{code, context});
}

}  // namespace base
}  // namespace salus

// TRY(auto x, f()) binds the value or returns the error; TRY(f()) is for Result<void>. CO_TRY is the same in
// a coroutine. They stay two statements: a statement expression around co_await crashes g++ 12.
#define SALUS_JOIN_(a, b) a##b
#define SALUS_JOIN(a, b) SALUS_JOIN_(a, b)
#define SALUS_PICK(a, b, chosen, ...) chosen
#define SALUS_TRY2(leave, result, declaration, expression)       \
  auto result = expression;                                      \
  if (!result) leave std::unexpected(std::move(result).error()); \
  declaration = *std::move(result)
#define SALUS_TRY1(leave, result, expression) \
  if (auto result = expression; !result) leave std::unexpected(std::move(result).error())
#define SALUS_TRY2_RETURN(d, e) SALUS_TRY2(return, SALUS_JOIN(result_, __LINE__), d, e)
#define SALUS_TRY1_RETURN(e) SALUS_TRY1(return, SALUS_JOIN(result_, __LINE__), e)
#define SALUS_TRY2_CO_RETURN(d, e) SALUS_TRY2(co_return, SALUS_JOIN(result_, __LINE__), d, e)
#define SALUS_TRY1_CO_RETURN(e) SALUS_TRY1(co_return, SALUS_JOIN(result_, __LINE__), e)
#define TRY(...) SALUS_PICK(__VA_ARGS__, SALUS_TRY2_RETURN, SALUS_TRY1_RETURN, )(__VA_ARGS__)
#define CO_TRY(...) SALUS_PICK(__VA_ARGS__, SALUS_TRY2_CO_RETURN, SALUS_TRY1_CO_RETURN, )(__VA_ARGS__)
