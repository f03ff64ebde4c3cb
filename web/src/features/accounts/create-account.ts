// SPDX-License-Identifier: Apache-2.0
// POST /accounts: an invitation comes with the answer, this once.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';
import { accountsKey } from './list-accounts.ts';

export function useCreateAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (account: Wire<'NewAccount'>) => request('post', '/accounts', { body: account }),
    onSuccess: () => client.invalidateQueries({ queryKey: accountsKey }),
    gcTime: 0,
  });
}
