// SPDX-License-Identifier: Apache-2.0
// Every text in both languages: same keys, same placeholders, nothing empty, nothing left in English by oversight.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { i18n } from './i18n.ts';

const source = new URL('../../', import.meta.url).pathname;
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /(^|\/)texts\.ts$/.test(name));

/** Words that are the same in both, on purpose. */
const same = /^(?:[\d\W]*|Email|Dose|General|No\.|\{\{what\}\}|)$/;

for (const file of files) {
  it(`${file} speaks both languages`, async () => {
    await import(join(source, file));
    const subjects = /defineTexts\('([\w-]+)'/.exec(readFileSync(join(source, file), 'utf8'));
    const subject = subjects?.[1] ?? '';
    const en = i18n.getResourceBundle('en', subject) as Record<string, string>;
    const es = i18n.getResourceBundle('es', subject) as Record<string, string>;
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
    const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
    for (const [key, text] of Object.entries(en)) {
      expect(es[key]?.trim(), key).toBeTruthy();
      expect(holes(es[key] ?? ''), key).toEqual(holes(text));
      expect(`${text}${es[key]}`, `${key}: no exclamation`).not.toMatch(/[!¡]/);
      if (!same.test(text)) expect(es[key], `${key} is translated`).not.toBe(text);
    }
  });
}

it('finds the texts at all', () => { expect(files.length).toBeGreaterThan(20); });
