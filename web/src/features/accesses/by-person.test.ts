// SPDX-License-Identifier: Apache-2.0
// One line a person; the summary counts people, refusals and odd accesses.
import { expect, it } from 'vitest';
import { byPerson, summary } from './by-person.ts';
import type { Access } from './list-accesses.ts';

const access = (more: Partial<Access>): Access => ({
  at: '2026-05-03T10:00:00Z', who: 'Dr. A', role: 'clinician', mine: false, background: false, verb: 'opened', kinds: ['note'], count: 1, purpose: 'treatment', rule: 'r', relation: null,
  outcome: 'granted', hop: null, odd: false, ...more,
});
const entries = [
  access({ at: '2026-05-03T10:02:00Z', verb: 'wrote', kinds: ['note'] }), access({ kinds: ['note', 'medication'] }), access({ at: '2026-05-03T10:01:00Z', kinds: ['medication', 'allergy'] }),
  access({ who: 'Me', mine: true, role: 'patient', at: '2026-05-03T09:00:00Z' }), access({ who: 'Dr. B', outcome: 'denied', verb: 'denied', odd: true }),
  access({ who: 'visit', role: null, verb: 'wrote', kinds: ['schedule'], at: '2026-05-03T08:00:00Z' }),
];

it('folds entries into people, others before oneself, the program last, deeds in order', () => {
  expect(byPerson(entries)).toEqual([
    { who: 'Dr. A', role: 'clinician', mine: false, odd: false, deeds: [{ verb: 'opened', kinds: ['note', 'medication', 'allergy'] }, { verb: 'wrote', kinds: ['note'] }] },
    { who: 'Dr. B', role: 'clinician', mine: false, odd: true, deeds: [{ verb: 'denied', kinds: ['note'] }] },
    { who: 'Me', role: 'patient', mine: true, odd: false, deeds: [{ verb: 'opened', kinds: ['note'] }] },
    { who: 'visit', role: null, mine: false, odd: false, deeds: [{ verb: 'wrote', kinds: ['schedule'] }] },
  ]);
});

it('counts people who were let in, not who was refused, nor the program', () => {
  expect(summary([{ visit: null, entries }])).toEqual({ people: 1, refused: 1, odd: 1 });
});
