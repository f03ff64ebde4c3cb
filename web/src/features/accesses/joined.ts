// SPDX-License-Identifier: Apache-2.0
// Pages of accesses as one list: a visit whose entries go on in a later page stays one group. Pure.
import type { Wire } from '../../wire/schema.ts';
import type { Accesses } from './list-accesses.ts';

type Group = Wire<'AccessGroup'>;

export function joined(pages: Accesses[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { visit, entries } of pages.flatMap((page) => page.groups)) {
    const key = visit === null ? '' : `${visit.start}/${visit.clinician}`;
    const known = groups.get(key);
    groups.set(key, known ? { ...known, entries: [...known.entries, ...entries] } : { visit, entries });
  }
  // what belongs to no visit comes last, as on each page
  return [...groups.values()].sort((a, b) => Number(a.visit === null) - Number(b.visit === null));
}
