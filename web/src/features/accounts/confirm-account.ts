// SPDX-License-Identifier: Apache-2.0
// POST /accounts/{handle}/confirmation: a privacy officer's word for the account that they saw.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import { accountsKey, type AccountEntry } from './list-accounts.ts';

export function useConfirmAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ handle, version }: AccountEntry) => request('post', '/accounts/{handle}/confirmation', { handle, body: { version } }),
    onSettled: () => client.invalidateQueries({ queryKey: accountsKey }),
  });
}
