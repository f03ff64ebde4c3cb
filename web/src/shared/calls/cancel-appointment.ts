// SPDX-License-Identifier: Apache-2.0
// POST /appointments/{handle}/cancel: frees the time for somebody else.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Handle } from '../../wire/schema.ts';
import { appointmentsKey } from './list-appointments.ts';

export function useCancelAppointment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (handle: Handle) => request('post', '/appointments/{handle}/cancel', { handle }),
    onSettled: () => client.invalidateQueries({ queryKey: appointmentsKey }),
  });
}
