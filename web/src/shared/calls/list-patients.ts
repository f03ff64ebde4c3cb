// SPDX-License-Identifier: Apache-2.0
// GET /patients: demographics of those whom one's role may see.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export type Patient = Wire<'Patient'>;

/** `name` of fewer than three letters lists without a name. */
export function usePatients(name: string, enabled = true) {
  const wanted = name.trim().length >= 3 ? name.trim() : undefined;
  return useQuery({
    queryKey: ['patients', wanted ?? ''],
    queryFn: ({ signal }) => request('get', '/patients', { query: wanted ? { name: wanted } : {}, signal }),
    placeholderData: (before) => before,
    enabled,
  });
}
