// SPDX-License-Identifier: Apache-2.0
// GET /messages: all of one's own conversations, oldest first, kept fresh.
import { useKeptFresh } from '../../shared/calls/use-kept-fresh.ts';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export type Message = Wire<'Message'>;
export const messagesKey = ['messages'] as const;

export function useMessages() {
  return useKeptFresh({ page: 'messages', everySeconds: 15, queryKey: messagesKey, read: (call) => request('get', '/messages', call) });
}
