// SPDX-License-Identifier: Apache-2.0
// Reads the blocks of a LevelDB table, which browsers keep their storage in, packed with Snappy.

/** https://github.com/google/snappy/blob/main/format_description.txt */
export function unsnap(packed) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = packed[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const out = Buffer.alloc(varint());
  let size = 0;
  while (at < packed.length) {
    const tag = packed[at++];
    if ((tag & 3) === 0) {
      let length = tag >> 2;
      if (length >= 60) {
        const extra = length - 59;
        length = packed.readUIntLE(at, extra);
        at += extra;
      }
      packed.copy(out, size, at, at + length + 1);
      at += length + 1;
      size += length + 1;
      continue;
    }
    const width = [0, 1, 2, 4][tag & 3];
    const length = width === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const offset = width === 1 ? ((tag >> 5) << 8) + packed[at] : packed.readUIntLE(at, width);
    at += width;
    for (let i = 0; i < length; ++i, ++size) out[size] = out[size - offset];
  }
  return out;
}

const magic = Buffer.from('57fb808b247547db', 'hex');

/** https://github.com/google/leveldb/blob/main/doc/table_format.md: every data block, unpacked. Throws on what is no table. */
export function valuesOf(table) {
  if (!table.subarray(-8).equals(magic)) throw new Error('not a LevelDB table');
  const varint = (bytes, cursor) => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[cursor.at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const handle = (bytes, cursor) => ({ offset: varint(bytes, cursor), size: varint(bytes, cursor) });
  const block = ({ offset, size }) => {
    const bytes = table.subarray(offset, offset + size);
    return table[offset + size] === 1 ? unsnap(bytes) : bytes;
  };
  const footer = table.subarray(-48);
  const cursor = { at: 0 };
  handle(footer, cursor); // of the index of filters
  const index = block(handle(footer, cursor));
  const end = index.length - 4 - 4 * index.readUInt32LE(index.length - 4); // behind it the restarts
  const blocks = [];
  for (const entry = { at: 0 }; entry.at < end;) {
    varint(index, entry); // shared with the key before
    const [key, value] = [varint(index, entry), varint(index, entry)];
    blocks.push(block(handle(index, { at: entry.at + key })));
    entry.at += key + value;
  }
  return blocks;
}
