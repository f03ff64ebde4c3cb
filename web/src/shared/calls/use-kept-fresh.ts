// SPDX-License-Identifier: Apache-2.0
// GET /changes: a page that is kept open asks whether it has become old, and is read again only then.
import { hashKey, useQuery, type QueryKey, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { request } from '../../wire/request.ts';
import type { Query } from '../../wire/schema.ts';

type LivePage = NonNullable<Query<'/changes', 'get'>>['page'];

interface Kept<T> {
  page: LivePage;
  everySeconds: number;
  queryKey: QueryKey;
  /** `background`: the page reads itself again; the first time it is the person who opens it. */
  read: (call: { signal: AbortSignal; background: boolean }) => Promise<T>;
}

/** What a view of a query needs. */
export type Fresh<T> = Pick<UseQueryResult<T>, 'data' | 'isError' | 'error'> & { refetch: () => unknown };

/** An answer carries the revision of the moment before it was read, so nothing written meanwhile goes unseen. */
export function useKeptFresh<T extends { revision: string }>({ page, everySeconds, queryKey, read }: Kept<T>): Fresh<T> {
  const opened = useRef('');
  const key = hashKey(queryKey);
  const shown = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const answer = await read({ signal, background: opened.current === key });
      opened.current = key;
      return answer;
    },
  });
  const changes = useQuery({
    queryKey: ['changes', page],
    queryFn: ({ signal }) => request('get', '/changes', { query: { page }, signal, background: true }),
    enabled: shown.data !== undefined,
    refetchInterval: everySeconds * 1000,
  });
  const { refetch } = shown;
  const old = changes.data !== undefined && shown.data !== undefined && changes.data.revision !== shown.data.revision
    && changes.dataUpdatedAt > shown.dataUpdatedAt;
  // each poll tries anew for as long as the page is old
  useEffect(() => { if (old) void refetch(); }, [old, changes.dataUpdatedAt, refetch]);
  return {
    data: shown.data, isError: shown.isError || changes.isError, error: shown.error ?? changes.error,
    refetch: () => { void changes.refetch(); return refetch(); },
  };
}
