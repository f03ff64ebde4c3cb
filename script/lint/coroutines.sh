#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Finds what g++ 12 miscompiles in a coroutine: script/lint/coroutines.sh [ROOT]
#
#   1. aggregate braces in an expression with co_await: the temporary of `co_await take(Request{.a = b})` is destroyed
#      twice, silently. Name the aggregate first, or give its type a constructor.
#   2. a closure that captures by copy in such an expression: the same. Name the closure first, or capture by reference.
#   3. co_await in the condition of if, while, for or switch: the frame is laid out wrong. Name the value first. A first
#      statement is no condition: `if (auto x = co_await f(); !x)` is what CO_TRY makes.
#
# Relies on script/format: an aggregate's brace touches what stands before it, a block's doesn't.
set -uo pipefail
rules=$(realpath "$(dirname "$0")")/coroutines.awk
cd "${1:-$(dirname "$0")/../..}" || exit 2
mapfile -t files < <(find src tests -name '*.hpp' -o -name '*.cpp' 2>/dev/null | sort)
[ ${#files[@]} -gt 0 ] || exit 0
awk -f "$rules" "${files[@]}"
