// SPDX-License-Identifier: Apache-2.0
// The entry of a search names what left with that page: neither less nor more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic } from './clinic.mjs';

const clinic = new Clinic();
before(() => clinic.start());
after(() => clinic.remove());

test('each page of a search has an entry with as many records as were delivered', async () => {
  const carmen = clinic.people('patient').find((one) => one.name === 'Carmen Delgado');
  const token = await clinic.tokenOf(carmen);
  const { id } = (await clinic.findPatients('Delgado')).find((one) => one.name[0].text === carmen.name);
  const search = `/fhir/Observation?patient=${id}&_sort=-date`;
  const all = await clinic.idsOf(`${search}&_count=200`, token);
  assert.ok(all.length > 5, 'more than two pages of what was measured');

  const pages = [all.length];
  const delivered = [];
  for (const offset of [0, 2, 4]) {
    const page = await clinic.get(`${search}&_count=2&_page=${offset}`, token);
    assert.equal(page.status, 200, page.text);
    assert.equal(page.json.total, all.length);
    assert.ok(page.json.link.some((link) => link.relation === 'next' && link.url === String(offset + 2)) || offset + 2 >= all.length);
    const ids = page.json.entry.map((entry) => entry.resource.id);
    delivered.push(...ids);
    pages.push(ids.length);
  }
  assert.deepEqual(delivered, all.slice(0, 6), 'pages go on where the one before ended');
  const past = await clinic.get(`${search}&_page=1000`, token);
  assert.equal(past.json.entry, undefined);

  const log = await clinic.get('/api/v1/audit?role=patient', await clinic.tokenOf(clinic.person('privacy_officer')));
  assert.equal(log.status, 200, log.text);
  const opened = log.json.entries.filter((entry) => entry.verb === 'opened' && entry.kinds.includes('measurement'));
  assert.deepEqual(opened.map((entry) => entry.count).reverse(), pages);
});
