// SPDX-License-Identifier: Apache-2.0
// GET /clinicians: whom one can see.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';

export function useClinicians(enabled = true) {
  return useQuery({
    queryKey: ['clinicians'],
    queryFn: ({ signal }) => request('get', '/clinicians', { signal }),
    enabled,
  });
}
