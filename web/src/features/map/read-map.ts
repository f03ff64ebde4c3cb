// SPDX-License-Identifier: Apache-2.0
// GET /map: systems and hops with all their labels.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export type DataMap = Wire<'Map'>;
export type Hop = Wire<'Hop'>;

export function useMap() {
  return useQuery({ queryKey: ['map'], queryFn: ({ signal }) => request('get', '/map', { signal }) });
}
