// SPDX-License-Identifier: Apache-2.0
// Runs benchmarks by name, and prints a table of each, or with --json one object a line: bench.mjs [--json] [NAME…]
import { jsonLine, table } from './figures.mjs';
import { read } from './read.mjs';
import { rooms, runRoom } from './rooms.mjs';

const benches = { read, ...Object.fromEntries(rooms.map((room) => [room, () => runRoom(room)])) };

const json = process.argv.includes('--json');
const names = process.argv.slice(2).filter((argument) => argument !== '--json');
for (const name of names) {
  if (!Object.hasOwn(benches, name)) throw new Error(`no benchmark ${name}; there are ${Object.keys(benches).join(', ')}`);
}
for (const name of names) {
  const { results, rows, notes } = await benches[name]();
  console.log(json ? results.map(jsonLine).join('\n') : `${[table(rows), ...notes].join('\n')}\n`);
}
