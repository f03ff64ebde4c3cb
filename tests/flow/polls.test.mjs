// SPDX-License-Identifier: Apache-2.0
// Pages that are kept open ask for news over and over: that opens nothing, and a patient's access page stays as it is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic } from './clinic.mjs';

const clinic = new Clinic();
const polls = 450;
const background = { headers: { 'X-Salus-Background': 'true' } };
const pages = { today: '/api/v1/today', appointments: '/api/v1/appointments', messages: '/api/v1/messages' };
let doctor;
let patient;

before(async () => {
  await clinic.start();
  doctor = await clinic.tokenOf(clinic.people('clinician')[0]);
  const active = (await clinic.get('/api/v1/patients', doctor)).json.patients.map((one) => one.name);
  const person = clinic.people('patient').find((one) => active.includes(one.name));
  assert.ok(person, 'a clinician and a patient of theirs who can both sign in');
  patient = await clinic.tokenOf(person);
});
after(() => clinic.remove());

const news = async (page, token = doctor) => {
  const { status, json } = await clinic.get(`/api/v1/changes?page=${page}`, token, background);
  assert.equal(status, 200);
  return json.revision;
};
async function accesses() {
  const found = [];
  let last;
  for (let page = ''; page !== null; page = last.next) {
    const { status, json } = await clinic.get(`/api/v1/accesses${page && `?page=${page}`}`, patient);
    assert.equal(status, 200);
    const entries = json.groups.flatMap((group) => group.entries);
    assert.ok(entries.length <= 200 && (json.next === null || entries.length === 200), 'a full page, or the last one');
    found.push(...entries);
    last = json;
  }
  return { others: found.filter(({ mine }) => !mine), all: found.length, entries: last.anchored.entries };
}

test(`${polls} polls leave a patient's access page and the log as they were`, async () => {
  const before = await accesses();
  const quiet = (await accesses()).entries - before.entries; // what reading the page itself adds
  const known = await news('today');
  for (let poll = 1; poll < polls; poll++) assert.equal(await news('today'), known);
  const later = await accesses();
  assert.deepEqual(later.others, before.others);
  // beside this reading, no more than the notes that the log makes of itself
  assert.ok(later.entries - before.entries - 2 * quiet < 10, `${later.entries - before.entries} entries, ${quiet} a reading`);
});

test('news shows once something is written, and the page carries the revision that it was read at', async () => {
  for (const [page, path] of Object.entries(pages)) {
    assert.equal((await clinic.get(path, doctor)).json.revision, await news(page), path);
    assert.equal((await clinic.get(path, doctor)).json.revision, await news(page), `${path}: reading is no news`);
  }
  const known = { today: await news('today'), messages: await news('messages'), appointments: await news('appointments') };
  const to = (await clinic.get('/api/v1/clinicians', patient)).json.clinicians.find(({ name }) => name === clinic.people('clinician')[0].name);
  const sent = await clinic.post('/api/v1/messages', patient, { to: to.handle, text: 'Is there news?' });
  assert.equal(sent.status, 201, sent.text);
  assert.notEqual(await news('today'), known.today);
  assert.notEqual(await news('messages'), known.messages);
  assert.equal(await news('appointments'), known.appointments, 'a message is no appointment');
  assert.notEqual(await news('messages', patient), await news('messages'), 'each sees their own');
});

test('whoever may not see the pages is refused', async () => {
  for (const role of ['custodian', 'administrator', 'privacy_officer']) {
    const token = await clinic.tokenOf(clinic.person(role));
    for (const page of Object.keys(pages)) assert.equal((await clinic.get(`/api/v1/changes?page=${page}`, token)).status, 403, `${role}, ${page}`);
  }
  assert.equal((await clinic.get('/api/v1/changes?page=today', await clinic.tokenOf(clinic.person('front_desk')))).status, 403);
  assert.equal((await clinic.get('/api/v1/changes?page=other', doctor)).status, 400);
  assert.equal((await clinic.get('/api/v1/changes')).status, 401);
});

test('the log tells what a page asked by itself from what its person did', async () => {
  const officer = await clinic.tokenOf(clinic.person('privacy_officer'));
  const newest = async () => (await clinic.get('/api/v1/audit?role=clinician', officer)).json.entries[0];
  assert.equal((await clinic.get(pages.today, doctor)).status, 200);
  const act = await newest();
  assert.equal((await clinic.get(pages.today, doctor, background)).status, 200);
  const poll = await newest();
  assert.deepEqual([act.background, poll.background, poll.number > act.number], [false, true, true]);
});
