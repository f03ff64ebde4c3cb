// SPDX-License-Identifier: Apache-2.0
// PATCH /accounts/{handle}: roles, on or off.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Handle, Wire } from '../../wire/schema.ts';
import { accountsKey } from './list-accounts.ts';

export function useChangeAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ handle, change }: { handle: Handle; change: Wire<'AccountChange'> }) => request('patch', '/accounts/{handle}', { handle, body: change }),
    onSettled: () => client.invalidateQueries({ queryKey: accountsKey }),
  });
}
