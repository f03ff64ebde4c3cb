// SPDX-License-Identifier: Apache-2.0
// Reads as much TOML as policy/dataflow.toml uses: tables in arrays, strings, lists of strings. For the mock server only.

export function readTables(text) {
  const tables = {};
  let current = null;
  const flat = text.replace(/=\s*\[([^\]]*)\]/g, (_, inside) => `= [${inside.replace(/#[^\n]*/g, '').replace(/\s+/g, ' ')}]`);
  for (const raw of flat.split('\n')) {
    const head = /^\[\[(\w+)\]\]/.exec(raw);
    if (head) {
      current = {};
      (tables[head[1]] ??= []).push(current);
      continue;
    }
    const pair = /^(\w+)\s*=\s*(.*)$/.exec(raw);
    if (pair && current) current[pair[1]] = JSON.parse(pair[2].replace(/\s+#[^"]*$/, '').replace(/,\s*\]/, ']'));
  }
  return tables;
}
