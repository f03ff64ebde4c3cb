// SPDX-License-Identifier: Apache-2.0
// GET /today: the clinician's day, kept fresh.
import { useKeptFresh } from '../../shared/calls/use-kept-fresh.ts';
import { request } from '../../wire/request.ts';

export function useToday() {
  return useKeptFresh({ page: 'today', everySeconds: 10, queryKey: ['today'], read: (call) => request('get', '/today', call) });
}
