// SPDX-License-Identifier: Apache-2.0
// Every page of the portals is for the roles that the schema names: any other is refused, and the refusal is in the log.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic } from './clinic.mjs';

const clinic = new Clinic();
const roles = ['patient', 'clinician', 'nurse', 'front_desk', 'privacy_officer', 'custodian', 'administrator'];
let pages;

before(async () => {
  await clinic.start();
  const schema = await clinic.get('/api/v1/openapi.json');
  assert.equal(schema.status, 200);
  pages = Object.entries(JSON.parse(schema.text).paths).filter(([path, { get }]) => get && get.security === undefined && !path.includes('{'));
  assert.ok(pages.length >= 12, 'the pages that need no handle');
});
after(() => clinic.remove());

// Handles belong to a session, so that whoever may not list clinicians has none to ask with.
async function target(path, token) {
  if (path === '/changes') return '/api/v1/changes?page=appointments';
  if (path !== '/slots') return `/api/v1${path}`;
  const { clinicians } = (await clinic.get('/api/v1/clinicians', token)).json;
  return `/api/v1/slots?clinician=${clinicians?.[0].handle ?? 'A'.repeat(43)}`;
}

for (const role of roles) {
  test(`a ${role} is given the pages of that role, and no other`, async () => {
    const token = await clinic.tokenOf(clinic.person(role));
    for (const [path, { get }] of pages) {
      const answer = await clinic.get(await target(path, token), token);
      if (get['x-roles'].includes(role)) assert.equal(answer.status, 200, `${path}: ${answer.text}`);
      else assert.ok([403, 404].includes(answer.status), `${path}: ${answer.status} ${answer.text}`);
    }
  });
}

test('a chart says which lists its reader’s role never sees, so that none is taken for empty', async () => {
  const hidden = {};
  for (const role of ['nurse', 'clinician']) {
    const token = await clinic.tokenOf(clinic.person(role));
    const [{ handle }] = (await clinic.get('/api/v1/patients', token)).json.patients;
    const chart = (await clinic.get(`/api/v1/patients/${handle}/chart`, token)).json;
    hidden[role] = chart.hidden;
    for (const list of chart.hidden) assert.deepEqual(chart[list], [], list);
  }
  assert.deepEqual(hidden.clinician, []);
  assert.deepEqual(hidden.nurse.sort(), ['conditions', 'documents', 'medications', 'notes']);
});

test('killed in the middle and started again: whoever had signed in still is', () => clinic.survive());

test('the officer finds the refusals of whoever may open no record', async () => {
  const officer = await clinic.tokenOf(clinic.person('privacy_officer'));
  const { entries } = (await clinic.get('/api/v1/audit?outcome=denied', officer)).json;
  for (const role of ['custodian', 'administrator']) {
    const kinds = new Set(entries.filter((entry) => entry.roles.includes(role)).flatMap((entry) => entry.kinds));
    for (const kind of ['demographics', 'appointment', 'message']) assert.ok(kinds.has(kind), `${role}: ${kind}, of ${[...kinds]}`);
  }
});
