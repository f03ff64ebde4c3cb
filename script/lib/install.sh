# SPDX-License-Identifier: Apache-2.0
# Installs what a Debian machine lacks: `need_packages NAME …`. Sourced by the scripts beside this folder.

# What the program needs to be built, what only its tests need, and what benchmarks compare it with and load it by.
build_packages=(
  g++ cmake ninja-build ccache git pkg-config ca-certificates
  libboost1.83-dev libssl-dev libsqlcipher-dev libsqlcipher1 libtomlplusplus-dev libsimdjson-dev libfmt-dev
  libcli11-dev libargon2-dev libp11-kit-dev softhsm2 tzdata
)
test_packages=(
  libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev sqlcipher xz-utils
  clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev
  chromium libnss3-tools openssl
)
bench_packages=(libbenchmark-dev nginx nghttp2-client)

# Bookworm's own SQLCipher 3.4 writes another format than the 4.6 of its backports, so the name alone isn't enough.
installed() {
  local status
  status=$(dpkg-query -W -f='${db:Status-Status} ${Version}' "$1" 2>/dev/null) || return 1
  case "$1:$status" in
    *sqlcipher*:'installed '*) dpkg --compare-versions "${status#installed }" ge 4.6 ;;
    *:'installed '*) ;;
    *) return 1 ;;
  esac
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else return 127
  fi
}

# Boost 1.83 and SQLCipher 4.6 come from backports on Debian 12; Debian 13 has them.
add_backports() {
  . /etc/os-release
  [ "${VERSION_CODENAME:-}" = bookworm ] || return 0
  grep -qx bookworm-backports <<<"$(apt-get indextargets --format '$(RELEASE)')" && return 0
  local mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)' | awk '/\/debian\/?$/ { print; exit }')
  [ -n "$mirror" ] || { echo "No Debian archive is configured; add bookworm-backports to apt's sources." >&2; return 1; }
  printf 'Types: deb\nURIs: %s\nSuites: bookworm-backports\nComponents: main\nSigned-By: %s\n' \
    "$mirror" /usr/share/keyrings/debian-archive-keyring.gpg |
    as_root tee /etc/apt/sources.list.d/bookworm-backports.sources >/dev/null
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"
}

# Returns 1 when something is still missing afterwards; what failed has said so.
need_packages() {
  local missing=() name
  for name in "$@"; do installed "$name" || missing+=("$name"); done
  # Any Node.js that runs npm will do to fetch the web tools, which bring a Node.js of their own.
  command -v npm >/dev/null 2>&1 || missing+=(nodejs npm)
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Installing: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
    echo "These packages are missing, and there is neither root nor sudo to install them. Ask your administrator for:" >&2
    echo "  apt-get install ${missing[*]}" >&2
    return 1
  fi
  add_backports || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q || return 1
  local backports=() plain=()
  . /etc/os-release
  for name in "${missing[@]}"; do
    case "${VERSION_CODENAME:-}:$name" in
      bookworm:libboost1.83-dev | bookworm:*sqlcipher*) backports+=("$name") ;;
      *) plain+=("$name") ;;
    esac
  done
  [ ${#plain[@]} -eq 0 ] || apt_install "${plain[@]}" || return 1
  [ ${#backports[@]} -eq 0 ] || apt_install -t bookworm-backports "${backports[@]}"
}
