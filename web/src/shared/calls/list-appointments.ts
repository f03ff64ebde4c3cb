// SPDX-License-Identifier: Apache-2.0
// GET /appointments: one's own, or the clinic's for the front desk.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export type Appointment = Wire<'Appointment'>;
export const appointmentsKey = ['appointments'] as const;

/** `everySeconds` polls in the background, where somebody waits for a change. */
export function useAppointments(from: string, days: number, everySeconds?: number) {
  return useQuery({
    queryKey: [...appointmentsKey, from, days],
    queryFn: async ({ signal }) => (await request('get', '/appointments', { query: { from, days }, signal, background: everySeconds !== undefined })).appointments,
    ...(everySeconds ? { refetchInterval: everySeconds * 1000 } : {}),
  });
}
