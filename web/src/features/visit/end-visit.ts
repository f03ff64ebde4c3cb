// SPDX-License-Identifier: Apache-2.0
// POST /visits/{handle}/end: the call is over for both; the note stays open until it is signed.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { visitKey } from '../../shared/calls/read-visit.ts';
import { request } from '../../wire/request.ts';
import type { Handle } from '../../wire/schema.ts';

export function useEndVisit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (handle: Handle) => request('post', '/visits/{handle}/end', { handle }),
    onSuccess: (visit, handle) => { client.setQueryData(visitKey(handle), visit); },
  });
}
