// SPDX-License-Identifier: Apache-2.0
// The layout of the table: sections of fixed-width rows behind a header. definitions.cpp has the same rows as structs.
const none = 0xffffffff;

class Rows {
  constructor(width) {
    this.width = width;  // in 32-bit words
    this.words = [];
  }
  get count() { return this.words.length / this.width; }
  add(...words) {
    if (words.length !== this.width) throw new Error('a row of another width');
    this.words.push(...words.map((word) => word >>> 0));
    return this.count - 1;
  }
}

export class Table {
  constructor() {
    this.text = [];
    this.size = 0;
    this.known = new Map();
    this.sections = {
      types: new Rows(12), elements: new Rows(6), codes: new Rows(2), bindings: new Rows(2), kinds: new Rows(1),
      targetSets: new Rows(2), parameters: new Rows(5), paths: new Rows(2), steps: new Rows(3), owners: new Rows(1),
      foldings: new Rows(2),
    };
    this.compartmentKind = none;
    this.sets = new Map();
  }

  /// A string is its offset and, in the low 8 bits, its length; equal strings have equal references.
  string(text) {
    if (!this.known.has(text)) {
      const bytes = Buffer.from(text, 'utf8');
      if (bytes.length > 255) throw new Error('a string longer than 255 bytes');
      this.known.set(text, this.size * 256 + bytes.length);
      this.text.push(bytes);
      this.size += bytes.length;
    }
    return this.known.get(text);
  }

  /// Codes sorted by code, then system, without repetition.
  binding(codes) {
    const { codes: rows, bindings } = this.sections;
    const sorted = codes.map(([code, system]) => [Buffer.from(code), Buffer.from(system)])
      .sort((a, b) => a[0].compare(b[0]) || a[1].compare(b[1]));
    const first = rows.count;
    let last = '';
    for (const [code, system] of sorted) {
      const key = `${code}|${system}`;
      if (key !== last) rows.add(this.string(code.toString()), this.string(system.toString()));
      last = key;
    }
    return bindings.add(first, rows.count - first);
  }

  targets(indices) {
    const key = indices.join(',');
    if (!this.sets.has(key)) {
      const first = this.sections.kinds.count;
      for (const index of indices) this.sections.kinds.add(index);
      this.sets.set(key, this.sections.targetSets.add(first, indices.length));
    }
    return this.sets.get(key);
  }

  type({ name, required, rows, resource, abstract, primitive, search, targets }) {
    const { types, elements, parameters, owners } = this.sections;
    const firstElement = elements.count;
    rows.sort((a, b) => (a.json < b.json ? -1 : 1));
    for (const row of rows) {
      const flags = row.list | row.modifier << 1 | row.summary << 2 | row.choice << 3 | row.mandatory << 4;
      elements.add(this.string(row.json), this.string(row.base), row.type, row.binding, row.targets,
                   row.slot | flags << 8);
    }
    const firstParameter = parameters.count;
    for (const p of search?.parameters ?? []) {
      const first = this.sections.paths.count;
      for (const path of p.paths) {
        const step = this.sections.steps.count;
        for (const [op, a, b] of path) {
          this.sections.steps.add(op, this.string(a), b === undefined ? none : this.string(b));
        }
        this.sections.paths.add(step, path.length);
      }
      parameters.add(this.string(p.name), first, p.paths.length, p.type | p.owner << 8, targets(p.targets));
    }
    const firstOwner = owners.count;
    for (const index of search?.owners ?? []) owners.add(firstParameter + index);
    types.add(Number(required & 0xffffffffn), Number(required >> 32n), this.string(name),
              firstElement, elements.count - firstElement, firstParameter, parameters.count - firstParameter,
              firstOwner, owners.count - firstOwner, resource | abstract << 1 | primitive << 2, 0, 0);
  }

  compartment(index) { this.compartmentKind = index; }

  folds(pairs) {
    for (const [point, text] of pairs) this.sections.foldings.add(point, this.string(text));
  }

  bytes() {
    const text = Buffer.concat([...this.text, Buffer.alloc((8 - (this.size % 8)) % 8)]);
    const sections = Object.values(this.sections);
    const header = 8 + 8 * (sections.length + 1);
    const words = [0x52494846, this.compartmentKind];  // "FHIR"
    let offset = header;
    for (const rows of sections) {
      words.push(offset, rows.count);
      offset += Math.ceil(rows.words.length / 2) * 8;
    }
    words.push(offset, this.size);
    for (const rows of sections) words.push(...rows.words, ...(rows.words.length % 2 ? [0] : []));
    const buffer = Buffer.alloc(words.length * 4);
    words.forEach((word, index) => buffer.writeUInt32LE(word, index * 4));
    return Buffer.concat([buffer, text]);
  }
}
