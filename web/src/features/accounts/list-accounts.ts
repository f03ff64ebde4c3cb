// SPDX-License-Identifier: Apache-2.0
// GET /accounts: the clinic's accounts.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export type AccountEntry = Wire<'AccountEntry'>;
export const accountsKey = ['accounts'] as const;

export function useAccounts() {
  return useQuery({ queryKey: accountsKey, queryFn: async ({ signal }) => (await request('get', '/accounts', { signal })).accounts });
}
