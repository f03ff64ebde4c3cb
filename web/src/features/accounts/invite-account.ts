// SPDX-License-Identifier: Apache-2.0
// POST /accounts/{handle}/invitation: credentials anew, for whoever lost theirs.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Handle } from '../../wire/schema.ts';
import { accountsKey } from './list-accounts.ts';

export function useInviteAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (handle: Handle) => request('post', '/accounts/{handle}/invitation', { handle }),
    onSettled: () => client.invalidateQueries({ queryKey: accountsKey }),
    gcTime: 0,
  });
}
