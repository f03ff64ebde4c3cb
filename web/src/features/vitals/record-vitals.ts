// SPDX-License-Identifier: Apache-2.0
// POST /patients/{handle}/vitals: each number becomes an observation.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { chartKey } from '../../shared/calls/read-chart.ts';
import { request } from '../../wire/request.ts';
import type { Handle, Wire } from '../../wire/schema.ts';

export function useRecordVitals(patient: Handle) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (vitals: Wire<'Vitals'>) => request('post', '/patients/{handle}/vitals', { handle: patient, body: vitals }),
    onSuccess: () => client.invalidateQueries({ queryKey: chartKey(patient) }),
  });
}
