// SPDX-License-Identifier: Apache-2.0
// `GET /fhir/Observation/{id}`, sealed and audited, per CPU-second of one core, beside nginx with the same bytes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Clinic, idOf, pause, program, root, verify } from '../flow/clinic.mjs';
import { cpuSeconds, pins } from './cpu.mjs';
import { median, pairedRatios, percentile, short, spread } from './figures.mjs';
import { load } from './load.mjs';
import { startNginx } from './nginx.mjs';

const bodySize = 2048;
const connections = 32; // each with one request in flight
const rounds = 7; // of both, one after the other
const roundCpuSeconds = 1; // of the server: as exact on a busy machine as on a quiet one, …
const longestRound = 5; // … unless it is so busy that this many seconds of the clock give less,
const leastCpuSeconds = 0.3; // though never so little that a clock tick of 10 ms weighs
const warmUp = 6400;
const mostPerConnection = 9_000; // the program closes a connection after 10,000

/** A blood pressure with a note so long that the answer has 2 KiB. Gives its address. */
async function makeObservation(clinic, doctor) {
  const name = (await clinic.get('/api/v1/patients', doctor)).json.patients[0].name;
  const patient = (await clinic.findPatients(name.split(' ').at(-1))).find((one) => one.name[0].text === name).id;
  const quantity = (value) => ({ value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' });
  const coded = (code, text) => ({ coding: [{ system: 'http://loinc.org', code }], text });
  const make = async (noteSize) => {
    const made = await clinic.post('/fhir/Observation', doctor, {
      resourceType: 'Observation',
      status: 'final',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }],
      code: coded('85354-9', 'Blood pressure'),
      subject: { reference: `Patient/${patient}` },
      effectiveDateTime: new Date().toISOString(),
      component: [
        { code: coded('8480-6', 'Systolic'), valueQuantity: quantity(121) },
        { code: coded('8462-4', 'Diastolic'), valueQuantity: quantity(79) },
      ],
      note: [{ text: 'At rest. '.repeat(Math.ceil(noteSize / 9)).slice(0, noteSize).replace(/ $/, '.') }],
    });
    assert.equal(made.status, 201, made.text);
    return `/fhir/Observation/${idOf(made)}`;
  };
  const size = async (target) => Buffer.byteLength((await clinic.get(target, doctor)).text);
  const noteSize = 9 + bodySize - (await size(await make(9)));
  const target = await make(noteSize);
  assert.equal(await size(target), bodySize);
  return target;
}

/** How many entries the audit log holds, as the privacy officer is told; asking makes entries too. */
async function entriesNow(clinic, officer) {
  const page = await clinic.get('/api/v1/audit?until=2000-01-01', officer);
  assert.equal(page.status, 200, page.text);
  return page.json.status.entries;
}

/** What the officer's look costs by itself, and what one read does, in entries. */
async function calibrate(clinic, officer, doctor, target) {
  await pause(3_000); // what closes the writes before is in the log
  const first = await entriesNow(clinic, officer);
  const look = (await entriesNow(clinic, officer)) - first;
  assert.equal((await clinic.get(target, doctor)).status, 200);
  const read = (await entriesNow(clinic, officer)) - first - 2 * look;
  assert.ok(look >= 1 && read >= 1, `a look makes ${look} entries, a read ${read}`);
  return { look, read };
}

/** One run: requests per CPU-second of the server, per second of the clock, and latency. */
async function measure(server, requests, folder, pin) {
  const before = cpuSeconds(server.pid);
  const run = await load({ url: server.url, headers: server.headers, requests, connections, bodySize, pin, folder });
  const cpu = cpuSeconds(server.pid) - before;
  const latency = Float64Array.from(run.milliseconds);
  return {
    cipher: run.cipher,
    perCpuSecond: requests / cpu,
    perSecond: requests / run.seconds,
    busy: cpu / run.seconds,
    p50: percentile(latency, 50),
    p99: percentile(latency, 99),
  };
}

function requestsFor(warm) {
  const most = Math.min(warm.perCpuSecond * roundCpuSeconds, warm.perSecond * longestRound);
  const each = Math.ceil(Math.max(most, warm.perCpuSecond * leastCpuSeconds) / connections);
  return connections * Math.min(mostPerConnection, each);
}

async function rival(clinic, doctor, target, folder, pin) {
  const answer = await clinic.get(target, doctor);
  const { connection, ...headers } = answer.headers;
  return startNginx({
    folder,
    target,
    body: Buffer.from(answer.text),
    headers,
    certificate: path.join(clinic.home, 'tls/server.pem'),
    key: path.join(clinic.home, 'tls/server.key'),
    ca: clinic.ca,
    pin,
  });
}

async function rounded(ours, theirs, folder, pin, checkEntries) {
  const warm = { ours: await measure(ours, warmUp, folder, pin), theirs: await measure(theirs, warmUp, folder, pin) };
  assert.equal(warm.ours.cipher, warm.theirs.cipher, 'both with the same suite');
  const counts = { ours: requestsFor(warm.ours), theirs: requestsFor(warm.theirs) };
  await checkEntries(warmUp);
  const runs = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; ++round) {
    runs.ours.push(await measure(ours, counts.ours, folder, pin));
    await checkEntries(counts.ours);
    runs.theirs.push(await measure(theirs, counts.theirs, folder, pin));
  }
  return { counts, runs, cipher: warm.ours.cipher };
}

function results({ runs }) {
  const column = (of, name) => runs[of].map((run) => run[name]);
  const compared = (bench, name, unit) => ({
    bench,
    value: median(column('ours', name)),
    unit,
    ratio: median(pairedRatios(column('ours', name), column('theirs', name))),
    ratioTo: 'nginx',
  });
  return [
    compared('read', 'perCpuSecond', 'requests/CPU-s'),
    compared('read/rate', 'perSecond', 'requests/s'),
    compared('read/p50', 'p50', 'ms'),
    compared('read/p99', 'p99', 'ms'),
  ];
}

function lines({ counts, runs, cipher }, entries, told) {
  const row = (name, of, what) => {
    const { median: middle, least, most } = spread(runs[of].map((run) => run[what]));
    return [name, short(middle), short(least), short(most)];
  };
  const ratios = spread(pairedRatios(runs.ours.map((run) => run.perCpuSecond), runs.theirs.map((run) => run.perCpuSecond)));
  return {
    rows: [
      ['read', 'median', 'least', 'most'],
      row('salus: requests per CPU-second', 'ours', 'perCpuSecond'),
      row('nginx: requests per CPU-second', 'theirs', 'perCpuSecond'),
      ['ratio to nginx', short(ratios.median), short(ratios.least), short(ratios.most)],
      row('salus: requests per second', 'ours', 'perSecond'),
      row('nginx: requests per second', 'theirs', 'perSecond'),
      row('salus: p50, ms', 'ours', 'p50'),
      row('nginx: p50, ms', 'theirs', 'p50'),
      row('salus: p99, ms', 'ours', 'p99'),
      row('nginx: p99, ms', 'theirs', 'p99'),
      row('salus: share of its core', 'ours', 'busy'),
      row('nginx: share of its core', 'theirs', 'busy'),
    ],
    notes: [
      `${connections} connections kept alive, one request in flight on each; ${bodySize} bytes; TLS 1.3, ${cipher}.`,
      `${rounds} rounds of both, one after the other: ${counts.ours} requests to salus, ${counts.theirs} to nginx; ${told}.`,
      'Every answer was 200 with the bytes expected. CPU is that of the server process with all its threads.',
      `${entries.reads} reads made ${entries.made} audit entries, ${entries.perRead} each; the log verifies.`,
    ],
  };
}

export async function read() {
  const folder = fs.mkdtempSync(path.join(root, 'build/bench-read-')); // on the disk of the build, never in memory
  const pin = pins();
  const clinic = new Clinic({ home: path.join(folder, 'home'), launcher: pin.server });
  let nginx;
  try {
    await clinic.start();
    const token = (role) =>
      execFileSync(program, ['token', '--home', clinic.home, '--account', clinic.person(role).email], { encoding: 'utf8' }).trim();
    const doctor = token('clinician');
    const officer = token('privacy_officer');
    const target = await makeObservation(clinic, doctor);
    nginx = await rival(clinic, doctor, target, path.join(folder, 'nginx'), pin.server);
    const ours = { pid: clinic.process.pid, url: `${clinic.base}${target}`, headers: { Authorization: `Bearer ${doctor}` } };

    const cost = await calibrate(clinic, officer, doctor, target);
    const entries = { perRead: cost.read, reads: 0, made: 0 };
    let before = await entriesNow(clinic, officer);
    const checkEntries = async (reads) => {
      const now = await entriesNow(clinic, officer);
      const made = now - before - cost.look;
      assert.equal(made, reads * cost.read, `${reads} reads should have made ${reads * cost.read} entries`);
      entries.reads += reads;
      entries.made += made;
      before = now;
    };
    const measured = await rounded(ours, nginx, folder, pin.client, checkEntries);
    nginx.stop();
    await clinic.stop();
    const checked = await verify(clinic.sink);
    assert.equal(checked.code, 0, checked.output);
    return { results: results(measured), ...lines(measured, entries, pin.told) };
  } finally {
    nginx?.stop();
    await clinic.remove();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
