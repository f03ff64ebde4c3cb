# SPDX-License-Identifier: Apache-2.0
# Configures and builds: `build_preset NAME [TARGET…]`, `verify_headers NAME` and `build_web`.

build_preset() {
  local preset=$1
  shift
  cmake --preset "$preset" && cmake --build "build/$preset" ${*:+--target "$@"}
}

# Each public header, compiled alone.
verify_headers() { build_preset "$1" all_verify_interface_header_sets; }

# Debian 12's Node.js is older than native parts of the web tools ask for, and npm leaves those out without a word. There
# npm itself runs on the Node.js that comes as a package.
npm_for_web() {
  local arch version home
  if ! node -e 'process.exit(process.versions.node.split(".")[0] < 22 ? 1 : 0)'; then
    arch=$(node -p process.arch)
    version=$(node -p "require('./package-lock.json').packages['node_modules/node-linux-$arch'].version") || return 1
    home=$PWD/../build/node-$version
    [ -x "$home/node_modules/node-linux-$arch/bin/node" ] ||
      { mkdir -p "$home" && npm install --prefix "$home" --no-save --no-audit --no-fund "node-linux-$arch@$version"; } ||
      return 1
    PATH=$home/node_modules/node-linux-$arch/bin:$PATH
  fi
  npm "$@"
}

# The web tools run on the Node.js that comes as a package, whatever the machine has.
install_web() (
  cd web || exit 1
  cmp -s package-lock.json node_modules/.installed-lock ||
    { npm_for_web ci --no-audit --no-fund && cp package-lock.json node_modules/.installed-lock; }
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
