// SPDX-License-Identifier: Apache-2.0
// The order of a clinician's day: who is in the call, who waits longest, who comes next. Pure.
import type { Appointment } from '../../shared/calls/list-appointments.ts';

const rank: Record<Appointment['state'], number> = { in_call: 0, waiting: 1, booked: 2, done: 3, cancelled: 4 };

export function queue(appointments: Appointment[]): Appointment[] {
  const since = (one: Appointment) => (one.state === 'waiting' ? (one.waiting_since ?? one.start) : one.start);
  return [...appointments].sort((a, b) => rank[a.state] - rank[b.state] || since(a).localeCompare(since(b)));
}

export function minutesWaiting(appointment: Appointment, now: Date): number {
  return appointment.waiting_since === undefined ? 0
    : Math.max(0, Math.floor((now.getTime() - new Date(appointment.waiting_since).getTime()) / 60_000));
}

/** The next one who has not arrived yet. */
export function nextBooked(appointments: Appointment[], now: Date): Appointment | undefined {
  return appointments
    .filter(({ state, end }) => state === 'booked' && new Date(end).getTime() > now.getTime())
    .sort((a, b) => a.start.localeCompare(b.start))[0];
}
