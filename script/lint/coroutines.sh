#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Finds aggregate braces in an expression with co_await: script/lint/coroutines.sh [ROOT]
#
# g++ 12 destroys the temporary of `co_await take(Request{.a = b})` twice, silently. Name the aggregate first, or give its
# type a constructor. Relies on script/format: an aggregate's brace touches what stands before it, a block's doesn't.
set -uo pipefail
rules=$(realpath "$(dirname "$0")")/coroutines.awk
cd "${1:-$(dirname "$0")/../..}" || exit 2
mapfile -t files < <(find src tests -name '*.hpp' -o -name '*.cpp' 2>/dev/null | sort)
[ ${#files[@]} -gt 0 ] || exit 0
awk -f "$rules" "${files[@]}"
