// SPDX-License-Identifier: Apache-2.0
// The form's bounds are the schema's; commas and dots both read.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { blank, measures, names, read } from './measures.ts';

it('has the bounds of the schema', () => {
  const schema = JSON.parse(readFileSync(new URL('../../../../src/api/openapi.json', import.meta.url), 'utf8')) as {
    components: { schemas: { Vitals: { properties: Record<string, { minimum: number; maximum: number }> } } };
  };
  const { properties } = schema.components.schemas.Vitals;
  expect(Object.keys(properties).sort()).toEqual([...names].sort());
  for (const name of names) expect([measures[name].min, measures[name].max]).toEqual([properties[name]?.minimum, properties[name]?.maximum]);
});

it.each([
  [{ temperature: '36,8' }, { temperature: 36.8 }, {}],
  [{ temperature: '36.8', pulse: ' 72 ' }, { temperature: 36.8, pulse: 72 }, {}],
  [{ systolic: '500' }, {}, { systolic: 'range' }],
  [{ pulse: 'fast' }, {}, { pulse: 'range' }],
  [{ systolic: '80', diastolic: '90' }, { systolic: 80, diastolic: 90 }, { systolic: 'both' }],
  [{}, {}, {}],
])('reads %o', (typed, vitals, wrong) => {
  expect(read({ ...blank, ...typed })).toEqual({ vitals, wrong });
});
