// SPDX-License-Identifier: Apache-2.0
// Hostile input gets a precise 4xx or a closed connection, costs no memory, and leaves only public words in the log.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { Clinic, filesOf, pause, unusedId } from './clinic.mjs';

const clinic = new Clinic();
const mebibyte = 1024 * 1024;
let patient;
let doctor;

before(async () => {
  await clinic.start();
  patient = await clinic.tokenOf(clinic.person('patient'));
  doctor = await clinic.tokenOf(clinic.person('clinician'));
});
after(() => clinic.remove());

function residentBytes() {
  const status = fs.readFileSync(`/proc/${clinic.process.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) * 1024;
}

/** A TLS connection to write anything on. */
function connect(options = {}) {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host: '127.0.0.1', port: clinic.port, servername: 'localhost', ca: clinic.ca, ...options }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** What comes back until the server closes; `ms` when it closed, undefined when it didn't within `most`. */
function untilClosed(socket, most) {
  return new Promise((resolve) => {
    const began = Date.now();
    let text = '';
    const timer = setTimeout(() => finish(undefined), most);
    const finish = (ms) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, ms });
    };
    socket.on('data', (chunk) => (text += chunk));
    socket.on('error', () => {});
    socket.once('close', () => finish(Date.now() - began));
  });
}

const deep = (levels) => '['.repeat(levels) + ']'.repeat(levels);
const bytes = (text) => Buffer.from(text, 'latin1');
const bodies = [
  { what: 'a value that ends too early', body: '{"resourceType":', status: 400 },
  { what: 'nothing at all', body: '', status: 400 },
  { what: 'a comment', body: '{/* */"resourceType":"Condition"}', status: 400 },
  { what: 'text after the value', body: '{"resourceType":"Condition"} x', status: 400 },
  { what: 'a name twice', body: '{"resourceType":"Condition","resourceType":"Condition"}', status: 400 },
  { what: 'a name twice, once escaped', body: '{"resourceType":"Condition","\\u0072esourceType":"Condition"}', status: 400 },
  { what: 'a number for a reference', body: '{"resourceType":"Condition","subject":7}', status: 422 },
  { what: 'an array for a resource', body: '[]', status: [400, 422] },
  { what: 'another kind than the address says', body: '{"resourceType":"Patient"}', status: [400, 422] },
  { what: 'an unknown element', body: '{"resourceType":"Condition","bogus":true}', status: [400, 422] },
  { what: '100,000 open brackets', body: '['.repeat(100_000), status: [400, 413] },
  { what: '50,000 levels', body: `{"resourceType":"Condition","code":${deep(50_000)}}`, status: [400, 413] },
  { what: 'bytes that are no UTF-8', body: bytes('{"resourceType":"Condition","id":"\xff\xfe"}'), status: 400 },
  { what: 'an overlong NUL', body: bytes('{"resourceType":"Condition","id":"\xc0\x80"}'), status: 400 },
  { what: 'half a surrogate pair', body: '{"resourceType":"Condition","id":"\\ud800"}', status: 400 },
  { what: 'a NUL in a string', body: bytes('{"resourceType":"Condition","id":"\0"}'), status: 400 },
];

test('malformed bodies of resources are refused precisely', async () => {
  for (const { what, body, status } of bodies) {
    const answer = await clinic.post('/fhir/Condition', doctor, body);
    assert.ok([status].flat().includes(answer.status), `${what}: ${answer.status} ${answer.text}`);
    assert.equal(answer.json?.resourceType, 'OperationOutcome', what);
    assert.match(answer.headers['content-type'], /^application\/fhir\+json/, what);
  }
});

test('malformed bodies of our own interface are refused precisely', async () => {
  const own = bodies.filter(({ status }) => status !== 422);
  for (const { what, body } of [
    ...own,
    { what: 'wrong types', body: '{"email":7,"password":[]}' },
    { what: 'an unknown member', body: '{"email":"a@b.example","password":"x","more":1}' },
    { what: 'a member twice', body: '{"email":"a@b.example","email":"a@b.example","password":"x"}' },
  ]) {
    const answer = await clinic.post('/api/v1/session', undefined, body);
    assert.ok([400, 413, 422].includes(answer.status), `${what}: ${answer.status} ${answer.text}`);
    assert.match(answer.headers['content-type'], /^application\/problem\+json/, what);
    assert.equal(answer.json.status, answer.status, what);
  }
});

test('unknown routes, methods and parameters are refused', async () => {
  const known = (await clinic.findPatients('Delgado'))[0].id;
  for (const [method, target, status] of [
    ['GET', '/api/v1/nothing', 404],
    ['GET', '/api/v2/session', 404],
    ['GET', '/fhir', [404, 405]],
    ['GET', '/fhir/Patient/', [400, 404]],
    ['GET', '/fhir/Patient/a/b/c', 404],
    ['GET', '/fhir/Nothing', 404],
    ['GET', '/fhir/Patient/..%2f..%2fetc%2fpasswd', [400, 404]],
    ['DELETE', '/api/v1/today', 405],
    ['PATCH', `/fhir/Patient/${known}`, [400, 405, 501]],
    ['GET', `/fhir/Observation?patient=${known}&bogus=1`, 400],
    ['GET', `/fhir/Observation?patient=${known}&code:bogus=1`, 400],
    ['GET', `/fhir/Patient/${known}?bogus=1`, 400],
    ['GET', `/fhir/Patient/${known}/_history?bogus=1`, 400],
    ['GET', '/api/v1/today?bogus=1', 400],
    ['GET', '/api/v1/patients?bogus=1', 400],
    ['GET', '/api/v1/slots?bogus=1', 400],
  ]) {
    const answer = await clinic.request(method, target, { token: doctor });
    assert.ok([status].flat().includes(answer.status), `${method} ${target}: ${answer.status} ${answer.text.slice(0, 200)}`);
  }
});

test('headers and targets too large are refused', async () => {
  const large = await clinic.get('/api/v1/today', doctor, { headers: { 'X-Long': 'a'.repeat(20_000) } });
  assert.equal(large.status, 431);
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`X-${i}`, '1']));
  assert.equal((await clinic.get('/api/v1/today', doctor, { headers: many })).status, 431);
  assert.equal((await clinic.get(`/api/v1/today?${'a'.repeat(8_000)}`, doctor)).status, 414);
});

test('killed in the middle and started again: whoever had signed in still is', () => clinic.survive());

test('a body of 100 MB is refused before it is read', async () => {
  const socket = await connect();
  const closed = untilClosed(socket, 10_000);
  socket.write(
    `POST /fhir/Condition HTTP/1.1\r\nHost: localhost:${clinic.port}\r\nAuthorization: Bearer ${doctor}\r\n` +
      `Content-Type: application/fhir+json\r\nContent-Length: ${100 * mebibyte}\r\n\r\n`,
  );
  assert.match((await closed).text, /^HTTP\/1\.1 413 /);
});

test('a body of 100 MB in chunks is cut off', async () => {
  const before = residentBytes();
  const socket = await connect();
  const closed = untilClosed(socket, 30_000);
  socket.write(
    `POST /fhir/Condition HTTP/1.1\r\nHost: localhost:${clinic.port}\r\nAuthorization: Bearer ${doctor}\r\n` +
      'Content-Type: application/fhir+json\r\nTransfer-Encoding: chunked\r\n\r\n',
  );
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 0x20), Buffer.from('\r\n')]);
  let sent = 0;
  while (!socket.destroyed && !socket.closed && sent < 100 * mebibyte) {
    if (!socket.write(chunk)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed]);
    sent += 65_536;
  }
  const { text, ms } = await closed;
  assert.ok(ms !== undefined, 'the connection is closed');
  if (text !== '') assert.match(text, /^HTTP\/1\.1 413 /);
  assert.ok(sent < 100 * mebibyte, `cut after ${sent} bytes`);
  assert.ok(residentBytes() < before + 64 * mebibyte);
});

test('one who sends a header byte by byte is cut off', async () => {
  const socket = await connect();
  const closed = untilClosed(socket, 20_000);
  socket.write('GET /healthz HTTP/1.1\r\n');
  const drip = setInterval(() => socket.writable && socket.write('X'), 500);
  const { text, ms } = await closed;
  clearInterval(drip);
  assert.ok(ms !== undefined && ms < 15_000, `closed after ${ms} ms`);
  if (text !== '') assert.match(text, /^HTTP\/1\.1 408 /);
});

test('2,000 idle connections give their memory back', async () => {
  await clinic.get('/healthz');
  const before = residentBytes();
  const sockets = [];
  // Two peers, since one alone may not hold so many.
  for (let i = 0; i < 2_000; i += 50) {
    const some = Array.from({ length: 50 }, (_, k) => connect({ localAddress: k % 2 ? '127.0.0.2' : '127.0.0.3' }));
    sockets.push(...(await Promise.all(some)));
  }
  for (const socket of sockets) socket.on('error', () => {});
  assert.equal(sockets.length, 2_000);
  assert.equal((await clinic.get('/healthz')).status, 200, 'others are served meanwhile');
  for (const socket of sockets) socket.destroy();
  let grown;
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(500)) {
    grown = residentBytes() - before;
    if (grown < 64 * mebibyte) break;
  }
  assert.ok(grown < 64 * mebibyte, `${Math.round(grown / mebibyte)} MiB more than before`);
});

test('the program still serves, and its log holds public words only', async () => {
  assert.equal((await clinic.get('/api/v1/appointments', patient)).status, 200);
  await clinic.get(`/fhir/Patient/${unusedId()}?secret=mallory@evil.example`, doctor);
  await clinic.stop();
  const names = /^(time|level|event|code|context|port|errno|count|entry|segment|finding|bytes|ms)$/;
  const files = filesOf(path.join(clinic.home, 'log'));
  assert.ok(files.length > 0);
  let lines = 0;
  for (const line of files.flatMap((file) => fs.readFileSync(file, 'utf8').split('\n')).filter(Boolean)) {
    ++lines;
    for (const [name, value] of Object.entries(JSON.parse(line))) {
      assert.match(name, names, line);
      if (name === 'time') assert.match(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      else if (typeof value === 'string') {
        assert.match(value, /^[\w .,:;'()-]{1,120}$/, line);
        assert.doesNotMatch(value, /[a-z2-7]{26}|[\w-]{43}|\d{4}-\d\d-\d\d/, line);
      } else assert.equal(typeof value, 'number', line);
    }
    for (const person of clinic.demo.accounts) {
      assert.ok(!line.includes(person.email) && !line.includes(person.name), line);
    }
  }
  assert.ok(lines >= 2, 'ready and stopped at least');
});
