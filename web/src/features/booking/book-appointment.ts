// SPDX-License-Identifier: Apache-2.0
// POST /appointments: takes a free time.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { appointmentsKey } from '../../shared/calls/list-appointments.ts';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export function useBookAppointment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Wire<'NewAppointment'>) => request('post', '/appointments', { body: wanted }),
    onSettled: () => Promise.all([
      client.invalidateQueries({ queryKey: appointmentsKey }),
      client.invalidateQueries({ queryKey: ['slots'] }),
    ]),
  });
}
