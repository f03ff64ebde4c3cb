// SPDX-License-Identifier: Apache-2.0
// The drawing shows every system and hop of policy/dataflow.toml, and no box or label lies over another.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readTables } from '../../../tests/mock/toml.mjs';
import { layOut } from './layout.ts';
import type { DataMap } from './read-map.ts';

const tables = readTables(readFileSync(new URL('../../../../policy/dataflow.toml', import.meta.url), 'utf8')) as unknown as { system: DataMap['systems']; hop: DataMap['hops'] };
const map: DataMap = { policy_hash: '', systems: tables.system, hops: tables.hop };

interface Area { name: string; x: number; y: number; width: number; height: number }
const apart = (a: Area, b: Area) => a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

it('draws all of it, nothing over anything', () => {
  const { boxes, bundles } = layOut(map);
  expect(boxes.map(({ id }) => id).sort()).toEqual(map.systems.map(({ id }) => id).sort());
  expect(bundles.flatMap(({ hops }) => hops.map(({ hop }) => hop.id)).sort()).toEqual(map.hops.map(({ id }) => id).sort());
  const labels = bundles.map(({ key, label, hops }) => {
    const width = Math.max(...hops.map(({ hop, number }) => `${number} ${hop.id}`.length)) * 7.8 + 16;
    return { name: key, x: label.x - width / 2, y: label.y - hops.length * 12, width, height: hops.length * 24 - 2 };
  });
  const areas: Area[] = [...boxes.map(({ id, ...box }) => ({ name: id, ...box })), ...labels];
  const over = areas.flatMap((a, index) => areas.slice(index + 1).filter((b) => !apart(a, b)).map((b) => `${a.name} and ${b.name}`));
  expect(over).toEqual([]);
});

it('gives a system that it doesn’t know a place of its own', () => {
  const more = { ...map, systems: [...map.systems, { id: 'new', label: 'New', presence: 'built' as const, note: '' }] };
  expect(layOut(more).boxes.at(-1)).toMatchObject({ id: 'new', y: 1070 });
});
