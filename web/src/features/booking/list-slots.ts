// SPDX-License-Identifier: Apache-2.0
// GET /slots: a clinician's free times in a week.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Handle, Wire } from '../../wire/schema.ts';

export type Slot = Wire<'Slot'>;

export function useSlots(clinician: Handle | null, patient: Handle | undefined, from: string, days: number) {
  return useQuery({
    queryKey: ['slots', clinician, patient, from, days],
    queryFn: ({ signal }) => request('get', '/slots', { query: { clinician: clinician ?? '', ...(patient === undefined ? {} : { patient }), from, days }, signal }),
    enabled: clinician !== null,
  });
}
