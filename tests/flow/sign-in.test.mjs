// SPDX-License-Identifier: Apache-2.0
// Signing in as strangers and administrators try it: what guessing costs, what it leaves in the log, and what an answer tells of other clinics.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic, oneTimeCode } from './clinic.mjs';

const clinic = new Clinic();
before(() => clinic.start());
after(() => clinic.remove());

const password = (person, given = person.password) => clinic.post('/api/v1/session', undefined, { email: person.email, password: given });
const code = (ticket, given) => clinic.post('/api/v1/session/second-factor', undefined, { ticket, code: given });

/** Six digits that the person's authenticator doesn't show about now. */
function wrongCode(person) {
  const now = Math.floor(Date.now() / 30_000);
  const shown = [-2, -1, 0, 1, 2].map((by) => oneTimeCode(person.totp_secret, now + by));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((guess) => !shown.includes(guess));
}

test('whoever shares an address pays for nobody else’s typing, and guessing still has to wait', async () => {
  const [guessed] = clinic.people('nurse');
  for (let i = 0; i < 20; ++i) {
    const answer = await password({ email: `nobody-${i}@example.org` }, 'wrong');
    assert.equal(answer.status, 401, answer.text);
  }
  for (let i = 0; i < 5; ++i) assert.equal((await password(guessed, 'wrong')).status, 401);
  assert.equal((await password(guessed)).status, 429);
  assert.equal((await password(clinic.person('front_desk'))).status, 200);
});

test('a wrong code after a right password is in the officer’s log, other tries in the counts', async () => {
  const person = clinic.person('clinician');
  const started = await password(person);
  assert.equal(started.status, 200, started.text);
  const refused = await code(started.json.ticket, wrongCode(person));
  assert.equal(refused.status, 401);
  assert.deepEqual(refused.json, (await code('no such ticket', wrongCode(person))).json);
  const log = await clinic.get('/api/v1/audit?outcome=denied', await clinic.tokenOf(clinic.person('privacy_officer')));
  const entries = log.json.entries.filter(({ event, who }) => event === 'code-refused' && who === person.name);
  assert.equal(entries.length, 1, log.text);
  const counts = await (await fetch(/^Metrics: (http:\S+)$/m.exec(clinic.output)[1])).text();
  assert.match(counts, /^salus_sign_in_refused_total\{factor="code"\} 1$/m);
  assert.match(counts, /^salus_sign_in_refused_total\{factor="password"\} [1-9]/m);
});

test('an answer to an administrator tells nothing of another clinic, and each creation is in the log', async () => {
  const administrator = await clinic.tokenOf(clinic.person('administrator', 1));
  const officer = await clinic.tokenOf(clinic.person('privacy_officer', 1));
  const create = (email) => clinic.post('/api/v1/accounts', administrator, { name: 'Somebody New', email, roles: ['front_desk'] });
  const there = await create(clinic.person('patient', 0).email);
  const free = await create('free@example.org');
  assert.equal(there.status, 201, there.text);
  assert.equal(free.status, 201);
  assert.deepEqual(Object.keys(there.json).sort(), Object.keys(free.json).sort());
  assert.equal((await clinic.tokenOf(clinic.person('patient', 0))).length, 43, 'whoever had the address still signs in');

  const own = await create(clinic.person('patient', 1).email);
  assert.equal(own.status, 409);
  const log = await clinic.get('/api/v1/audit', officer);
  const creations = log.json.entries.filter(({ kinds, who }) => kinds.includes('account') && who === clinic.person('administrator', 1).name);
  assert.ok(creations.length >= 3, log.text);
  assert.ok(creations.some(({ outcome, verb }) => outcome === 'aborted' || verb === 'aborted'), log.text);
});
