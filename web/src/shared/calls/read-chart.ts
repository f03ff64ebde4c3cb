// SPDX-License-Identifier: Apache-2.0
// GET /patients/{handle}/chart: an active patient's chart.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Handle, Wire } from '../../wire/schema.ts';

export type Chart = Wire<'Chart'>;
export const chartKey = (patient: Handle) => ['chart', patient] as const;

export function useChart(patient: Handle) {
  return useQuery({
    queryKey: chartKey(patient),
    queryFn: ({ signal }) => request('get', '/patients/{handle}/chart', { handle: patient, signal }),
  });
}
