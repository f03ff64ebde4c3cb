// SPDX-License-Identifier: Apache-2.0
// Fills every field that can be reached with canaries, then looks for them in every file that the program wrote.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { needlesOf, newBird, sweep } from './canary.mjs';
import { Clinic, idOf } from './clinic.mjs';

const clinic = new Clinic();
const bird = newBird(); // each canary begins with it
const ids = new Set();
const names = [];
let planted = 0;
const canary = (field) => (++planted, `${bird} ${field}`);

const needles = () => needlesOf({ words: [['a canary', bird], ...names.map((name) => ['a name', name])], ids });

/** demo.json is the one named exception: invented people, in demo mode. */
const look = (home) => sweep(home, needles(), { except: ['demo.json'] });

async function write(doctor, kind, body) {
  const answer = await clinic.post(`/fhir/${kind}`, doctor, { resourceType: kind, ...body });
  assert.equal(answer.status, 201, `${kind}: ${answer.text}`);
  ids.add(idOf(answer));
  return idOf(answer);
}

/** What /fhir doesn't take, since the portals' verbs do, leaves no trace either. */
async function refused(doctor, kind, body) {
  const answer = await clinic.post(`/fhir/${kind}`, doctor, { resourceType: kind, ...body });
  assert.equal(answer.status, 403, `${kind}: ${answer.text}`);
}

before(() => clinic.start());
after(() => clinic.remove());

test('canaries go into every field', async () => {
  const doctor = await clinic.tokenOf(clinic.person('clinician'));
  const patient = await clinic.tokenOf(clinic.person('patient'));
  const desk = await clinic.tokenOf(clinic.person('front_desk'));
  const active = (await clinic.get('/api/v1/patients', doctor)).json.patients;
  const name = active[0].name;
  const found = (await clinic.findPatients(name.split(' ').at(-1))).find((one) => one.name[0].text === name);
  ids.add(found.id);
  names.push(name, found.telecom[0].value, found.address[0].line[0]);
  const subject = { reference: `Patient/${found.id}`, display: canary('display') };

  await write(doctor, 'Condition', { subject, code: { text: canary('code') }, note: [{ text: canary('note') }] });
  const weight = { status: 'final', subject, code: { text: canary('code') }, valueString: canary('value') };
  const observation = await write(doctor, 'Observation', weight);
  await write(doctor, 'Observation', { ...weight, note: [{ text: canary('note') }], interpretation: [{ text: canary('interpretation') }] });
  await refused(doctor, 'Communication', { status: 'completed', subject, payload: [{ contentString: canary('message') }] });
  await write(doctor, 'AllergyIntolerance', { patient: subject, code: { text: canary('code') }, reaction: [{ manifestation: [{ text: canary('reaction') }] }] });
  await write(doctor, 'MedicationRequest', {
    status: 'active',
    intent: 'order',
    subject,
    medicationCodeableConcept: { text: canary('medication') },
    dosageInstruction: [{ text: canary('dosage') }],
  });
  await refused(doctor, 'Composition', {
    status: 'preliminary',
    type: { text: canary('type') },
    subject,
    date: '2026-01-01',
    author: [{ display: canary('author') }],
    title: canary('title'),
    section: [{ title: canary('section'), text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${canary('text')}</div>` } }],
  });
  await refused(doctor, 'Encounter', { status: 'planned', class: { code: 'VR' }, subject, reasonCode: [{ text: canary('reason') }] });

  const changed = await clinic.request('PUT', `/fhir/Observation/${observation}`, {
    token: doctor,
    headers: { 'If-Match': 'W/"1"' },
    body: { resourceType: 'Observation', id: observation, ...weight, valueString: canary('second value') },
  });
  assert.equal(changed.status, 200, changed.text);

  const [{ handle }] = (await clinic.get('/api/v1/clinicians', patient)).json.clinicians;
  const [slot] = (await clinic.get(`/api/v1/slots?clinician=${handle}&days=31`, patient)).json.slots;
  const booked = await clinic.post('/api/v1/appointments', patient, { slot: slot.handle, reason: canary('reason') });
  assert.equal(booked.status, 201, booked.text);
  assert.equal((await clinic.post(`/api/v1/appointments/${booked.json.handle}/cancel`, patient)).status, 200);
  const sent = await clinic.post('/api/v1/messages', patient, { to: handle, text: canary('message') });
  assert.equal(sent.status, 201, sent.text);

  // What is refused, asked for or mistyped leaves no trace either.
  const word = encodeURIComponent(canary('query'));
  assert.equal((await clinic.get(`/fhir/Patient?name=${word}`, desk)).status, 200);
  assert.equal((await clinic.get(`/fhir/Observation?patient=${found.id}&bogus=${word}`, doctor)).status, 400);
  assert.equal((await clinic.get(`/api/v1/${word}`, doctor)).status, 404);
  assert.equal((await clinic.get(`/fhir/Patient/${word}`, doctor)).status, 404);
  assert.equal((await clinic.post('/fhir/Condition', doctor, { resourceType: 'Condition', subject, [bird]: 1 })).status >= 400, true);
  const stranger = await clinic.post('/api/v1/session', undefined, { email: `${bird}@mail.example`, password: canary('password') });
  assert.equal(stranger.status >= 400, true);
  await clinic.get('/api/v1/patients', doctor, { headers: { 'User-Agent': `${bird.slice(0, -1)} browser` } });

  assert.ok((await clinic.get(`/fhir/Observation?patient=${found.id}`, doctor)).text.includes(bird), 'they can be read back');
  assert.ok(planted >= 20 && ids.size >= 6);
});

test('after SIGKILL no file shows one', async () => {
  await clinic.kill();
  assert.deepEqual(look(clinic.home), []);
  await clinic.start();
  await clinic.survive(); // and it goes on with what is left
});

test('after an orderly stop no file shows one', async () => {
  await clinic.stop();
  assert.deepEqual(look(clinic.home), []);
});

test('the sweep finds each disguise that is planted', () => {
  const home = path.join(clinic.home, '..', `${path.basename(clinic.home)}-planted`);
  for (const { what, needle } of needles()) {
    fs.mkdirSync(home, { recursive: true });
    fs.writeFileSync(path.join(home, 'some.file'), Buffer.concat([randomBytes(100), needle, randomBytes(100)]));
    assert.ok(look(home).some((hit) => hit === `some.file: ${what}`), what);
  }
  // As it would really come: in the middle of a text, at each alignment.
  for (const lead of ['', 'a', 'ab']) {
    fs.writeFileSync(path.join(home, 'some.file'), Buffer.from(`${lead}xyz ${bird} and more`).toString('base64'));
    assert.notDeepEqual(look(home), [], `base64 after ${lead.length}`);
  }
  fs.rmSync(home, { recursive: true });
});
