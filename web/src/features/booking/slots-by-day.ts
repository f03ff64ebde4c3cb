// SPDX-License-Identifier: Apache-2.0
// Groups free times by the reader's local day. Pure.
import { dayOf } from '../../shared/i18n/format.ts';
import type { Slot } from './list-slots.ts';

export function slotsByDay(slots: Slot[]): { day: string; slots: Slot[] }[] {
  const days = new Map<string, Slot[]>();
  for (const slot of [...slots].sort((a, b) => a.start.localeCompare(b.start))) {
    const day = dayOf(new Date(slot.start));
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days].map(([day, of]) => ({ day, slots: of }));
}
