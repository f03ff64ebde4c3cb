// SPDX-License-Identifier: Apache-2.0
// POST /visits/{handle}/arrive: the patient enters the waiting room.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { visitKey } from '../../shared/calls/read-visit.ts';
import { request } from '../../wire/request.ts';
import type { Handle } from '../../wire/schema.ts';

export function useArrive() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (handle: Handle) => request('post', '/visits/{handle}/arrive', { handle }),
    onSuccess: (visit, handle) => { client.setQueryData(visitKey(handle), visit); },
  });
}
