#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Plants a use after move of a grant and of a receipt, and fails unless clang-tidy, configured as for our sources, names
# its line; each beside a twin that it must not report: script/lint/tidy-selftest.sh
#
# Wants build/tidy, which script/lib/tidy.sh prepares.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
[ -f build/tidy/rooms/policy/policy/hops.hpp ] || { echo "build/tidy isn't there: cmake --preset tidy" >&2; exit 2; }
mkdir -p build/log
planted=$(mktemp build/log/planted-XXXXXX.cpp)
trap 'rm -f "$planted"' EXIT
includes=(build/tidy/rooms/*/)
flags=(-std=c++23 -DBOOST_ASIO_SEPARATE_COMPILATION -DBOOST_ASIO_NO_DEPRECATED "${includes[@]/#/-I}")
passed=0
failed=0

# plant REPORTED LINE: LINE becomes line 7 of a source; REPORTED is the check that must name it, or "clean".
plant() {
  cat >"$planted" <<EOF
#include "audit/receipt.hpp"
#include "base/task.hpp"
using namespace salus;
using Exact = policy::Exact;
Task<audit::Receipt<Exact>> append(policy::Grant<Exact> grant);
Task<int> open(audit::Receipt<Exact> receipt);
$2
EOF
  local out code
  out=$(clang-tidy-19 --quiet "$planted" -- "${flags[@]}" 2>&1) && code=0 || code=$?
  if [ "$1" = clean ]; then [ $code -eq 0 ] && ! grep -q 'error:' <<<"$out"
  else [ $code -ne 0 ] && grep -qE "$(basename "$planted"):7:.*\[$1[],]" <<<"$out"
  fi && passed=$((passed + 1)) && return
  failed=$((failed + 1))
  printf 'expected %s for:\n    %s\n  and clang-tidy said (exit %s):\n%s\n' "$1" "$2" $code "$out"
}

moved=bugprone-use-after-move
plant $moved 'auto f(policy::Grant<Exact> g) { auto a = append(std::move(g)); return g.expires(); }'
plant clean 'auto f(policy::Grant<Exact> g) { const auto until = g.expires(); auto a = append(std::move(g)); return until; }'
plant $moved 'Task<int> f(audit::Receipt<Exact> r) { CO_TRY(co_await open(std::move(r))); co_return r.scope().items.size(); }'
plant $moved 'Task<int> f(audit::Receipt<Exact> r) { for (;;) CO_TRY(co_await open(std::move(r))); }'
plant clean 'Task<int> f(audit::Receipt<Exact> r) { const auto result = co_await open(std::move(r)); co_return result; }'

# The list of changed sources is empty when documents alone changed, and holds when it ends with a header that many
# sources include.
. script/lib/tidy.sh
changed_since() { git rev-parse HEAD; }
if sources=$(git() { [ "$1" != diff ] || echo docs/progress.md; }; changed_sources) && [ -z "$sources" ]; then passed=$((passed + 1))
else failed=$((failed + 1)); echo "changed_sources failed without a change, or found: ${sources:-}"
fi
mkdir -p src/zz-planted && trap 'rm -rf "$planted" src/zz-planted' EXIT
: >src/zz-planted/people.hpp
for _ in 1 2 3 4 5; do
  if sources=$(changed_sources) && [ -n "$sources" ]; then passed=$((passed + 1))
  else failed=$((failed + 1)); echo "changed_sources failed, or found nothing: ${sources:-}"
  fi
done

echo "clang-tidy: $passed planted faults and twins as expected, $failed not"
[ $failed -eq 0 ]
