// SPDX-License-Identifier: Apache-2.0
// POST /visits/{handle}/admit: the clinician opens the call.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Handle } from '../../wire/schema.ts';
import { visitKey } from './read-visit.ts';

export function useAdmitToVisit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (handle: Handle) => request('post', '/visits/{handle}/admit', { handle }),
    onSuccess: (visit, handle) => { client.setQueryData(visitKey(handle), visit); },
  });
}
