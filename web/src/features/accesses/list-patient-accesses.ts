// SPDX-License-Identifier: Apache-2.0
// GET /patients/{handle}/accesses: who touched one patient, for the privacy officer.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Handle } from '../../wire/schema.ts';

export function usePatientAccesses(patient: Handle) {
  return useQuery({
    queryKey: ['accesses', patient],
    queryFn: ({ signal }) => request('get', '/patients/{handle}/accesses', { handle: patient, signal }),
  });
}
