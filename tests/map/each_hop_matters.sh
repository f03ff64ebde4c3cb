#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Deletes each built hop from a copy of the map, and fails unless that breaks the build by name:
#   tests/map/each_hop_matters.sh BUILD_FOLDER
#
# For each hop, hopgen (the build's own) makes the constants of the poorer map, and one file that names every hop which the
# program's sources name is compiled against them: the only error must be "<hop> is not a member of salus::hop". So a hop
# that no source names is a finding. Those marked `declared-only` are enforced by something else than code of ours; a test
# must name them instead, and breaks in the same way. That the start refuses each poorer map is a test of src/policy.
set -uo pipefail
build=${1:?usage: tests/map/each_hop_matters.sh BUILD_FOLDER}
build=$(cd "$build" && pwd) || exit 2
cd "$(dirname "$0")/../.." || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
hopgen=$build/src/policy/hopgen
compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")
cp -r policy "$work/policy"
mkdir -p "$work/include/policy"

# id and enforcement of each built hop
hops() {
  awk '
    function value(line) { sub(/^[^"]*"/, "", line); sub(/".*/, "", line); return line }
    function flush() { if (hop && presence == "built") print id, enforced; hop = 0 }
    /^\[\[/ { flush(); hop = /^\[\[hop\]\]/ }
    /^id = / { id = value($0) }
    /^presence = / { presence = value($0) }
    /^enforced = / { enforced = value($0) }
    END { flush() }' policy/dataflow.toml
}
# the map without one hop
without() {
  awk -v id="$1" '
    function flush() { if (!drop) printf "%s", block; block = ""; drop = 0 }
    /^\[\[/ { flush(); hop = /^\[\[hop\]\]/ }
    hop && $0 == "id = \"" id "\"" { drop = 1 }
    { block = block $0 "\n" }
    END { flush() }' policy/dataflow.toml >"$work/policy/dataflow.toml"
}
# every hop named in the files given, comments apart
named() { sed 's,//.*,,' "$@" | grep -oE '\bhop::[a-z_0-9]+\b' | sed 's/^hop:://' | grep -vx 'all' | sort -u; }
mapfile -t program < <(find src \( -name '*.cpp' -o -name '*.hpp' \) -not -path '*/tests/*' -not -path 'src/policy/hopgen/*')
mapfile -t tests < <(find src/policy/tests -name '*_test.cpp')
named "${program[@]}" >"$work/program"
named "${tests[@]}" >"$work/tests"

compile() { # the file of uses against the map in $work; prints its errors
  {
    echo '#include "policy/hops.hpp"'
    echo "namespace salus {"
    sed 's/.*/constexpr policy::Hop use_&() { return hop::&; }/' "$1"
    echo "}"
  } >"$work/uses.cpp"
  LC_ALL=C "$compiler" -std=c++23 -fsyntax-only -fmax-errors=0 -I"$work/include" -I"$build/rooms/policy" \
    -I"$build/rooms/base" "$work/uses.cpp" 2>&1 | grep -E 'error: '
}
sort -u "$work/program" "$work/tests" >"$work/known"
# What the sources name must exist to begin with.
"$hopgen" policy "$work/include/policy/hops.hpp" || exit 2
if errors=$(compile "$work/known"); then
  echo "the whole map doesn't even compile:" && echo "$errors" && exit 2
fi

passed=0
failed=0
while read -r id enforced; do
  uses=$work/program
  where="the build"
  if ! grep -qx "$id" "$uses"; then
    if [ "$enforced" != declared-only ]; then
      echo "FAIL $id: no source names hop::$id; use it, or mark it declared-only with who enforces it"
      failed=$((failed + 1)) && continue
    fi
    uses=$work/tests
    where="a test of src/policy"
    if ! grep -qx "$id" "$uses"; then
      echo "FAIL $id: declared-only, and no test of src/policy names hop::$id"
      failed=$((failed + 1)) && continue
    fi
  fi
  without "$id"
  if ! refusal=$("$hopgen" "$work/policy" "$work/include/policy/hops.hpp" 2>&1); then
    if grep -q "$id" <<<"$refusal"; then
      echo "ok   $id: breaks the build: $refusal" && passed=$((passed + 1))
    else
      echo "FAIL $id: hopgen refused without naming it: $refusal" && failed=$((failed + 1))
    fi
    continue
  fi
  errors=$(compile "$uses")
  count=$(grep -c . <<<"$errors")
  if [ "$count" -eq 1 ] && grep -qE "$id.* (is not a member of|in namespace) .*salus::hop" <<<"$errors"; then
    echo "ok   $id: breaks $where: ${errors#*error: }"
    passed=$((passed + 1))
  else
    echo "FAIL $id: deleting it should break $where by name, and said: ${errors:-nothing}"
    failed=$((failed + 1))
  fi
done < <(hops)
echo "hops: $passed matter, $failed don't"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
