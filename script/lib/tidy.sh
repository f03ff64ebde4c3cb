# SPDX-License-Identifier: Apache-2.0
# Runs clang-tidy over sources: `prepare_tidy`, `changed_sources`, `all_sources`, `tidy` (names on standard input).

# g++ writes commands that clang can't read (precompiled headers, its own warnings), so a preset of its own does; it
# builds nothing but the header that comes from policy/ and the one that tests start with.
prepare_tidy() {
  cmake --preset tidy &&
    cmake --build build/tidy --target rooms/policy/policy/hops.hpp CMakeFiles/salus_gtest.dir/cmake_pch.hxx.pch
}

# What is planted for a test to find, no target builds.
all_sources() { git ls-files 'src/*.cpp' 'tests/*.cpp' ':!*/tests/compile/*' ':!tests/symbols/*' ':!tests/headers/*'; }

# Since the branch left main; on main itself, in the last 20 commits. What isn't committed yet counts too.
changed_since() {
  local main
  main=$(git merge-base HEAD origin/main 2>/dev/null) && [ "$main" != "$(git rev-parse HEAD)" ] && echo "$main" && return
  git rev-list --max-count=21 HEAD | tail -n 1
}

# A header is read through one source that includes it: its own, or else the first that names it. (`sed` reads to the
# end; `head` would end `git grep` by SIGPIPE, which pipefail takes for a failure of the whole list.)
changed_sources() {
  local header
  { git diff --name-only --diff-filter=d "$(changed_since)"; git ls-files --others --exclude-standard; } |
    awk '/^(src|tests)\/.*[.][ch]pp$/ && !/\/tests\/compile\/|^tests\/(symbols|headers)\//' | while read -r file; do
      case $file in
        *.cpp) echo "$file" ;;
        *) header=$(basename "$file")
           if [ -f "${file%.hpp}.cpp" ]; then echo "${file%.hpp}.cpp"
           else git grep -lE "#include [\"<]([a-z_/]*/)?$header[\">]" -- 'src/*.cpp' ':!*/tests/compile/*' | sed -n 1p
           fi ;;
      esac
    done | sort -u
}

# Fails on any finding, and when it was given sources that the build doesn't know. No source is no failure.
tidy() {
  local sources
  mapfile -t sources
  echo "clang-tidy over ${#sources[@]} sources"
  [ ${#sources[@]} -eq 0 ] && return 0
  # In spite of --quiet it tells how many warnings of others' headers it kept to itself.
  (set -o pipefail
   printf '%s\0' "${sources[@]}" | xargs -0 -n 1 -P 2 clang-tidy-19 -p build/tidy --quiet 2>&1 |
     sed -E '/^[0-9]+ warnings? generated[.]$/d')
}
tidy_changed() { changed_sources | tidy; }
tidy_all() { all_sources | tidy; }
