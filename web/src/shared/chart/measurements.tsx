// SPDX-License-Identifier: Apache-2.0
// Measurements with their course.
import type { Chart } from '../calls/read-chart.ts';
import { useFormats } from '../i18n/format.ts';
import { Trend } from '../ui/trend.tsx';
import { Part } from './parts.tsx';
import { useChartTexts } from './texts.ts';

type Observation = Chart['observations'][number];

/** Where the newest value stands against the usual range. */
export function standing({ value, low, high }: Pick<Observation, 'value' | 'low' | 'high'>): 'above' | 'below' | null {
  if (value === undefined) return null;
  if (high !== undefined && value > high) return 'above';
  if (low !== undefined && value < low) return 'below';
  return null;
}

export function Measurements({ observations, hidden }: Pick<Chart, 'observations' | 'hidden'>) {
  const t = useChartTexts();
  const { date, number } = useFormats();
  return (
    <Part part="observations" hidden={hidden} items={observations} first={8}>
      {(observation) => {
        const { label, value, text, unit = '', at, low, high, series } = observation;
        const off = standing(observation);
        const ends = { first: number(series[0]?.value ?? 0), last: number(series.at(-1)?.value ?? 0) };
        return (
          <div className="measure">
            <strong>{label}</strong>
            <div className="value"><span className="figure">{value === undefined ? text : number(value)}</span> <span className="quiet">{unit}</span></div>
            <p className="quiet">
              {date(at)}{low !== undefined && high !== undefined && ` · ${t('usual', { low: number(low), high: number(high) })}`}
              {off && <span className="danger"> · {t(off)}</span>}
            </p>
            <Trend series={series} low={low} high={high} label={t('trend_label', { label, ...ends, count: series.length })} />
          </div>
        );
      }}
    </Part>
  );
}
