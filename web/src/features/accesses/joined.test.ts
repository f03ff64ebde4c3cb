// SPDX-License-Identifier: Apache-2.0
// What two pages say of one visit stands together.
import { expect, it } from 'vitest';
import { joined } from './joined.ts';
import type { Accesses } from './list-accesses.ts';

const visit = { start: '2026-05-03T10:00:00Z', clinician: 'Dr. A', state: 'done' };
const page = (groups: unknown[]) => ({ groups }) as unknown as Accesses;

it('keeps one group a visit, the newest entries first and what belongs to none last', () => {
  const groups = joined([
    page([{ visit, entries: [5, 4] }, { visit: null, entries: [6] }]),
    page([{ visit: { ...visit, clinician: 'Dr. B' }, entries: [2] }, { visit: { ...visit }, entries: [3] }, { visit: null, entries: [1] }]),
  ]);
  expect(groups.map((group) => [group.visit?.clinician, group.entries])).toEqual([['Dr. A', [5, 4, 3]], ['Dr. B', [2]], [undefined, [6, 1]]]);
});
