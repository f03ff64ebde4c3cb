// SPDX-License-Identifier: Apache-2.0
// Whoever may not see a record gets one and the same answer, whether the record exists or not, and it is audited.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic, unusedId, verify } from './clinic.mjs';

const clinic = new Clinic();
const kinds = ['Observation', 'Condition', 'Appointment', 'AllergyIntolerance', 'MedicationRequest', 'Composition', 'Encounter'];

const shape = ({ status, headers, text }) => {
  const { date, ...rest } = headers;
  return { status, headers: rest, text };
};

// Asks for what exists and for what doesn't; both answers must be the same denial.
async function sameAnswer(who, method, target, existing, options = {}) {
  const absent = unusedId();
  const real = await clinic.request(method, target(existing), { token: who, ...options, body: options.body?.(existing) });
  const none = await clinic.request(method, target(absent), { token: who, ...options, body: options.body?.(absent) });
  assert.ok([403, 404].includes(real.status), `${method} ${target(existing)}: ${real.status} ${real.text}`);
  assert.deepEqual(shape(real), shape(none), `${method} ${target(existing)}`);
}

async function seesNothing(who, patient, records) {
  const all = [['Patient', patient], ...records];
  for (const [kind, id] of all) {
    await sameAnswer(who, 'GET', (i) => `/fhir/${kind}/${i}`, id);
    await sameAnswer(who, 'GET', (i) => `/fhir/${kind}/${i}/_history`, id);
    await sameAnswer(who, 'GET', (i) => `/fhir/${kind}/${i}/_history/1`, id);
    await sameAnswer(who, 'DELETE', (i) => `/fhir/${kind}/${i}`, id, { headers: { 'If-Match': 'W/"1"' } });
  }
  await sameAnswer(who, 'GET', (i) => `/fhir/Observation?patient=${i}`, patient);
  await sameAnswer(who, 'GET', (i) => `/fhir/Condition?patient=${i}`, patient);
  const body = (i) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'weight' },
    subject: { reference: `Patient/${i}` },
    valueString: 'heavy',
  });
  await sameAnswer(who, 'POST', () => '/fhir/Observation', patient, { body });
  const [kind, id] = records[0];
  await sameAnswer(who, 'PUT', (i) => `/fhir/${kind}/${i}`, id, {
    headers: { 'If-Match': 'W/"1"' },
    body: () => ({ ...body(patient), resourceType: kind }),
  });
  const stranger = unusedId(); // nor by naming another owner than the record's
  await sameAnswer(who, 'PUT', (i) => `/fhir/${kind}/${i}`, id, {
    headers: { 'If-Match': 'W/"1"' },
    body: () => ({ ...body(stranger), resourceType: kind }),
  });
}

async function recordsOf(patient, token) {
  const records = [];
  for (const kind of kinds) {
    const ids = await clinic.idsOf(`/fhir/${kind}?patient=${patient}`, token);
    if (ids.length > 0) records.push([kind, ids[0]]);
  }
  assert.ok(records.length >= 3 && records[0][0] === 'Observation', 'a chart to ask for');
  return records;
}

let carmen;
let carmensRecords;

before(async () => {
  await clinic.start();
  const person = clinic.people('patient').find((one) => one.name === 'Carmen Delgado');
  carmen = (await clinic.findPatients('Delgado')).find((one) => one.name[0].text === person.name).id;
  carmensRecords = await recordsOf(carmen, await clinic.tokenOf(person));
});
after(() => clinic.remove());

test('a patient sees another patient no more than somebody who is not there', async () => {
  const james = clinic.people('patient').find((one) => one.name === 'James Whitfield');
  await seesNothing(await clinic.tokenOf(james), carmen, carmensRecords);
});

test('a clinician sees nothing of a patient who is not active', async () => {
  const [rivera, okafor] = clinic.people('clinician');
  const token = await clinic.tokenOf(rivera);
  const active = (await clinic.get('/api/v1/patients', token)).json.patients.map((one) => one.name);
  const others = (await clinic.get('/api/v1/patients', await clinic.tokenOf(okafor))).json.patients.map((one) => one.name);
  const name = others.find((one) => !active.includes(one));
  assert.ok(name, 'somebody is active for one clinician only');
  const patient = (await clinic.findPatients(name.split(' ').at(-1))).find((one) => one.name[0].text === name).id;
  await seesNothing(token, patient, await recordsOf(patient, await clinic.tokenOf(okafor)));
});

for (const role of ['custodian', 'administrator']) {
  test(`a ${role} sees no record`, async () => {
    await seesNothing(await clinic.tokenOf(clinic.person(role)), carmen, carmensRecords);
  });
}

test('killed in the middle and started again: whoever had signed in still is', () => clinic.survive());

test('accounts of one clinic see nothing of the other', async () => {
  for (const role of ['patient', 'clinician', 'privacy_officer', 'administrator']) {
    await seesNothing(await clinic.tokenOf(clinic.person(role, 1)), carmen, carmensRecords);
  }
});

test('who has not signed in gets one answer for everything', async () => {
  for (const token of [undefined, 'A'.repeat(43)]) {
    for (const [kind, id] of [['Patient', carmen], ...carmensRecords]) {
      const real = await clinic.get(`/fhir/${kind}/${id}`, token);
      const none = await clinic.get(`/fhir/${kind}/${unusedId()}`, token);
      assert.equal(real.status, 401);
      assert.deepEqual(shape(real), shape(none));
    }
  }
});

// What a start, these requests and a stop add to the log.
async function entriesOf(requests) {
  await clinic.stop();
  const before = await verify(clinic.sink);
  await clinic.start();
  await requests();
  await clinic.stop();
  const later = await verify(clinic.sink, '--since', before.since);
  assert.equal(later.code, 0, later.output);
  await clinic.start();
  return later.entries - before.entries;
}

test('each denial has an entry', async () => {
  const custodian = await clinic.tokenOf(clinic.person('custodian'));
  const officer = await clinic.tokenOf(clinic.person('privacy_officer'));
  const idle = await entriesOf(async () => {});
  const most = 40;
  const denied = await entriesOf(async () => {
    for (let i = 0; i < most; ++i) {
      const answer = await clinic.get(`/fhir/Patient/${i % 2 ? carmen : unusedId()}`, custodian);
      assert.ok([403, 404].includes(answer.status));
    }
  });
  assert.ok(denied >= idle + most, `${denied - idle} entries for ${most} denials`);

  const log = await clinic.get('/api/v1/audit?outcome=denied', officer);
  assert.equal(log.status, 200, log.text);
  const some = log.json.entries.filter((entry) => entry.roles.includes('custodian') && entry.outcome === 'denied');
  assert.ok(some.length >= most / 2, 'the officer sees the denials');
});
