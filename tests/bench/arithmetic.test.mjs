// SPDX-License-Identifier: Apache-2.0
// What benchmarks say rests on this arithmetic, and on refusing runs that don't count.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coresOf, ticksOf } from './cpu.mjs';
import { jsonLine, median, pairedRatios, percentile, short, spread, table } from './figures.mjs';
import { checked } from './load.mjs';
import { figureOf, resultsOf } from './rooms.mjs';

test('medians and percentiles are those of the sorted values', () => {
  assert.equal(median([5, 1, 9]), 5);
  assert.equal(median([10, 2, 4, 100]), 7);
  assert.throws(() => median([]));
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  assert.equal(percentile(hundred, 50), 50);
  assert.equal(percentile(hundred, 99), 99);
  assert.equal(percentile(hundred, 100), 100);
  assert.equal(percentile([7], 99), 7);
  assert.throws(() => percentile([], 50));
  assert.deepEqual(spread([3, 1, 2]), { median: 2, least: 1, most: 3 });
});

test('ratios are taken run by run', () => {
  assert.deepEqual(pairedRatios([10, 20], [20, 10]), [0.5, 2]);
  assert.throws(() => pairedRatios([1], [1, 2]));
});

test('a result is one object with the five keys, and never something that is no figure', () => {
  assert.deepEqual(JSON.parse(jsonLine({ bench: 'read', value: 2, unit: 'ms', ratio: 0.5, ratioTo: 'nginx' })), {
    bench: 'read',
    value: 2,
    unit: 'ms',
    ratio: 0.5,
    ratio_to: 'nginx',
  });
  assert.deepEqual(Object.keys(JSON.parse(jsonLine({ bench: 'a', value: 1, unit: 's' }))), ['bench', 'value', 'unit', 'ratio', 'ratio_to']);
  assert.throws(() => jsonLine({ bench: 'read', value: NaN, unit: 'ms' }));
});

test('a table lines its columns up', () => {
  assert.equal(short(0.12345), '0.123');
  assert.equal(short(12345.6), '12,346');
  assert.equal(table([['what', 'n'], ['a', '10'], ['bc', '5']]), 'what   n\n----  --\na     10\nbc     5');
});

test('ticks are those of user and kernel mode, whatever the name of the process', () => {
  assert.equal(ticksOf('42 (a b) (c) S 1 42 42 0 -1 4194560 100 0 0 0 70 30 5 6 20 0 1 0 100'), 100);
  assert.deepEqual(coresOf('0-2,5'), [0, 1, 2, 5]);
  assert.deepEqual(coresOf('3'), [3]);
});

const report = ({ succeeded = 2, failed = 0, data = 4096, protocol = 'TLSv1.3' } = {}) => `
TLS Protocol: ${protocol}
Cipher: TLS_AES_256_GCM_SHA384

finished in 500.00ms, 4.00 req/s, 8.00KB/s
requests: 2 total, 2 started, 2 done, ${succeeded} succeeded, ${failed} failed, 0 errored, 0 timeout
status codes: ${succeeded} 2xx, 0 3xx, ${failed} 4xx, 0 5xx
traffic: 4.90KB (5000) total, 800B (800) headers (space savings 0.00%), ${data / 1024}KB (${data}) data
`;
const wanted = { requests: 2, bodySize: 2048 };
const good = '1700000000000000\t200\t1500\n1700000000000100\t200\t2500\n';

test('a run counts when every request was answered with 200, the bytes expected, over TLS 1.3', () => {
  assert.deepEqual(checked(report(), good, wanted), { cipher: 'TLS_AES_256_GCM_SHA384', seconds: 0.5, milliseconds: [1.5, 2.5] });
});

const faults = [
  { what: 'a failed request', output: report({ succeeded: 1, failed: 1 }) },
  { what: 'a short body', output: report({ data: 4095 }) },
  { what: 'an older TLS', output: report({ protocol: 'TLSv1.2' }) },
  { what: 'no report at all', output: '' },
  { what: 'another success than 200', log: good.replace('200', '204') },
  { what: 'a refusal', log: good.replace('200', '503') },
  { what: 'a request missing from the log', log: good.split('\n')[0] },
];
for (const { what, output = report(), log = good } of faults) {
  test(`a run with ${what} doesn't count`, () => {
    assert.throws(() => checked(output, log, wanted), /doesn't count/);
  });
}

test("a room's benchmarks give rates, nanoseconds and ratios above 1 where we are faster", () => {
  const run = (name, more) => ({ name, run_type: 'iteration', real_time: 2, cpu_time: 1, time_unit: 'us', ...more });
  assert.deepEqual(figureOf(run('plain')), { value: 1000, unit: 'ns' });
  assert.deepEqual(figureOf(run('clock/real_time')), { value: 2000, unit: 'ns' });
  assert.deepEqual(figureOf(run('rate', { items_per_second: 7 })), { value: 7, unit: 'items/s' });
  assert.deepEqual(figureOf(run('core', { requests_per_server_cpu_second: 9 })), { value: 9, unit: 'requests/CPU-s' });
  const store = { benchmarks: [run('point_get', { cpu_time: 4 }), run('point_get_sqlite'), run('commit/32/process_time/real_time')] };
  assert.deepEqual(resultsOf('store', store), [
    { bench: 'store/point_get', value: 4000, unit: 'ns', ratio: 0.25, ratioTo: 'point_get_sqlite' },
    { bench: 'store/point_get_sqlite', value: 1000, unit: 'ns' },
    { bench: 'store/commit/32', value: 2000, unit: 'ns' },
  ]);
  assert.throws(() => resultsOf('store', { benchmarks: [run('bad', { error_occurred: true, error_message: 'no' })] }), /bad/);
  assert.throws(() => resultsOf('store', { benchmarks: [] }), /no benchmark/);
});
