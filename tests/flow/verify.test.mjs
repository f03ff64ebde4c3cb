// SPDX-License-Identifier: Apache-2.0
// salus audit verify names the first bad or missing entry of a sink that somebody has changed.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Clinic, verify } from './clinic.mjs';

const clinic = new Clinic();
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'salus-sinks-'));
const older = path.join(work, 'older');
let copies = 0;
let entries;
let early;

const reads = async (most) => {
  const token = await clinic.tokenOf(clinic.person('clinician'));
  for (let i = 0; i < most; ++i) assert.equal((await clinic.get('/api/v1/patients', token)).status, 200);
};

before(async () => {
  await clinic.start();
  await reads(10);
  await clinic.stop();
  fs.cpSync(clinic.sink, older, { recursive: true });
  early = await verify(older);
  assert.equal(early.code, 0, early.output);
  await clinic.start();
  await reads(150);
  await clinic.survive();
  await reads(150); // beyond a full tile of 256
  await clinic.stop();
  const whole = await verify(clinic.sink);
  assert.equal(whole.code, 0, whole.output);
  entries = whole.entries;
  assert.ok(early.entries < entries);
});
after(async () => {
  await clinic.remove();
  fs.rmSync(work, { recursive: true, force: true });
});

/** A sink of one's own to spoil. */
function copy() {
  const sink = path.join(work, String(++copies));
  fs.cpSync(clinic.sink, sink, { recursive: true });
  return sink;
}

const bundleOf = (sink, n, width) =>
  path.join(sink, 'tile/entries', String(n).padStart(3, '0') + (width === 256 ? '' : `.p/${width}`));

/** The newest bundles, each as a list of entries (C2SP tlog-tiles: a length in two bytes before each). */
function readBundle(file) {
  const bytes = fs.readFileSync(file);
  const list = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt16BE(at);
    list.push(bytes.subarray(at, at + 2 + length));
    at += 2 + length;
  }
  return list;
}

function writeBundle(file, list) {
  fs.chmodSync(file, 0o600);
  fs.writeFileSync(file, Buffer.concat(list));
}

async function refused(sink, finding, ...more) {
  const result = await verify(sink, ...more);
  assert.equal(result.code, 1, result.output);
  assert.match(result.output, finding);
}

const last = () => ({ n: Math.floor((entries - 1) / 256), width: entries % 256 || 256 });

test('a flipped bit is found, wherever it is', async () => {
  const { n, width } = last();
  for (const [tile, size, position] of [[0, 256, 0], [0, 256, 100], [0, 256, 255], [n, width, width - 1]]) {
    const sink = copy();
    const file = bundleOf(sink, tile, size);
    const list = readBundle(file);
    assert.equal(list.length, size);
    list[position][list[position].length - 1] ^= 1;
    writeBundle(file, list);
    await refused(sink, new RegExp(`\\bentry ${tile * 256 + position}\\b`));
  }
});

test('a removed entry is missed', async () => {
  const sink = copy();
  const file = bundleOf(sink, 0, 256);
  const list = readBundle(file);
  list.splice(42, 1);
  writeBundle(file, list);
  await refused(sink, /\bentry 42\b/);
});

test('a removed bundle is missed', async () => {
  const sink = copy();
  fs.rmSync(bundleOf(sink, 0, 256));
  fs.rmSync(path.join(sink, 'tile/entries/000.p'), { recursive: true, force: true });
  await refused(sink, /\bentry 0\b/);
});

test('two swapped entries are noticed', async () => {
  const sink = copy();
  const file = bundleOf(sink, 0, 256);
  const list = readBundle(file);
  [list[20], list[21]] = [list[21], list[20]];
  writeBundle(file, list);
  await refused(sink, /\bentry 20\b/);
});

test('two entries swapped together with their hashes are noticed', async () => {
  const sink = copy();
  const file = bundleOf(sink, 0, 256);
  const list = readBundle(file);
  [list[20], list[21]] = [list[21], list[20]];
  writeBundle(file, list);
  const tile = path.join(sink, 'tile/0/000');
  const hashes = fs.readFileSync(tile);
  const first = Buffer.from(hashes.subarray(20 * 32, 21 * 32));
  hashes.copy(hashes, 20 * 32, 21 * 32, 22 * 32);
  first.copy(hashes, 21 * 32);
  fs.chmodSync(tile, 0o600);
  fs.writeFileSync(tile, hashes);
  // Between two signed roots nobody can tell which entry is false, so the stretch is named.
  const { code, output } = await verify(sink);
  assert.equal(code, 1, output);
  const [, from, to] = /^entries from (\d+) to (\d+) are not those that were signed$/m.exec(output) ?? assert.fail(output);
  assert.ok(Number(from) <= 20 && Number(to) >= 20, output);
});

test('a tail cut below the newest checkpoint is missed', async () => {
  const sink = copy();
  const { n, width } = last();
  const file = bundleOf(sink, n, width);
  writeBundle(file, readBundle(file).slice(0, -1));
  await refused(sink, new RegExp(`\\bentry ${entries - 1}\\b`));
});

test('an older checkpoint put in place of the newest is noticed while its history is there', async () => {
  const sink = copy();
  fs.copyFileSync(path.join(older, 'checkpoint'), path.join(sink, 'checkpoint'));
  await refused(sink, new RegExp(`\\bentry ${early.entries} is missing\\b`));
});

test('a cut back to an older checkpoint passes alone, and fails against a newer one', async () => {
  const whole = await verify(clinic.sink);
  assert.equal((await verify(older)).code, 0);
  await refused(older, new RegExp(`\\bentry ${early.entries} is missing\\b`), '--since', whole.since);
  const honest = await verify(clinic.sink, '--since', early.since);
  assert.equal(honest.code, 0, honest.output);
  const [size, root] = early.since.split(' ');
  const other = Buffer.from(root, 'base64');
  other[0] ^= 1;
  await refused(clinic.sink, /not those that were seen before/, '--since', `${size} ${other.toString('base64')}`);
});

test('a signature by another key is refused', async () => {
  const sink = copy();
  const file = path.join(sink, 'checkpoint');
  const note = fs.readFileSync(file, 'utf8');
  fs.chmodSync(file, 0o600);
  const at = note.trimEnd().length - 12;
  fs.writeFileSync(file, note.slice(0, at) + (note[at] === 'A' ? 'B' : 'A') + note.slice(at + 1));
  await refused(sink, /isn't signed by/);
});
