// SPDX-License-Identifier: Apache-2.0
// What /fhir/metadata says is what the routes do, and a kind that isn't served is 404 for everybody, whatever is done to it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic, unusedId } from './clinic.mjs';

const clinic = new Clinic();
before(() => clinic.start());
after(() => clinic.remove());

const unknown = ['Nothing', 'patient', 'Medication', 'Account', 'Relation', 'metadata2'];

test('anybody may read the statement', async () => {
  for (const target of ['/fhir/metadata', '/fhir/metadata?_format=json']) {
    const answer = await clinic.get(target);
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.headers['content-type'], /^application\/fhir\+json/);
    assert.equal(answer.json.resourceType, 'CapabilityStatement');
    assert.equal(answer.json.fhirVersion, '4.0.1');
    assert.ok(answer.json.rest[0].resource.length >= 14);
  }
  assert.equal((await clinic.get('/fhir/metadata?_format=xml')).status, 400);
  assert.equal((await clinic.get('/fhir/metadata?mode=full')).status, 400, 'what we do not know is refused');
  assert.equal((await clinic.post('/fhir/metadata', undefined, {})).status, 401, 'not open to writing');
});

test('each kind and parameter that it names is one that a search takes, and others are not', async () => {
  const doctor = await clinic.tokenOf(clinic.person('clinician'));
  const { resource } = (await clinic.get('/fhir/metadata')).json.rest[0];
  for (const { type, searchParam } of resource) {
    // The parameter is refused, not the kind: that would be 404, whatever stands behind it.
    assert.equal((await clinic.get(`/fhir/${type}?never-a-parameter=1`, doctor)).status, 400, type);
    const dated = (searchParam ?? []).find((one) => one.type === 'date');
    if (!dated) continue;
    const answer = await clinic.get(`/fhir/${type}?_id=${unusedId()}&${dated.name}=2026`, doctor);
    assert.ok([200, 403, 404].includes(answer.status), `${type} ${dated.name}: ${answer.text}`);
  }
  assert.equal((await clinic.get('/fhir/Nothing?never-a-parameter=1', doctor)).status, 404);
});

test('killed in the middle and started again: whoever had signed in still is', () => clinic.survive());

test('a kind that is not served is 404 in each interaction and for each role', async () => {
  const shapes = new Set();
  for (const role of ['patient', 'clinician', 'front_desk', 'custodian', 'administrator']) {
    const token = await clinic.tokenOf(clinic.person(role));
    for (const kind of role === 'clinician' ? unknown : unknown.slice(0, 2)) {
      const id = unusedId();
      for (const [method, target, body] of [
        ['GET', `/fhir/${kind}`], ['GET', `/fhir/${kind}?patient=${id}`], ['GET', `/fhir/${kind}/${id}`], ['GET', `/fhir/${kind}/x`],
        ['GET', `/fhir/${kind}/${id}/_history`], ['GET', `/fhir/${kind}/${id}/_history/1`], ['DELETE', `/fhir/${kind}/${id}`],
        ['POST', `/fhir/${kind}`, { resourceType: kind }], ['PUT', `/fhir/${kind}/${id}`, { resourceType: kind, id }],
      ]) {
        const answer = await clinic.request(method, target, { token, body });
        assert.equal(answer.status, 404, `${role} ${method} ${target}: ${answer.status} ${answer.text}`);
        assert.equal(answer.json.resourceType, 'OperationOutcome');
        shapes.add(answer.text);
      }
    }
  }
  assert.equal(shapes.size, 1, 'one answer');
});
