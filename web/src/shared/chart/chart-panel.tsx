// SPDX-License-Identifier: Apache-2.0
// A patient's chart by handle, with all its states: what the chart page and the visit room both show.
import type { Handle } from '../../wire/schema.ts';
import { useChart } from '../calls/read-chart.ts';
import { QueryView } from '../ui/query-view.tsx';
import { ChartView } from './chart-view.tsx';

export function ChartPanel({ patient }: { patient: Handle }) {
  const chart = useChart(patient);
  return <QueryView query={chart} rows={5}>{(data) => <ChartView chart={data} />}</QueryView>;
}
