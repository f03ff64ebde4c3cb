// SPDX-License-Identifier: Apache-2.0
// Folds the entries of a visit into one line a person: who, and what they did to which kinds. Pure.
import type { Wire } from '../../wire/schema.ts';
import type { Access } from './list-accesses.ts';

export interface PersonLine {
  who: string;
  /** Nobody's: background work of the program. */
  role: Access['role'];
  mine: boolean;
  odd: boolean;
  /** In the order in which they first happened. */
  deeds: { verb: Access['verb']; kinds: Access['kinds'] }[];
}

export function byPerson(entries: Access[]): PersonLine[] {
  const lines = new Map<string, PersonLine>();
  for (const entry of [...entries].sort((a, b) => a.at.localeCompare(b.at))) {
    const key = entry.role === null ? '' : `${entry.who}/${entry.role}`;
    const line = lines.get(key) ?? { who: entry.who, role: entry.role, mine: entry.mine, odd: false, deeds: [] };
    lines.set(key, line);
    line.odd ||= entry.odd;
    const deed = line.deeds.find(({ verb }) => verb === entry.verb);
    if (deed) deed.kinds = [...new Set([...deed.kinds, ...entry.kinds])];
    else line.deeds.push({ verb: entry.verb, kinds: [...entry.kinds] });
  }
  // others before oneself: they are the answer to the page's question; the program's own work comes last
  const place = ({ mine, role }: PersonLine): number => (mine ? 1 : role === null ? 2 : 0);
  return [...lines.values()].sort((a, b) => place(a) - place(b));
}

export interface Summary { people: number; refused: number; odd: number }

export function summary(groups: Wire<'AccessGroup'>[]): Summary {
  const entries = groups.flatMap((group) => group.entries);
  return {
    people: new Set(entries.filter(({ mine, role, outcome }) => !mine && role !== null && outcome === 'granted').map(({ who }) => who)).size,
    refused: entries.filter(({ verb }) => verb === 'denied').length, // an event asks for nothing
    odd: entries.filter(({ odd }) => odd).length,
  };
}
