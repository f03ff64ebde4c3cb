// SPDX-License-Identifier: Apache-2.0
// Runs a room's own Google Benchmarks, and sets those beside each other that say the same of us and of something bare.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../flow/clinic.mjs';
import { short } from './figures.mjs';

export const rooms = ['crypto', 'http', 'store', 'audit', 'fhir'];

// What a benchmark without its arguments is compared with, in the same program and run.
const rivals = { point_get: 'point_get_sqlite', commit: 'commit_sqlite', append: 'bare_fdatasync' };

const family = (name) => name.split('/')[0];

/** One figure of a benchmark: a rate where it counts something, else nanoseconds (of the clock only where it asks for that). */
export function figureOf(run) {
  const counter = Object.keys(run).find((key) => key.endsWith('_per_server_cpu_second'));
  if (counter) return { value: run[counter], unit: `${counter.replace('_per_server_cpu_second', '')}/CPU-s` };
  if (run.items_per_second !== undefined) return { value: run.items_per_second, unit: 'items/s' };
  const nanoseconds = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 }[run.time_unit];
  return { value: (/\/real_time$/.test(run.name) ? run.real_time : run.cpu_time) * nanoseconds, unit: 'ns' };
}

/** Results of one program's JSON. A ratio above 1 means that we are faster than what stands in `ratioTo`. */
export function resultsOf(room, report) {
  const runs = report.benchmarks.filter((run) => run.run_type !== 'aggregate');
  const failed = runs.find((run) => run.error_occurred);
  if (failed) throw new Error(`${failed.name}: ${failed.error_message}`);
  if (runs.length === 0) throw new Error(`${room} has no benchmark`);
  return runs.map((run) => {
    const figure = figureOf(run);
    const rival = runs.find((other) => family(other.name) === rivals[family(run.name)]);
    const result = { bench: `${room}/${run.name.replace(/(\/process_time)?(\/real_time)?$/, '')}`, ...figure };
    if (!rival) return result;
    const theirs = figureOf(rival);
    const ratio = figure.unit === 'ns' ? theirs.value / figure.value : figure.value / theirs.value;
    return { ...result, ratio, ratioTo: family(rival.name) };
  });
}

export function runRoom(room) {
  const program = path.join(root, `build/bench/src/${room}/${room}_bench`);
  const output = execFileSync(program, ['--benchmark_format=json', '--benchmark_min_time=0.3'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 16 << 20,
  });
  const results = resultsOf(room, JSON.parse(output));
  const rows = [[room, 'figure', 'unit', 'ratio', 'to']];
  for (const { bench, value, unit, ratio, ratioTo } of results) {
    rows.push([bench, short(value), unit, ratio === undefined ? '' : short(ratio), ratioTo ?? '']);
  }
  const compares = results.some((result) => result.ratioTo);
  return { results, rows, notes: compares ? ['A ratio above 1: we are faster.'] : [] };
}
