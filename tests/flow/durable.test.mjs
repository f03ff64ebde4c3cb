// SPDX-License-Identifier: Apache-2.0
// While the journal can't be synced, not one byte of a record leaves. The sync is held from outside, by a preloaded shim.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { Clinic, pause, unusedId } from './clinic.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'salus-shim-'));
const flag = path.join(folder, 'hold');
const shim = path.join(folder, 'block-fdatasync.so');
const clinic = new Clinic({ env: { LD_PRELOAD: shim, SALUS_TEST_HOLD: flag } });
const patience = 2_000;
let patient;
let doctor;

const hold = () => fs.writeFileSync(flag, '');
const release = () => fs.rmSync(flag, { force: true });
const held = () => fs.existsSync(`${flag}.held`);

before(async () => {
  const source = path.join(path.dirname(fileURLToPath(import.meta.url)), 'block-fdatasync.c');
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-o', shim, source, '-ldl']);
  await clinic.start();
  doctor = await clinic.tokenOf(clinic.person('clinician'));
  const name = (await clinic.get('/api/v1/patients', doctor)).json.patients[0].name;
  patient = (await clinic.findPatients(name.split(' ').at(-1))).find((one) => one.name[0].text === name).id;
});
after(async () => {
  release();
  await clinic.remove();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A connection of its own, so that each byte that arrives is an answer to the one request. */
function open() {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host: '127.0.0.1', port: clinic.port, servername: 'localhost', ca: clinic.ca });
    socket.once('error', reject);
    socket.once('secureConnect', async () => {
      await pause(200); // the tickets of TLS 1.3 follow the handshake
      resolve(socket);
    });
  });
}

function ask(socket, method, target, body = '') {
  const answer = { text: '', before: socket.bytesRead };
  socket.on('data', (chunk) => (answer.text += chunk));
  socket.write(
    `${method} ${target} HTTP/1.1\r\nHost: localhost:${clinic.port}\r\nAuthorization: Bearer ${doctor}\r\n` +
      (body ? `Content-Type: application/fhir+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` : '') +
      `\r\n${body}`,
  );
  return answer;
}

async function until(holds, most = 10_000) {
  for (const end = Date.now() + most; Date.now() < end && !holds(); ) await pause(20);
  assert.ok(holds());
}

const heldBack = [
  { what: 'a record', method: 'GET', target: () => `/fhir/Patient/${patient}`, status: 200 },
  { what: 'a search', method: 'GET', target: () => `/fhir/Observation?patient=${patient}`, status: 200 },
  { what: 'a page of the portal', method: 'GET', target: () => '/api/v1/patients', status: 200 },
  { what: 'a denial', method: 'GET', target: () => `/fhir/Patient/${unusedId()}`, status: 404 },
  {
    what: 'the receipt of a write',
    method: 'POST',
    target: () => '/fhir/Observation',
    body: () =>
      JSON.stringify({ resourceType: 'Observation', status: 'final', code: { text: 'weight' }, subject: { reference: `Patient/${patient}` } }),
    status: 201,
  },
];

for (const { what, method, target, body, status } of heldBack) {
  test(`not one byte of ${what} leaves before its entry is durable`, async () => {
    fs.rmSync(`${flag}.held`, { force: true });
    const socket = await open();
    hold();
    const answer = ask(socket, method, target(), body?.());
    await until(held);
    await pause(patience);
    assert.equal(answer.text, '');
    assert.equal(socket.bytesRead, answer.before, 'nothing came over the wire either');
    assert.equal((await clinic.get('/healthz')).status, 200, 'what shows no record is served meanwhile');
    release();
    await until(() => answer.text.includes('\r\n\r\n'));
    assert.match(answer.text, new RegExp(`^HTTP/1\\.1 ${status} `));
    socket.destroy();
  });
}

test('killed while an answer is held back: it never leaves, and whoever had signed in still is', async () => {
  fs.rmSync(`${flag}.held`, { force: true });
  const socket = await open();
  socket.on('error', () => {});
  hold();
  const answer = ask(socket, 'GET', `/fhir/Patient/${patient}`);
  await until(held);
  const alive = clinic.survive();
  await new Promise((resolve) => { socket.once('close', resolve); });
  release();
  await alive;
  assert.equal(answer.text, '');
  assert.equal(socket.bytesRead, answer.before);
});

test('without the hold the same request is answered well within that time', async () => {
  const socket = await open();
  const answer = ask(socket, 'GET', `/fhir/Patient/${patient}`);
  await until(() => answer.text.includes('"resourceType":"Patient"'), patience);
  assert.ok(socket.bytesRead > answer.before);
  socket.destroy();
});
