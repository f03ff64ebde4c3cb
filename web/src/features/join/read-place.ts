// SPDX-License-Identifier: Apache-2.0
// GET /visits/{handle}/place: asked every few seconds while one waits. Once there is no place the visit is read anew.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { visitKey } from '../../shared/calls/read-visit.ts';
import { request } from '../../wire/request.ts';
import type { Handle } from '../../wire/schema.ts';

const everySeconds = 3;

/** The place from 1; `known` until the first answer. */
export function usePlace(visit: Handle, known: number): number {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['place', visit],
    queryFn: async ({ signal }) => {
      const { place } = await request('get', '/visits/{handle}/place', { handle: visit, signal, background: true });
      if (place === null) await client.invalidateQueries({ queryKey: visitKey(visit) });
      return place;
    },
    refetchInterval: everySeconds * 1000,
  });
  return data ?? known;
}
