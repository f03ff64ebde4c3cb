// SPDX-License-Identifier: Apache-2.0
// GET /accesses: who opened the patient's own record, newest first, page by page.
import { useInfiniteQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export type Accesses = Wire<'Accesses'>;
export type Access = Wire<'Access'>;

export function useAccesses() {
  return useInfiniteQuery({
    queryKey: ['accesses'],
    queryFn: ({ pageParam, signal }) => request('get', '/accesses', { query: pageParam === null ? {} : { page: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}
