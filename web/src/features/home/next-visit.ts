// SPDX-License-Identifier: Apache-2.0
// Which visits lie ahead, and which of them can be joined. Pure.
import type { Appointment } from '../../shared/calls/list-appointments.ts';

const hour = 3_600_000;

/** Still to come or going on, the earliest first. */
export function ahead(appointments: Appointment[], now: Date): Appointment[] {
  return appointments
    .filter(({ state, end }) => state === 'in_call' || state === 'waiting' || (state === 'booked' && new Date(end).getTime() > now.getTime() - hour))
    .sort((a, b) => a.start.localeCompare(b.start));
}

/** From a day before its start. */
export function joinable(appointment: Appointment, now: Date): boolean {
  return appointment.visit !== null && new Date(appointment.start).getTime() - now.getTime() < 24 * hour;
}
