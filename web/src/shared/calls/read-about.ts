// SPDX-License-Identifier: Apache-2.0
// GET /about: the version, and whether this is a demo.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';

export function useAbout() {
  return useQuery({ queryKey: ['about'], queryFn: ({ signal }) => request('get', '/about', { signal, background: true }), staleTime: Infinity });
}
