// SPDX-License-Identifier: Apache-2.0
// Counts for operators: on loopback, on a port of their own, without a word about anybody.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic, folders, freePort, run } from './clinic.mjs';

const clinic = new Clinic();
before(() => clinic.start());
after(() => clinic.remove());

const address = () => /^Metrics: (http:\/\/127\.0\.0\.1:\d+\/metrics)$/m.exec(clinic.output)[1];

/** Adds up a series over all its labels. */
const sum = (text, name) => {
  const rows = text.split('\n').filter((line) => line.startsWith(name + '{') || line.startsWith(name + ' '));
  assert.notEqual(rows.length, 0, `no series ${name}`);
  return rows.reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
};

test('each request is counted, and nobody is named', async () => {
  const before = await (await fetch(address())).text();
  const token = await clinic.signIn(clinic.person('nurse'));
  for (let i = 0; i < 5; ++i) assert.equal((await clinic.get('/api/v1/patients', token)).status, 200);
  const reply = await fetch(address());
  assert.equal(reply.status, 200);
  assert.match(reply.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
  const now = await reply.text();
  const grown = sum(now, 'http_answers_total') - sum(before, 'http_answers_total');
  assert.ok(grown >= 7, `${grown} counted; two to sign in and five reads were sent`);
  // Every sample is a name, labels from our own source, and a number.
  for (const line of now.trimEnd().split('\n')) assert.match(line, /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"@]*"(,[a-z_]+="[^"@]*")*\})? -?[\d.e+]+)$/);
  for (const { name, email } of clinic.demo.accounts) for (const word of [...name.split(' ').filter((part) => part.length > 3), email]) assert.ok(!now.includes(word), word);
});

test('only counts, only to be read, and not where patients are', async () => {
  assert.equal((await fetch(new URL('/healthz', address()))).status, 404);
  assert.equal((await fetch(address(), { method: 'POST' })).status, 405);
  assert.doesNotMatch((await clinic.get('/metrics')).text, /http_answers/);
});

test('it is there again after kill -9', async () => {
  await clinic.kill();
  await clinic.start();
  assert.equal((await fetch(address())).status, 200);
});

test('a port that was asked for and is taken is an error', async () => {
  const taken = new URL(address()).port;
  const other = new Clinic();
  const refused = await run(['demo', '--home', other.home, ...folders, '--port', String(await freePort()), '--metrics-port', taken]);
  assert.equal(refused.code, 1);
  assert.match(refused.output, /metrics.*\(conflict\)/);
  await other.remove();
});
