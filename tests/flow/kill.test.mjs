// SPDX-License-Identifier: Apache-2.0
// kill -9 under load: every acknowledged write is there afterwards, every delivered read has its entry.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic, idOf, pause, verify } from './clinic.mjs';

const rounds = Number(process.env.SALUS_ROUNDS ?? (process.env.SALUS_LONG === '1' ? 200 : 20));
const clinic = new Clinic();
const acknowledged = []; // {id, text} of each Observation that was answered with 201
const bookings = new Map(); // start of each slot → reason that was acknowledged
let delivered = 0; // reads that came back whole
let doctor;
let patients;
let subject;

before(async () => {
  await clinic.start();
  doctor = await clinic.tokenOf(clinic.person('clinician'));
  patients = [];
  for (const person of clinic.people('patient').filter((one) => one.tenant === clinic.person('clinician').tenant)) {
    patients.push({ token: await clinic.tokenOf(person) });
  }
  const active = (await clinic.get('/api/v1/patients', doctor)).json.patients;
  const name = active[0].name;
  subject = (await clinic.findPatients(name.split(' ').at(-1))).find((one) => one.name[0].text === name).id;
  for (const patient of patients) {
    patient.slots = [];
    for (const { handle } of (await clinic.get('/api/v1/clinicians', patient.token)).json.clinicians) {
      const found = await clinic.get(`/api/v1/slots?clinician=${handle}&days=31`, patient.token);
      patient.slots.push(...found.json.slots);
    }
  }
});
after(() => clinic.remove());

const observation = (text) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'note of a load test' },
  subject: { reference: `Patient/${subject}` },
  valueString: text,
});

async function write(round, writer) {
  for (let i = 0; ; ++i) {
    const text = `round ${round} writer ${writer} number ${i}`;
    const answer = await clinic.post('/fhir/Observation', doctor, observation(text));
    assert.equal(answer.status, 201, answer.text);
    acknowledged.push({ id: idOf(answer), text });
  }
}

// Both patients want the same slots, so one of them loses now and then; and nobody is in two places at once.
async function book(round, patient) {
  for (const slot of patient.slots.slice(round * 6)) {
    const reason = `round ${round} ${slot.start}`;
    const answer = await clinic.post('/api/v1/appointments', patient.token, { slot: slot.handle, reason });
    assert.ok([201, 409, 422].includes(answer.status), `${answer.status} ${answer.text}`);
    if (answer.status !== 201) continue;
    bookings.set(`${answer.json.start} ${answer.json.clinician.name}`, { patient, reason });
  }
}

async function read() {
  for (;;) {
    const answer = await clinic.get(`/fhir/Patient/${subject}`, doctor);
    assert.equal(answer.status, 200, answer.text);
    ++delivered;
  }
}

// A client's view of a server that dies: the connection ends.
const untilCut = async (work) => {
  try {
    await work;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    assert.match(String(error.code ?? error.message), /ECONNRESET|ECONNREFUSED|EPIPE|aborted|socket hang up/);
  }
};

async function checkWrites(some) {
  for (const { id, text } of some) {
    const answer = await clinic.get(`/fhir/Observation/${id}`, doctor);
    assert.equal(answer.status, 200, `${text}: ${answer.status} ${answer.text}`);
    assert.equal(answer.json.valueString, text);
    ++delivered;
  }
  for (const patient of patients) {
    const answer = await clinic.get('/api/v1/appointments', patient.token);
    assert.equal(answer.status, 200, `the session holds: ${answer.text}`);
    ++delivered;
    const reasons = new Set(answer.json.appointments.map((one) => one.reason));
    for (const { patient: whose, reason } of bookings.values()) {
      if (whose === patient) assert.ok(reasons.has(reason), `${reason} was acknowledged and is lost`);
    }
  }
}

test(`${rounds} times killed under load, nothing acknowledged is lost`, async () => {
  await clinic.stop();
  let seen = await verify(clinic.sink);
  assert.equal(seen.code, 0, seen.output);
  const entriesBefore = seen.entries;
  await clinic.start();
  let checked = 0;

  for (let round = 0; round < rounds; ++round) {
    const load = [0, 1, 2].map((writer) => write(round, writer));
    load.push(...patients.map((patient) => book(round, patient)), read(), read());
    const ends = load.map(untilCut);
    await pause(50 + Math.random() * 450);
    await clinic.kill();
    await Promise.all(ends);

    // The sink as the dead server left it, then as the next one continues it.
    const dead = await verify(clinic.sink, '--since', seen.since);
    assert.equal(dead.code, 0, `round ${round}: ${dead.output}`);
    seen = dead;
    await clinic.start();
    await checkWrites(acknowledged.slice(checked));
    checked = acknowledged.length;
  }

  await checkWrites(acknowledged);
  await clinic.stop();
  const last = await verify(clinic.sink, '--since', seen.since);
  assert.equal(last.code, 0, last.output);
  assert.ok(acknowledged.length >= rounds && bookings.size > 0 && delivered > rounds, 'there was load');
  const entries = last.entries - entriesBefore;
  const least = delivered + acknowledged.length + bookings.size;
  assert.ok(entries >= least, `${entries} entries for ${least} answers`);
});

test('each read that was delivered before a kill has its entry', async () => {
  // How much the log grows from one stop to the next, with a kill between.
  const grown = async (work) => {
    const from = await verify(clinic.sink);
    await clinic.start();
    await work();
    await clinic.kill();
    await clinic.start();
    await clinic.stop();
    const to = await verify(clinic.sink, '--since', from.since);
    assert.equal(to.code, 0, to.output);
    return to.entries - from.entries;
  };
  const idle = await grown(() => pause(300));
  for (let round = 0; round < 3; ++round) {
    const before = delivered;
    let ends;
    const entries = await grown(async () => {
      ends = [read(), read(), read()].map(untilCut);
      await pause(200 + Math.random() * 300);
    });
    await Promise.all(ends);
    assert.ok(delivered > before, 'something was read');
    assert.ok(entries - idle >= delivered - before, `${entries - idle} entries for ${delivered - before} reads`);
  }
});

test('each delivered read stands in the log that the privacy officer sees', async () => {
  await clinic.start();
  const officer = await clinic.tokenOf(clinic.person('privacy_officer'));
  const who = clinic.person('clinician').name;
  const page = (cursor) => clinic.get(`/api/v1/audit?outcome=granted&who=${encodeURIComponent(who)}${cursor ? `&page=${cursor}` : ''}`, officer);
  const first = await page();
  let reads = 0;
  for (let answer = first; ; answer = await page(answer.json.next)) {
    assert.equal(answer.status, 200, answer.text);
    reads += answer.json.entries.filter((entry) => ['opened', 'searched'].includes(entry.verb)).length;
    if (!answer.json.next) break;
  }
  const byDoctor = delivered - patients.length * (rounds + 1);
  assert.ok(reads >= byDoctor, `${reads} entries for ${byDoctor} reads`);
});
