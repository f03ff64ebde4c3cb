#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Plants each fault that a lint exists for, and fails unless the lint reports it by file and line: script/lint/selftest.sh
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
passed=0
failed=0

# plant LINT FILE REPORTED CODE: REPORTED is the line that must be named, or "clean".
plant() {
  rm -rf "${root:?}/src" "${root:?}/web"
  mkdir -p "$root/src" "$root/$(dirname "$2")"
  for header in policy/{grant,hop,phi,subject}.hpp audit/{receipt,opened}.hpp; do
    mkdir -p "$root/src/$(dirname $header)" && cp "src/$header" "$root/src/$header"
  done
  printf '%s\n' "$4" >>"$root/$2"
  local line=$3 out code
  [ "$line" = last ] && line=$(wc -l <"$root/$2")
  out=$("script/lint/$1.sh" "$root") && code=0 || code=$?
  if [ "$line" = clean ]; then
    [ $code -eq 0 ] && [ -z "$out" ]
  else
    [ $code -eq 1 ] && grep -q "^$2:$line:" <<<"$out"
  fi && passed=$((passed + 1)) && return
  failed=$((failed + 1))
  echo "script/lint/$1.sh: $2: expected ${3} for:"
  sed 's/^/    /' <<<"$4"
  echo "  and said (exit $code): ${out:-nothing}"
}

plant makers src/fhir/x.hpp clean 'class Page { friend class Book; };'
plant makers src/fhir/x.hpp 2 $'class Page {\n  friend class policy::Decider;\n};'
plant makers src/gate/x.hpp 1 '  friend class audit::Log;'
plant makers src/gate/x.hpp 1 '  friend class records::Vault;'
plant makers src/gate/x.hpp 1 '  friend class identity::SubjectMaker;'
plant makers src/gate/x.hpp 1 '  friend struct hop::Table;'
plant makers src/policy/grant.hpp last '  friend class gate::Gate;'
plant makers src/policy/phi.hpp last '  friend class fhir::Engine;'
plant makers src/policy/hop.hpp last '  friend struct door::Tables;'
plant makers src/policy/subject.hpp last '  friend class api::Routes;'
plant makers src/audit/receipt.hpp last '  friend class gate::Gate;'
plant makers src/audit/opened.hpp last '  friend class gate::Gate;'
plant makers src/gate/x.cpp 1 'namespace salus::policy { class Decider { public: }; }'
plant makers src/gate/x.cpp 2 $'namespace salus::hop {\nstruct Table {'
plant makers src/gate/x.cpp 1 'class salus::identity::SubjectMaker final {'
plant makers src/gate/x.cpp 1 'class Vault : public Base {'
plant makers src/gate/tests/x_test.cpp clean 'class SubjectMaker {'
plant makers src/gate/x.cpp clean 'class Decider;'
plant makers src/gate/x.cpp 1 'template <> class salus::audit::Opened<int> {'
plant makers src/gate/x.cpp 1 '#define private public'

plant coroutines src/gate/x.cpp 1 'co_await take(Request{.a = b});'
plant coroutines src/gate/x.cpp 1 'co_await take({.a = b});'
plant coroutines src/gate/x.cpp 1 'co_await take(1, {});'
plant coroutines src/gate/x.cpp 1 'co_return Answer{co_await ask()};'
plant coroutines src/gate/x.cpp 1 'CO_TRY(auto x, co_await take(Request{a, b}));'
plant coroutines src/gate/x.cpp 1 'const Answer answer = {co_await ask()};'
plant coroutines src/gate/x.cpp 2 $'co_await take(a,\n              Request{b});'
plant coroutines src/gate/x.cpp 1 'co_await suspend([&](auto waiter) { go(waiter); }, Request{a});'
plant coroutines src/gate/x.cpp 2 $'co_await with([&] {\n  co_await take(Request{b});\n});'
plant coroutines src/gate/x.cpp 1 'if (co_await take(Request{a})) return;'
plant coroutines src/gate/x.cpp 1 'co_await suspend([kept = std::move(kept)](auto waiter) { go(waiter); });'
plant coroutines src/gate/x.cpp 1 'CO_TRY(auto x, co_await with([&a, b] { return a + b; }));'
plant coroutines src/gate/x.cpp 1 'co_await with([=] { return b; }, 1);'
plant coroutines src/gate/x.cpp 2 $'co_await with(\n    [*this] { return b; });'
plant coroutines src/gate/x.cpp 1 'take([a] { return a; }, co_await ask());'
plant coroutines src/gate/x.cpp clean 'co_await with([this, &a, &b = c[d]] { return a + b; });'
plant coroutines src/gate/x.cpp clean 'co_await with([&](auto x) { return x; }, list[i], [] { return 1; });'
plant coroutines src/gate/x.cpp clean $'const auto closure = [a, b] { return a + b; };\nco_await with(closure);'
plant coroutines src/gate/x.cpp clean 'const auto [a, b] = co_await ask(); auto& [c] = *co_await ask();'
plant coroutines src/gate/x.cpp clean 'spawn(executor, [kept]() -> Task<> { co_await kept->run(); });'
plant coroutines src/gate/x.cpp clean '[[nodiscard]] Task<int> f() { co_return co_await g(); }'
plant coroutines src/gate/x.cpp 1 'if (co_await ready()) return;'
plant coroutines src/gate/x.cpp 1 'if (!going || (co_await wait(f(a), 2)).value()) { stop(); }'
plant coroutines src/gate/x.cpp 1 'while (co_await next()) {'
plant coroutines src/gate/x.cpp 2 $'do {\n} while (co_await next());'
plant coroutines src/gate/x.cpp 1 'for (int i = 0; i < co_await count(); ++i) {'
plant coroutines src/gate/x.cpp 1 'for (int i = 0; i < n; co_await step()) {'
plant coroutines src/gate/x.cpp 1 'for (const auto& row : co_await rows()) {'
plant coroutines src/gate/x.cpp 1 'switch (co_await kind()) {'
plant coroutines src/gate/x.cpp 1 'if (auto x = ask(); co_await x) return;'
plant coroutines src/gate/x.cpp 1 $'if (a &&\n    co_await b) return;'
plant coroutines src/gate/x.cpp clean 'if (auto x = co_await ask(); !x) return;'
plant coroutines src/gate/x.cpp clean 'if (going) going = co_await wait(); for (auto x : xs) co_await take(x);'
plant coroutines src/gate/x.cpp clean 'while (going) { going = co_await next(); } while (!done);'
plant coroutines src/gate/x.cpp clean 'notify_if (co_await ready());'
plant coroutines src/gate/x.cpp clean $'const Request request{.a = b};\nco_await take(request);'
plant coroutines src/gate/x.cpp clean $'co_await suspend([&](auto waiter) {\n  Request request{.a = b};\n  go(waiter);\n});'
plant coroutines src/gate/x.cpp clean 'if (ready) { co_await take(request); } else { co_return fail(Code::x, "{a}"); }'
plant coroutines src/gate/x.cpp clean $'Task<int> f() {\n  co_return co_await g();  // not {this}\n}\nstruct S { int a = 1; };'
plant coroutines src/gate/x.cpp clean 'Task<int> f() { co_await g(); co_return Result<void>{}; }'
plant coroutines src/gate/x.cpp clean $'const auto text = R"({"a": {)";\nco_await g();'

plant reasons src/gate/x.cpp 1 'move(a);  // NOLINT(bugprone-use-after-move)'
plant reasons src/gate/x.cpp 1 'move(a);  // NOLINT: it is empty after the move'
plant reasons src/gate/x.cpp 2 $'\n// NOLINTNEXTLINE(bugprone-use-after-move)\nmove(a);'
plant reasons src/gate/x.cpp 1 '// NOLINTBEGIN(bugprone-use-after-move)'
plant reasons src/gate/x.cpp 1 '#pragma GCC diagnostic ignored "-Wconversion"'
plant reasons src/gate/x.cpp 1 '// clang-format off'
plant reasons src/gate/tests/x_test.cpp 1 'GTEST_SKIP();'
plant reasons src/gate/tests/x_test.cpp 1 'TEST(gate, DISABLED_reads) {'
plant reasons web/src/x.ts 1 '/* eslint-disable no-eval */'
plant reasons web/src/x.ts 1 'eval(x); // eslint-disable-line no-eval, no-new-func, no-implied-eval'
plant reasons web/src/x.ts 1 '// @ts-expect-error'
plant reasons web/tests/x.test.ts 1 "test.skip('reads', () => {});"
plant reasons web/tests/x.test.ts 1 "it('reads', { skip: true }, () => {});"
plant reasons src/gate/x.cpp clean 'move(a);  // NOLINT(bugprone-use-after-move): empty is what it must be'
plant reasons src/gate/x.cpp clean $'// Empty is what it must be.\nmove(a);  // NOLINT(bugprone-use-after-move)'
plant reasons src/gate/x.cpp clean $'// NOLINTBEGIN(x): a table is easier to read\n// NOLINTEND(x)'
plant reasons src/gate/tests/x_test.cpp clean 'GTEST_SKIP() << "the sanitizers turn mlock into nothing";'
plant reasons web/src/x.ts clean '/* eslint-disable no-eval -- the one place that may */'

# A test that was skipped must show as skipped in the last line of script/test.
cat >"$root/ctest.log" <<'LOG'
100% tests passed, 0 tests failed out of 3

The following tests did not run:
	 59 - crypto.secret.locks (Skipped)
LOG
counted=$(. script/lib/stage.sh && count "$root/ctest.log")
if [ "$counted" = "2 0 1" ]; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "stage.sh counts: $counted"; fi

echo "lints: $passed planted faults and twins as expected, $failed not"
[ $failed -eq 0 ]
