// SPDX-License-Identifier: Apache-2.0
// GET /patients/{handle}/accesses: who touched one patient, for the privacy officer, newest first, page by page.
import { useInfiniteQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Handle } from '../../wire/schema.ts';

export function usePatientAccesses(patient: Handle) {
  return useInfiniteQuery({
    queryKey: ['accesses', patient],
    queryFn: ({ pageParam, signal }) =>
      request('get', '/patients/{handle}/accesses', { handle: patient, query: pageParam === null ? {} : { page: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}
