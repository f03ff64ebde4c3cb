# SPDX-License-Identifier: Apache-2.0
# Runs the named steps of a script, tells how long each took, and adds up what the tests among them counted.

mkdir -p build/log
passed=0 failed=0 skipped=0

# stage NAME COMMAND…: output goes to build/log/NAME.log and, when it fails, to the screen too.
stage() {
  local name=$1 began=$SECONDS status=0
  shift
  printf '%-34s ' "$name"
  "$@" >"build/log/$name.log" 2>&1 || status=$?
  if [ $status -eq 0 ]; then
    printf 'ok      %5d s\n' $((SECONDS - began))
  else
    printf 'FAILED  %5d s\n' $((SECONDS - began))
    tail -n 60 "build/log/$name.log"
  fi
  return $status
}

# must STAGE…: nothing that follows makes sense without it.
must() {
  stage "$@" && return 0
  failed=$((failed + 1))
  summary
  exit 1
}

# tests STAGE…: counts what the log says was run; a stage that fails without a count, or that ran nothing, is one failure.
tests() {
  local name=$1 status=0 counts
  stage "$@" || status=1
  counts=$(count "build/log/$name.log")
  read -r p f s <<<"$counts"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  printf '%-34s %d passed, %d failed, %d skipped\n' '' "$p" "$f" "$s"
  if { [ $status -ne 0 ] && [ "$f" -eq 0 ]; } || [ $((p + f)) -eq 0 ]; then failed=$((failed + 1)); fi
  return 0
}

# check STAGE…: one thing that holds or doesn't.
check() {
  if stage "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  return 0
}

# Understands ctest, node's test runner, and a plain "N passed, N failed, N skipped".
count() {
  awk '
    /tests passed, [0-9]+ tests? failed out of [0-9]+/ {
      for (i = 1; i <= NF; i++) if ($i == "failed") bad = $(i - 2)
      total = $NF; f += bad; p += total - bad
    }
    # Among the passed ones ctest counts those that were skipped, and names them later.
    /^\t *[0-9]+ - .* \((Skipped|Disabled|Not Run)\)$/ { s++; p-- }
    /^(# |ℹ )pass [0-9]+/ { p += $3 }
    /^(# |ℹ )fail [0-9]+/ { f += $3 }
    /^(# |ℹ )skipped [0-9]+/ { s += $3 }
    /^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$/ { p += $1; f += $3; s += $5 }
    END { printf "%d %d %d\n", p, f, s }' "$1"
}

summary() { printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"; }
