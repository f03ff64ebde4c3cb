// SPDX-License-Identifier: Apache-2.0
// A small line of one measurement over time; the numbers beside it say the same in words.
import './trend.css';

export interface TrendPoint { at: string; value: number }

/** Maps a series to polyline points inside width × height. Pure, so that a test can hold it. */
export function polyline(series: TrendPoint[], width: number, height: number, low?: number, high?: number): string {
  const values = series.map((point) => point.value);
  const least = Math.min(...values, low ?? Infinity);
  const most = Math.max(...values, high ?? -Infinity);
  const span = most - least || 1;
  const first = new Date(series[0]?.at ?? 0).getTime();
  const time = (new Date(series.at(-1)?.at ?? 0).getTime() - first) || 1;
  return series
    .map(({ at, value }) => {
      const x = ((new Date(at).getTime() - first) / time) * width;
      const y = height - ((value - least) / span) * height;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}

export function Trend({ series, low, high, label }:
  { series: TrendPoint[]; low?: number | undefined; high?: number | undefined; label: string }) {
  if (series.length < 2) return null;
  const [width, height] = [120, 32];
  const points = polyline(series, width, height, low, high);
  const [x, y] = (points.split(' ').at(-1) ?? '0,0').split(',').map(Number);
  return (
    <svg className="trend" viewBox={`-4 -4 ${width + 8} ${height + 8}`} width={width} height={height + 8} role="img" aria-label={label}>
      <polyline points={points} />
      <circle cx={x} cy={y} r={3.5} />
    </svg>
  );
}
