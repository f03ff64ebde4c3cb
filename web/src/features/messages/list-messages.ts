// SPDX-License-Identifier: Apache-2.0
// GET /messages: all of one's own conversations, oldest first.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export type Message = Wire<'Message'>;
export const messagesKey = ['messages'] as const;

export function useMessages() {
  return useQuery({
    queryKey: messagesKey,
    queryFn: async ({ signal }) => (await request('get', '/messages', { signal, background: true })).messages,
    refetchInterval: 15_000,
  });
}
