// SPDX-License-Identifier: Apache-2.0
// GET /demo: the demo's people and live codes; answers on a demo home only.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';

export function useDemo() {
  return useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => request('get', '/demo', { signal, background: true }),
    refetchInterval: (query) => (query.state.data ? Math.max(1, query.state.data.seconds_left) * 1000 : 5000),
    retry: false,
  });
}
