// SPDX-License-Identifier: Apache-2.0
// GET /accesses: who opened the patient's own record.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export type Accesses = Wire<'Accesses'>;
export type Access = Wire<'Access'>;

export function useAccesses() {
  return useQuery({ queryKey: ['accesses'], queryFn: ({ signal }) => request('get', '/accesses', { signal }) });
}
