#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs a web tool on the Node 22 that npm brought along: Debian 12 ships 18, today's tools need more.
here=$(cd "$(dirname "$0")" && pwd)
for arch in x64 arm64; do
  node="$here/node_modules/node-linux-$arch/bin/node"
  if [ -x "$node" ] && "$node" -v >/dev/null 2>&1; then
    PATH="$here/node_modules/node-linux-$arch/bin:$here/node_modules/.bin:$PATH"
    break
  fi
done
export PATH
cd "$here" && exec "$@"
