// SPDX-License-Identifier: Apache-2.0
// A visit that is cancelled ends what it gave: the clinician's way to the chart, and the hold on the time.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic } from './clinic.mjs';

const clinic = new Clinic();
let doctor;
let patient;
let person;
let clinician;

const pairs = () =>
  clinic.people('clinician').flatMap((one) => clinic.people('patient').filter(({ tenant }) => tenant === one.tenant).map((other) => [one, other]));

/** Whether these two have nothing to do with each other once what is booked is cancelled. */
async function part(oneClinician, onePatient) {
  clinician = oneClinician;
  person = onePatient;
  doctor = await clinic.tokenOf(clinician);
  patient = await clinic.tokenOf(person);
  const { appointments } = (await clinic.get('/api/v1/appointments', patient)).json;
  const booked = appointments.filter((one) => one.state === 'booked' && one.clinician.name === clinician.name);
  for (const { handle } of booked) await cancel(patient, handle);
  return !(await names()).includes(person.name);
}

before(async () => {
  await clinic.start();
  // Who has a visit near depends on the hour: the pair must have none but what can be cancelled.
  for (const [one, other] of pairs()) {
    if (await part(one, other)) return;
  }
  assert.fail('no patient who isn’t active for some clinician');
});
after(() => clinic.remove());

const names = async () => (await clinic.get('/api/v1/patients', doctor)).json.patients.map((one) => one.name);
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function freeSlots() {
  const { clinicians } = (await clinic.get('/api/v1/clinicians', patient)).json;
  const { handle } = clinicians.find(({ name }) => name === clinician.name);
  return (await clinic.get(`/api/v1/slots?clinician=${handle}&from=${day(0)}&days=2`, patient)).json.slots;
}

async function book() {
  // within the hours around an appointment in which its clinician looks after the patient
  const soon = (await freeSlots()).find(({ start }) => new Date(start).getTime() < Date.now() + 23 * 3_600_000);
  assert.ok(soon, 'a free time within a day');
  const made = await clinic.post('/api/v1/appointments', patient, { slot: soon.handle, reason: 'a cough' });
  assert.equal(made.status, 201, made.text);
  return { ...made.json, slot: soon };
}
const cancel = (token, handle) => clinic.post(`/api/v1/appointments/${handle}/cancel`, token);

test('a patient who cancels ends the clinician’s way to the chart', async () => {
  const { handle, slot } = await book();
  assert.ok((await names()).includes(person.name));
  const { patients } = (await clinic.get('/api/v1/patients', doctor)).json;
  const chart = `/api/v1/patients/${patients.find(({ name }) => name === person.name).handle}/chart`;
  assert.equal((await clinic.get(chart, doctor)).status, 200);
  const cancelled = await cancel(patient, handle);
  assert.equal(cancelled.status, 200, cancelled.text);
  assert.equal(cancelled.json.state, 'cancelled');
  assert.equal((await clinic.get(chart, doctor)).status, 404);
  assert.ok(!(await names()).includes(person.name));
  assert.ok((await freeSlots()).some(({ start }) => start === slot.start), 'the time is free again');
  assert.equal((await cancel(patient, handle)).status, 409, 'once is enough');
  await clinic.stop();
  await clinic.start();
  assert.equal((await clinic.get(chart, doctor)).status, 404, 'after a restart too');
});

test('a clinician who cancels is told so, and no more of the patient', async () => {
  await book();
  const { appointments } = (await clinic.get(`/api/v1/appointments?from=${day(-1)}&days=4`, doctor)).json;
  const { handle } = appointments.find((one) => one.patient.name === person.name && one.state === 'booked');
  const cancelled = await cancel(doctor, handle);
  assert.deepEqual([cancelled.status, cancelled.text], [204, '']);
  assert.ok(!(await names()).includes(person.name));
});

test('nobody has two visits at one time, however they are booked', async () => {
  const { clinicians } = (await clinic.get('/api/v1/clinicians', patient)).json;
  const free = await Promise.all(clinicians.map(async ({ handle }) => (await clinic.get(`/api/v1/slots?clinician=${handle}&days=31`, patient)).json.slots));
  assert.ok(free.length > 1, 'more than one clinician');
  const [one, other] = free[0].flatMap((slot) => free[1].filter(({ start }) => start === slot.start).map((same) => [slot, same]))[0];
  const both = [one, other].map(({ handle }) => clinic.post('/api/v1/appointments', patient, { slot: handle, reason: 'a cough' }));
  const answers = await Promise.all(both);
  const made = answers.find(({ status }) => status === 201);
  assert.ok(made, answers.map(({ text }) => text).join());
  const lost = answers.find((answer) => answer !== made);
  assert.ok([409, 422].includes(lost.status), lost.text);
  const again = await clinic.post('/api/v1/appointments', patient, { slot: lost === answers[0] ? one.handle : other.handle, reason: 'a cough' });
  assert.equal(again.status, 422, again.text);
  for (const { handle } of clinicians) {
    const { slots } = (await clinic.get(`/api/v1/slots?clinician=${handle}&days=31`, patient)).json;
    assert.ok(!slots.some(({ start }) => start === one.start), 'it isn’t offered');
  }
  assert.equal((await cancel(patient, made.json.handle)).status, 200);
  const now = await clinic.post('/api/v1/appointments', patient, { slot: lost === answers[0] ? one.handle : other.handle, reason: 'a cough' });
  assert.equal(now.status, 201, now.text);
  assert.equal((await cancel(patient, now.json.handle)).status, 200);
});

test('of a cancellation and an arrival at once, one happens', async () => {
  for (let round = 0; round < 5; round++) {
    const { handle, visit } = await book();
    const [gone, here] = await Promise.all([cancel(patient, handle), clinic.post(`/api/v1/visits/${visit}/arrive`, patient)]);
    assert.deepEqual([gone.status, here.status].sort(), [200, 409]);
    const { appointments } = (await clinic.get('/api/v1/appointments', patient)).json;
    const { state } = appointments.find((one) => one.handle === handle);
    assert.equal(state, gone.status === 200 ? 'cancelled' : 'waiting');
  }
});
