// SPDX-License-Identifier: Apache-2.0
// POST /messages: to the other party of a conversation.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';
import { messagesKey } from './list-messages.ts';

export function useSendMessage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (message: Wire<'NewMessage'>) => request('post', '/messages', { body: message }),
    onSettled: () => client.invalidateQueries({ queryKey: messagesKey }),
  });
}
