#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Grants, receipts, hops, subjects and opened content each have one maker: script/lint/makers.sh [ROOT]
#
# C++ lets any friend of a class make it, and lets anybody define a class of the friend's name. So:
#   1. the headers below befriend the makers named here and nobody else;
#   2. nobody else befriends a maker, outside the maker's own room;
#   3. a maker is defined in its own room only (tests that don't link that room may define a stand-in);
#   4. nobody specialises the guarded templates, or redefines `private`.
set -uo pipefail
cd "${1:-$(dirname "$0")/../..}" || exit 2

# maker, where it is defined (hopgen writes the hops' table), the headers that befriend it
makers='
Decider       src/policy/         src/policy/grant.hpp
Table         src/policy/hopgen/  src/policy/hop.hpp
SubjectMaker  src/identity/       src/policy/subject.hpp
Log           src/audit/          src/audit/receipt.hpp,src/audit/opened.hpp
Vault         src/records/        src/policy/phi.hpp,src/audit/opened.hpp
'
# header, the friends it may have
guarded='
src/policy/grant.hpp    Decider
src/policy/hop.hpp      Table|operator==
src/policy/phi.hpp      Vault
src/policy/subject.hpp  SubjectMaker
src/audit/receipt.hpp   Log
src/audit/opened.hpp    Log|Vault|Opened
'

mapfile -t files < <(find src \( -name '*.hpp' -o -name '*.cpp' \) -not -path '*/tests/compile/*' | sort)
[ ${#files[@]} -gt 0 ] || exit 0
search() { grep -nHE "$1" "${files[@]}"; }
faults=$(
  while read -r header friends; do
    [ -f "$header" ] || continue
    grep -nHE '^[[:space:]]*friend\b' "$header" | grep -vE "friend.*($friends)([^A-Za-z0-9_]|$)" |
      sed 's/$/   <- this header may not have that friend/'
  done <<<"$guarded"

  while read -r maker room headers; do
    [ -n "$maker" ] || continue
    search "^[[:space:]]*friend[^;(]*\b$maker\b" | grep -vE "^($room|(${headers//,/|}):)" |
      sed "s/$/   <- befriends $maker outside its room/"
    search "\b(class|struct)[[:space:]]+([A-Za-z_]+::)*$maker[[:space:]]*(final[[:space:]]*)?(:[^:]|\{)" |
      grep -vE "^($room|src/[a-z]+/tests/)" | sed "s/$/   <- defines a $maker outside its room/"
  done <<<"$makers"

  search '\b(class|struct)[[:space:]]+([A-Za-z_]+::)*(Grant|Receipt|Phi|Opened)[[:space:]]*<' |
    sed 's/$/   <- specialises a guarded template/'
  search '#[[:space:]]*define[[:space:]]+(private|protected|friend|class|struct)\b' |
    sed 's/$/   <- redefines a keyword/'
)
[ -z "$faults" ] && exit 0
echo "$faults"
exit 1
