// SPDX-License-Identifier: Apache-2.0
// GET /audit: newest first, page by page.
import { useInfiniteQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Query } from '../../wire/schema.ts';

export type Filter = Omit<NonNullable<Query<'/audit', 'get'>>, 'page'>;

export function useAudit(filter: Filter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => request('get', '/audit', { query: { ...filter, ...(pageParam === null ? {} : { page: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });
}
