// SPDX-License-Identifier: Apache-2.0
// A database put back to an earlier day is noticed before anybody is served: what it lacks, no search would miss.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Clinic } from './clinic.mjs';

const clinic = new Clinic();
const kept = fs.mkdtempSync(path.join(os.tmpdir(), 'salus-stores-'));
const files = () => fs.readdirSync(clinic.home).filter((name) => name.startsWith('salus.db'));
const put = (from, to) => {
  for (const name of fs.readdirSync(to).filter((one) => one.startsWith('salus.db'))) fs.rmSync(path.join(to, name));
  for (const name of fs.readdirSync(from).filter((one) => one.startsWith('salus.db'))) fs.copyFileSync(path.join(from, name), path.join(to, name));
};
let doctor;
let subject;

before(async () => {
  await clinic.start();
  doctor = await clinic.tokenOf(clinic.person('clinician'));
  const [{ name }] = (await clinic.get('/api/v1/patients', doctor)).json.patients;
  subject = (await clinic.findPatients(name.split(' ').at(-1))).find((one) => one.name[0].text === name).id;
});
after(async () => {
  await clinic.remove();
  fs.rmSync(kept, { recursive: true, force: true });
});

const allergies = async () => (await clinic.get(`/fhir/AllergyIntolerance?patient=${subject}`, doctor)).json.total;

test('the program refuses to start on a store that lacks what the log holds', async () => {
  const had = await allergies();
  const older = path.join(kept, 'older');
  const newer = path.join(kept, 'newer');
  for (const folder of [older, newer]) fs.mkdirSync(folder);
  await clinic.stop();
  assert.ok(files().includes('salus.db'));
  put(clinic.home, older);
  await clinic.start();
  const made = await clinic.post('/fhir/AllergyIntolerance', doctor, { resourceType: 'AllergyIntolerance', patient: { reference: `Patient/${subject}` }, code: { text: 'Penicillin' } });
  assert.equal(made.status, 201, made.text);
  await clinic.survive();
  assert.equal(await allergies(), had + 1);
  await clinic.stop();
  put(clinic.home, newer);
  put(older, clinic.home);
  await assert.rejects(clinic.start(), /the store lacks records: it is older than the log, or was cut/);
  put(newer, clinic.home);
  await clinic.start();
  assert.equal(await allergies(), had + 1, 'with its own store it goes on');
});
