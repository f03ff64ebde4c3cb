// SPDX-License-Identifier: Apache-2.0
// GET /keys: everything about the keys but the keys.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';

export function useKeys() {
  return useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => request('get', '/keys', { signal }) });
}
