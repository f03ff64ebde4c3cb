// SPDX-License-Identifier: Apache-2.0
// Letters with their case and accents taken off, for searching by text: Latin, Greek, Cyrillic; marks vanish.
const special = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i', ŋ: 'n', ŧ: 't', ς: 'σ',
};
const ranges = [[0x41, 0x5a], [0xc0, 0x24f], [0x300, 0x36f], [0x370, 0x3ff], [0x400, 0x52f], [0x1e00, 0x1fff]];

export function foldTable() {
  const pairs = [];
  for (const [from, to] of ranges) {
    for (let point = from; point <= to; ++point) {
      const character = String.fromCodePoint(point);
      const plain = character.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
        .normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
      const folded = [...plain].map((letter) => special[letter] ?? letter).join('');
      if (folded !== character && !/\s/.test(folded)) pairs.push([point, folded]);
    }
  }
  return pairs;
}
