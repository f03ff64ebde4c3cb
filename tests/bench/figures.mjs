// SPDX-License-Identifier: Apache-2.0
// The arithmetic of benchmarks: medians, percentiles, ratios, and how results are printed.

const ascending = (a, b) => a - b;

/** The middle value; of an even count, the mean of the two in the middle. */
export function median(values) {
  if (values.length === 0) throw new Error('the median of nothing');
  const sorted = [...values].sort(ascending);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The smallest value that at least `percent` of all don't exceed (nearest rank). Takes numbers or a typed array. */
export function percentile(values, percent) {
  if (values.length === 0) throw new Error('a percentile of nothing');
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

export function spread(values) {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/** Ratios of runs that were made side by side, so that what slowed the machine slowed both. */
export function pairedRatios(ours, theirs) {
  if (ours.length !== theirs.length) throw new Error('every run needs its counterpart');
  return ours.map((value, i) => value / theirs[i]);
}

/** Three significant digits, or the whole number where it has more. */
export function short(value) {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}

/** What `--json` prints for a result: these five keys, null where there is nothing to compare with. */
export function jsonLine({ bench, value, unit, ratio = null, ratioTo = null }) {
  if (!Number.isFinite(value)) throw new Error(`${bench}: not a figure`);
  return JSON.stringify({ bench, value, unit, ratio, ratio_to: ratioTo });
}

/** Rows of strings, the first of them the heading, as columns: names to the left, figures to the right. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ').trimEnd();
  return [line(rows[0]), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.slice(1).map(line)].join('\n');
}
