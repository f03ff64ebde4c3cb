// SPDX-License-Identifier: Apache-2.0
// Nobody widens their own reach: a clinician books nothing, opens no visit before its time, and no script hides in the log.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic } from './clinic.mjs';

const clinic = new Clinic();
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
let doctor;
let desk;
let officer;
let clinician;

before(async () => {
  await clinic.start();
  clinician = clinic.person('clinician');
  doctor = await clinic.tokenOf(clinician);
  desk = await clinic.tokenOf(clinic.person('front_desk'));
  officer = await clinic.tokenOf(clinic.person('privacy_officer'));
});
after(() => clinic.remove());

const found = async (token, name) => (await clinic.get(`/api/v1/patients?name=${encodeURIComponent(name)}`, token)).json.patients;

/** A free time of that clinician at least so many days ahead, for a patient whom the desk names. */
async function freeSlot(token, ahead, patient) {
  const { clinicians } = (await clinic.get('/api/v1/clinicians', token)).json;
  const { handle } = clinicians.find(({ name }) => name === clinician.name);
  const { slots } = (await clinic.get(`/api/v1/slots?clinician=${handle}&from=${day(ahead)}&days=14${patient === undefined ? '' : `&patient=${patient}`}`, token)).json;
  assert.ok(slots.length > 0, 'a free time');
  return slots[0];
}

test('a clinician finds among their own patients by name, and books for none of them', async () => {
  const all = (await clinic.get('/api/v1/patients', doctor)).json.patients;
  const [{ name, handle }] = all;
  const named = await found(doctor, name.split(' ').at(-1));
  assert.ok(named.some((one) => one.name === name) && named.length < all.length, `${named.length} of ${all.length}`);
  assert.deepEqual(await found(doctor, 'nobodyofthatname'), []);
  const slot = await freeSlot(doctor, 3);
  const refused = await clinic.post('/api/v1/appointments', doctor, { slot: slot.handle, patient: handle });
  assert.equal(refused.status, 403, refused.text);
  const { entries } = (await clinic.get('/api/v1/audit?outcome=denied', officer)).json;
  assert.ok(entries.some((one) => one.who === clinician.name && one.kinds.includes('appointment')), 'and the log says so');
});

test('a visit opens around its time, and not days before', async () => {
  const [{ name }] = (await clinic.get('/api/v1/patients', doctor)).json.patients;
  const patient = (await found(desk, name.split(' ').at(-1))).find((one) => one.name === name).handle;
  const slot = await freeSlot(desk, 3, patient);
  const booked = await clinic.post('/api/v1/appointments', desk, { slot: slot.handle, patient });
  assert.equal(booked.status, 201, booked.text);
  const on = slot.start.slice(0, 10);
  const { appointments } = (await clinic.get(`/api/v1/appointments?from=${on}&days=2`, doctor)).json;
  const { visit } = appointments.find((one) => one.start === slot.start);
  assert.equal((await clinic.post(`/api/v1/visits/${visit}/admit`, doctor)).status, 409);
  await clinic.survive();
  const busy = await freeSlot(desk, 3, patient);
  assert.notEqual(busy.start, slot.start, 'what the desk is offered leaves that time out');
  const cancelled = await clinic.post(`/api/v1/appointments/${booked.json.handle}/cancel`, desk);
  assert.equal(cancelled.status, 200, cancelled.text);
});

test('the front desk cancels what a patient booked, and never sees why', async () => {
  const person = clinic.people('patient').find(({ tenant }) => tenant === clinician.tenant);
  const token = await clinic.tokenOf(person);
  const slot = await freeSlot(token, 2);
  const reason = 'a reason for the clinician alone';
  const booked = await clinic.post('/api/v1/appointments', token, { slot: slot.handle, reason });
  assert.equal(booked.status, 201, booked.text);
  const seen = await clinic.get(`/api/v1/appointments?from=${slot.start.slice(0, 10)}&days=2`, desk);
  assert.ok(!seen.text.includes(reason));
  const { handle } = seen.json.appointments.find((one) => one.start === slot.start && one.patient.name === person.name);
  const cancelled = await clinic.post(`/api/v1/appointments/${handle}/cancel`, desk);
  assert.equal(cancelled.status, 200, cancelled.text);
  assert.ok(!cancelled.text.includes(reason));
  const own = (await clinic.get('/api/v1/appointments', token)).json.appointments.find((one) => one.handle === booked.json.handle);
  assert.deepEqual([own.state, own.reason], ['cancelled', reason], 'nothing was lost');
  const { entries } = (await clinic.get('/api/v1/audit', officer)).json;
  assert.ok(entries.some((one) => one.event === 'cancel-asked' && one.roles.includes('front_desk')), 'who asked for it');
});

test('only what pages ask again by themselves may say so', async () => {
  const background = { headers: { 'X-Salus-Background': 'true' } };
  assert.equal((await clinic.get('/api/v1/today', doctor, background)).status, 200);
  const [{ handle }] = (await clinic.get('/api/v1/patients', doctor)).json.patients;
  for (const path of [`/api/v1/patients/${handle}/chart`, '/fhir/Patient?name=abc', '/api/v1/patients']) {
    assert.equal((await clinic.get(path, doctor, background)).status, 400, path);
  }
});

test('of officers who leave at once, one stays', async () => {
  const administrator = await clinic.tokenOf(clinic.person('administrator'));
  const accounts = async () => (await clinic.get('/api/v1/accounts', administrator)).json.accounts;
  const nurse = (await accounts()).find((one) => one.roles.includes('nurse'));
  const give = (handle, body) => clinic.request('PATCH', `/api/v1/accounts/${handle}`, { token: administrator, body });
  assert.equal((await give(nurse.handle, { roles: ['privacy_officer'] })).status, 200);
  const seen = (await clinic.get('/api/v1/accounts', officer)).json.accounts.find((one) => one.email === nurse.email);
  assert.equal((await clinic.post(`/api/v1/accounts/${seen.handle}/confirmation`, officer, { version: seen.version })).status, 200);
  const both = (await accounts()).filter((one) => one.roles.includes('privacy_officer'));
  assert.equal(both.length, 2);
  const answers = await Promise.all(both.map(({ handle }) => give(handle, { active: false })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422]);
});
