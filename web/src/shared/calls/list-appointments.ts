// SPDX-License-Identifier: Apache-2.0
// GET /appointments: one's own, or the clinic's for the front desk, kept fresh.
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';
import { useKeptFresh } from './use-kept-fresh.ts';

export type Appointment = Wire<'Appointment'>;
export const appointmentsKey = ['appointments'] as const;

export function useAppointments(from: string, days: number) {
  return useKeptFresh({
    page: 'appointments', everySeconds: 20, queryKey: [...appointmentsKey, from, days],
    read: (call) => request('get', '/appointments', { query: { from, days }, ...call }),
  });
}
