#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Only src/gate opens records: no other room's compiled code refers to a function of records::Vault that does.
#
#   only_gate_opens.sh BUILD                  # reads the symbol tables of a build that holds every room
#   only_gate_opens.sh --self-test BUILD CXX  # plants a room that opens, one that only locates, and a gate that doesn't open
#
# records.hpp is a front door, so the compiler can't forbid it; but what a room calls stands in its symbol table.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
openers='open search operational'
rooms_wanted=8 # fewer is a build that wasn't finished

# refers NAME FILE…: whether the code in these files calls the function.
refers() { nm -C --undefined-only "${@:2}" 2>/dev/null | grep -E "^ +U salus::records::Vault::$1\(" >/dev/null; }

# Prints each fault by the room's name.
check() {  # BUILD ROOMS
  local found=0 rooms=0 folder room name files
  for name in $openers; do
    refers "$name" "$1/src/gate/libgate.a" && continue
    echo "gate: doesn't refer to records::Vault::$name; was it renamed?"
    found=1
  done
  for folder in "$1"/src/*/; do
    room=$(basename "$folder")
    [ "$room" = gate ] || [ "$room" = records ] && continue
    mapfile -t files < <(find "$folder" -type f \( -name 'lib*.a' -o -path '*/salus.dir/*.o' \))
    [ ${#files[@]} -gt 0 ] || continue
    rooms=$((rooms + 1))
    for name in $openers; do
      refers "$name" "${files[@]}" || continue
      echo "$room: refers to records::Vault::$name, which only gate may call"
      found=1
    done
  done
  [ $rooms -ge "$2" ] || { echo "only $rooms rooms are built in $1"; found=1; }
  return $found
}

self_test() {  # BUILD CXX
  local build=$1 cxx=$2 name found
  planted=$(mktemp -d)
  trap 'rm -rf "$planted"' EXIT
  mkdir -p "$planted"/src/{gate,fhir,portal} && cp "$build/src/gate/libgate.a" "$planted/src/gate/" || return 2
  plant() {  # ROOM SOURCE
    local includes=("$build"/rooms/*/)
    "$cxx" -std=c++23 -DBOOST_ASIO_SEPARATE_COMPILATION "${includes[@]/#/-I}" -c "$here/$2" -o "$planted/$1.o" &&
      ar rcs "$planted/src/$1/lib$1.a" "$planted/$1.o"
  }
  plant fhir locates.cpp || return 2
  check "$planted" 1 || { echo "self-test: reported a room that only locates"; return 1; }
  plant portal opens.cpp || return 2
  found=$(check "$planted" 1) && { echo "self-test: passed a room that opens"; return 1; }
  for name in $openers; do
    grep -q "^portal: refers to records::Vault::$name," <<<"$found" || { echo "self-test: missed $name"; return 1; }
  done
  grep -v ^portal: <<<"$found" && { echo "self-test: reported more than was planted"; return 1; }
  rm "$planted/src/portal/libportal.a"
  check "$planted" 2 >/dev/null && { echo "self-test: passed a build without its rooms"; return 1; }
  ar rcs "$planted/src/gate/libgate.a" && ar d "$planted/src/gate/libgate.a" read.cpp.o search.cpp.o
  check "$planted" 1 >/dev/null && { echo "self-test: passed a gate that opens nothing"; return 1; }
  return 0
}

if [ "${1:-}" = --self-test ]; then self_test "$2" "$3"; else check "$1" $rooms_wanted; fi
