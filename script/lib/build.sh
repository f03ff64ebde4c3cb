# SPDX-License-Identifier: Apache-2.0
# Configures and builds: `build_preset NAME [TARGET…]` and `build_web`.

build_preset() {
  local preset=$1
  shift
  cmake --preset "$preset" && cmake --build "build/$preset" ${*:+--target "$@"}
}

# The web tools run on the Node.js that comes as a package, whatever the machine has.
build_web() (
  cd web || exit 1
  if [ ! -d node_modules ] || ! cmp -s package-lock.json node_modules/.installed-lock; then
    npm ci --no-audit --no-fund && cp package-lock.json node_modules/.installed-lock
  fi && npm run build
)

# Thread sanitizer only builds the programs that have threads for their subject.
build_concurrent() {
  cmake --preset tsan && cmake --build build/tsan --target concurrent_tests
}

# The Node.js that comes as a package runs our own scripts too.
web_node() { echo web/node_modules/node-linux-*/bin/node; }
run_node() { "$(web_node)" --test --test-concurrency=1 "$@"; }
run_web() (cd web && npm run --silent "$@")
