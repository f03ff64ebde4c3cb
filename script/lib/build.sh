# SPDX-License-Identifier: Apache-2.0
# Configures and builds: `build_preset NAME [TARGET…]`, `verify_headers NAME` and `build_web`.

build_preset() {
  local preset=$1
  shift
  cmake --preset "$preset" && cmake --build "build/$preset" ${*:+--target "$@"}
}

# Each public header, compiled alone.
verify_headers() { build_preset "$1" all_verify_interface_header_sets; }

# The web tools run on the Node.js that comes as a package, whatever the machine has.
install_web() (
  cd web || exit 1
  cmp -s package-lock.json node_modules/.installed-lock ||
    { npm ci --no-audit --no-fund && cp package-lock.json node_modules/.installed-lock; }
)
build_web() { install_web && (cd web && npm run build); }

# Thread sanitizer only builds the programs that have threads for their subject.
build_concurrent() {
  cmake --preset tsan && cmake --build build/tsan --target concurrent_tests
}

# The Node.js that comes as a package runs our own scripts too.
web_node() { echo web/node_modules/node-linux-*/bin/node; }
run_node() { "$(web_node)" --test --test-concurrency=1 "$@"; }
run_web() (cd web && npm run --silent "$@")
