// SPDX-License-Identifier: Apache-2.0
// GET /vault: the patient's own record.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';

export function useVault() {
  return useQuery({ queryKey: ['vault'], queryFn: ({ signal }) => request('get', '/vault', { signal }) });
}
