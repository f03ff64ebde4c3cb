// SPDX-License-Identifier: Apache-2.0
// GET /today: the clinician's day, kept fresh in the background.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';

export function useToday() {
  return useQuery({
    queryKey: ['today'],
    queryFn: ({ signal }) => request('get', '/today', { signal, background: true }),
    refetchInterval: 10_000,
  });
}
