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
          <Conditions conditions={chart.conditions} />
          <Medications medications={chart.medications} />
          <Allergies allergies={chart.allergies} />
        </div>
        <div className="stack wide">
          <Notes notes={chart.notes} />
          <Measurements observations={chart.observations} />
          <Documents documents={chart.documents} />
          <Visits appointments={chart.appointments} />
        </div>
      </div>
    </div>
  );
}
