#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Plants a room whose header lacks an include, and fails unless all_verify_interface_header_sets names that header, and
# takes its twin: lacking_include.sh CXX
#
# The rooms are made by cmake/Room.cmake, so that what is shown holds for ours.
set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
planted=$(mktemp -d)
trap 'rm -rf "$planted"' EXIT
mkdir "$planted"/{whole,lacking}
cat >"$planted/CMakeLists.txt" <<EOF
cmake_minimum_required(VERSION 3.25)
project(planted LANGUAGES CXX C)
list(APPEND CMAKE_MODULE_PATH "$root/cmake")
include(Build)
include(Room)
add_subdirectory(whole)
add_subdirectory(lacking)
EOF
for room in whole lacking; do
  echo "add_room($room HEADERS $room.hpp)" >"$planted/$room/CMakeLists.txt"
  # The room's own source hides what the header lacks: the library builds either way.
  printf '#include <string>\n#include "%s/%s.hpp"\nstd::string %s() { return {}; }\n' $room $room $room >"$planted/$room/$room.cpp"
done
printf '#pragma once\n#include <string>\nstd::string whole();\n' >"$planted/whole/whole.hpp"
printf '#pragma once\nstd::string lacking();\n' >"$planted/lacking/lacking.hpp"

build() { cmake --build "$planted/build" --target "$1"; }
cmake -S "$planted" -B "$planted/build" -G Ninja -DCMAKE_CXX_COMPILER="$1" -DSALUS_TESTS=OFF >"$planted/log" 2>&1 &&
  build whole >>"$planted/log" 2>&1 && build lacking >>"$planted/log" 2>&1 &&
  build whole_verify_interface_header_sets >>"$planted/log" 2>&1 ||
  { cat "$planted/log"; echo "the planted rooms don't build"; exit 1; }
if found=$(build all_verify_interface_header_sets 2>&1); then echo "passed a header that lacks an include"; exit 1; fi
grep -q 'lacking/lacking.hpp:2:.*error' <<<"$found" || { echo "$found"; echo "didn't name lacking.hpp"; exit 1; }
