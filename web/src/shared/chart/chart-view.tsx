// SPDX-License-Identifier: Apache-2.0
// A whole chart below its banner: for its page, for the patient's own vault, and beside a video call.
import type { Chart } from '../calls/read-chart.ts';
import { Banner } from './banner.tsx';
import { Measurements } from './measurements.tsx';
import { Allergies, Conditions, Documents, Medications, Notes, Visits } from './parts.tsx';
import './chart.css';

/** `mine`: the reader is the patient. */
export function ChartView({ chart, mine = false }: { chart: Chart; mine?: boolean }) {
  return (
    <div className="stack wide">
      <Banner chart={chart} mine={mine} />
      <div className="chart-columns">
        <div className="stack wide">
          <Conditions conditions={chart.conditions} hidden={chart.hidden} />
          <Medications medications={chart.medications} hidden={chart.hidden} />
          <Allergies allergies={chart.allergies} hidden={chart.hidden} />
        </div>
        <div className="stack wide">
          <Notes notes={chart.notes} hidden={chart.hidden} />
          <Measurements observations={chart.observations} hidden={chart.hidden} />
          <Documents documents={chart.documents} hidden={chart.hidden} />
          <Visits appointments={chart.appointments} hidden={chart.hidden} />
        </div>
      </div>
    </div>
  );
}
