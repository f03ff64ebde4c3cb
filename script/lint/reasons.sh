#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Whoever silences a check or skips a test says why, there: script/lint/reasons.sh [ROOT]
#
# The reason follows the marker on its line, or is a comment on the line before. NOLINT also names the check that it
# silences, and GTEST_SKIP says why in what it prints.
set -uo pipefail
cd "${1:-$(dirname "$0")/../..}" || exit 2
mapfile -t files < <(
  find src tests web/src web/tests cmake \
    \( -name node_modules -o -name generated -o -name definitions \) -prune -o -type f \
    \( -name '*.[ch]pp' -o -name '*.c' -o -name '*.ts' -o -name '*.tsx' -o -name '*.mjs' -o -name '*.js' \) -print \
    2>/dev/null | sort)
[ ${#files[@]} -gt 0 ] || exit 0
awk '
  BEGIN {
    marker = "NOLINT(NEXTLINE|BEGIN)?|eslint-disable(-next-line|-line)?|@ts-(ignore|expect-error|nocheck)"
    marker = marker "|clang-format off|GCC diagnostic ignored|GTEST_SKIP\\(\\)|[^A-Za-z]DISABLED_[a-z]"
    marker = marker "|(^|[^A-Za-z])(test|it|describe|t)\\.(skip|todo|fixme)\\(|(^|[^A-Za-z])(skip|todo): "
  }
  FNR == 1 { before = "" }
  {
    where = match($0, marker)
    if (where && !/NOLINTEND|eslint-enable/) {
      found = substr($0, RSTART, RLENGTH)
      after = substr($0, RSTART + RLENGTH)
      what = ""
      if (found ~ /^NOLINT/ && after !~ /^\([a-z][a-zA-Z.*, -]*\)/) what = "names no check"
      sub(/^\([^)]*\)/, "", after)                        # the checks that NOLINT names
      if (found ~ /^eslint/) { sub(/^[^*]*-- /, "-- ", after); if (after !~ /^-- /) after = "" }
      gsub(/[^A-Za-z ]/, " ", after)
      said = before ~ /^[ \t]*(\/\/|\*|\/\*).*[A-Za-z]+[ ,;:]+[A-Za-z]+/ && before !~ marker
      if (what == "" && !said && split(after, words) < 3) what = "gives no reason"
      if (what != "") { print FILENAME ":" FNR ": " found " " what; bad = 1 }
    }
    before = $0
  }
  END { exit bad }
' "${files[@]}"
