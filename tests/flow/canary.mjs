// SPDX-License-Identifier: Apache-2.0
// Canaries: words that must never show in a file, the disguises in which they would, and the sweep that looks for them.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { filesOf } from './clinic.mjs';
import { valuesOf } from './leveldb.mjs';

/** The beginning of each canary of a test. */
export const newBird = () => `Zq${randomBytes(9).toString('hex')}ñ`;

/** The ways in which bytes show in a file. */
export function disguises(bytes) {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString('utf8');
  const forms = new Map([['raw', buffer]]);
  for (const lead of [0, 1, 2]) {
    const padded = Buffer.concat([Buffer.alloc(lead), buffer]);
    // Only the characters that no neighbour has a part in.
    const inner = padded.toString('base64').replace(/=+$/, '').slice(Math.ceil((lead * 4) / 3), Math.floor((padded.length * 4) / 3));
    forms.set(`base64 ${lead}`, Buffer.from(inner));
    forms.set(`base64url ${lead}`, Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_')));
  }
  forms.set('hex', Buffer.from(buffer.toString('hex')));
  forms.set('HEX', Buffer.from(buffer.toString('hex').toUpperCase()));
  if ([...text].every((c) => c <= 'ÿ')) forms.set('Latin-1', Buffer.from(text, 'latin1')); // as browsers keep short strings
  forms.set('UTF-16LE', Buffer.from(text, 'utf16le'));
  forms.set('UTF-16BE', Buffer.from(text, 'utf16le').swap16());
  const escaped = (some) => [...text].map((c) => (some(c) ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c)).join('');
  forms.set('JSON', Buffer.from(escaped((c) => c > '~')));
  forms.set('JSON, all escaped', Buffer.from(escaped(() => true)));
  forms.set('URL', Buffer.from(encodeURIComponent(text)));
  return forms;
}

/** 16 bytes of an id: what stands in a binary file. */
export function rawId(id) {
  let bits = '';
  for (const c of id) bits += 'abcdefghijklmnopqrstuvwxyz234567'.indexOf(c).toString(2).padStart(5, '0');
  return Buffer.from(bits.slice(0, 128).match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** What to look for: each word in each disguise, and ids in their bytes too. */
export function needlesOf({ words, ids = [] }) {
  const all = [];
  const add = (what, bytes) => {
    for (const [form, needle] of disguises(bytes)) all.push({ what: `${what} (${form})`, needle });
  };
  for (const [what, word] of words) add(what, word);
  for (const id of ids) {
    add('an id', id);
    all.push({ what: 'an id (its bytes)', needle: rawId(id) });
    all.push({ what: 'an id (its bytes in hex)', needle: Buffer.from(rawId(id).toString('hex')) });
  }
  return all;
}

const partial = { finishFlush: zlib.constants.Z_SYNC_FLUSH };

/** RFC 1952 by hand: what follows a stream, in a cache's file its own end mark, isn't an error here. */
function gunzip(bytes) {
  const flags = bytes[3];
  let at = 10;
  if (flags & 4) at += 2 + bytes.readUInt16LE(at);
  for (const named of [8, 16]) if (flags & named) at = bytes.indexOf(0, at) + 1;
  if (flags & 2) at += 2;
  return zlib.inflateRawSync(bytes.subarray(at), partial);
}

const packers = [
  { magic: Buffer.from([0x1f, 0x8b, 0x08]), unpack: gunzip },
  { magic: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), unpack: (bytes) => zlib.zstdDecompressSync(bytes, { finishFlush: zlib.constants.ZSTD_e_flush }) },
];

/** What lies packed in a file: streams of gzip and zstd wherever one begins, the blocks of a LevelDB table, and a whole of brotli. */
function unpacked(file, bytes) {
  const found = [];
  for (const { magic, unpack } of packers) {
    for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
      try {
        found.push(unpack(bytes.subarray(at)));
      } catch {
        // bytes that begin no stream
      }
    }
  }
  if (/\.(ldb|sst)$/.test(file)) found.push(...valuesOf(bytes));
  try {
    if (bytes.length < 1 << 20) found.push(zlib.brotliDecompressSync(bytes, { maxOutputLength: 1 << 24 }));
  } catch {
    // hardly any file is
  }
  return found;
}

/** Which needle shows in which file below a folder, by its name or in what it holds. `packed`: looks into packed data too. */
export function sweep(folder, needles, { except = [], packed = false } = {}) {
  const hits = [];
  for (const file of filesOf(folder)) {
    const name = path.relative(folder, file);
    if (except.includes(name)) continue;
    const bytes = fs.readFileSync(file);
    const contents = packed ? [bytes, ...unpacked(file, bytes)] : [bytes];
    for (const { what, needle } of needles) {
      if (contents.some((content) => content.includes(needle))) hits.push(`${name}: ${what}`);
      if (Buffer.from(name).includes(needle)) hits.push(`the name of ${name}: ${what}`);
    }
  }
  return hits;
}
