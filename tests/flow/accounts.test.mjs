// SPDX-License-Identifier: Apache-2.0
// An account acts once its own person has set it up and a privacy officer has confirmed it: whoever made it can't use it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic, oneTimeCode } from './clinic.mjs';

const clinic = new Clinic();
const email = 'new.nurse@riverside.example';
const password = 'four plain words here';
let administrator;
let officer;
let invitation;
let secret;
let nurse;

before(async () => {
  await clinic.start();
  administrator = await clinic.tokenOf(clinic.person('administrator'));
  officer = await clinic.tokenOf(clinic.person('privacy_officer'));
});
after(() => clinic.remove());

const post = (target, body, token) => clinic.post(target, token, body);
const entryOf = async (token) => (await clinic.get('/api/v1/accounts', token)).json.accounts.find((one) => one.email === email);

const period = 30_000;
const codeAt = (ahead) => oneTimeCode(secret, Math.floor(Date.now() / period) + ahead);

// With the code of the period before: one works once, and those of this period and the next are still wanted.
async function enrol(code) {
  if (Date.now() % period > period - 2_000) await new Promise((done) => setTimeout(done, 2_000)); // it would be too old at once
  const begun = await post('/api/v1/enrolment', { email, invitation });
  assert.equal(begun.status, 200, begun.text);
  secret = begun.json.totp_secret;
  return post('/api/v1/enrolment/credentials', { ticket: begun.json.ticket, password, code: code ?? codeAt(-1) });
}
async function signIn(ahead) {
  const first = await post('/api/v1/session', { email, password });
  assert.equal(first.status, 200, first.text);
  return post('/api/v1/session/second-factor', { ticket: first.json.ticket, code: codeAt(ahead), bearer: true });
}

test('an administrator makes an account and is given an invitation, neither password nor secret', async () => {
  const made = await post('/api/v1/accounts', { name: 'Nora Ness', email, roles: ['nurse'] }, administrator);
  assert.equal(made.status, 201, made.text);
  assert.deepEqual(Object.keys(made.json).sort(), ['account', 'invitation', 'until']);
  assert.equal(made.json.account.state, 'invited');
  const patient = await post('/api/v1/accounts', { name: 'Pat', email: 'pat@mail.example', roles: ['patient'] }, administrator);
  assert.equal(patient.status, 422, 'a patient’s account comes with their record');
  ({ invitation } = made.json);
  assert.equal((await post('/api/v1/session', { email, password: invitation })).status, 401, 'it is no password');
});

test('a wrong invitation, address or code sets nothing up, and says no more than that', async () => {
  const wrong = await post('/api/v1/enrolment', { email, invitation: 'x'.repeat(20) });
  const nobody = await post('/api/v1/enrolment', { email: 'nobody@riverside.example', invitation });
  assert.equal(wrong.status, 401);
  assert.equal(nobody.text, wrong.text);
  assert.equal((await enrol('000000')).status, 400);
});

test('whoever used the invitation waits for a privacy officer, the administrator as well', async () => {
  assert.equal((await enrol()).status, 204);
  assert.equal((await post('/api/v1/enrolment', { email, invitation })).status, 401, 'it works once');
  assert.equal((await signIn(-1)).status, 401, 'the code that set the account up is used');
  assert.equal((await signIn(0)).status, 403);
  const entry = await entryOf(administrator);
  assert.equal(entry.state, 'awaiting');
  const { status } = await post(`/api/v1/accounts/${entry.handle}/confirmation`, { version: entry.version }, administrator);
  assert.equal(status, 403, 'who gives access does not confirm it');
});

test('killed in the middle and started again: the account still waits', async () => {
  await clinic.survive();
  assert.equal((await entryOf(officer)).state, 'awaiting');
});

test('the officer confirms what they saw, and the nurse signs in', async () => {
  const { handle, version } = await entryOf(officer);
  assert.equal((await post(`/api/v1/accounts/${handle}/confirmation`, { version: version - 1 }, officer)).status, 409, 'of before its enrolment');
  assert.equal((await post(`/api/v1/accounts/${handle}/confirmation`, { version }, officer)).status, 200);
  const signed = await signIn(1);
  nurse = signed.json.bearer;
  assert.equal(signed.status, 200, signed.text);
  assert.deepEqual(signed.json.account.roles, ['nurse']);
});

test('nobody confirms or changes their own account', async () => {
  const { accounts } = (await clinic.get('/api/v1/accounts', officer)).json;
  const mine = accounts.find((one) => one.email === clinic.person('privacy_officer').email);
  assert.equal((await post(`/api/v1/accounts/${mine.handle}/confirmation`, { version: mine.version }, officer)).status, 422);
  const theirs = (await clinic.get('/api/v1/accounts', administrator)).json.accounts.find((one) => one.roles.includes('administrator'));
  const changed = await clinic.request('PATCH', `/api/v1/accounts/${theirs.handle}`, { token: administrator, body: { roles: ['clinician'] } });
  assert.equal(changed.status, 422);
});

test('a role that is added later has no effect before it is confirmed', async () => {
  const entry = await entryOf(administrator);
  const changed = await clinic.request('PATCH', `/api/v1/accounts/${entry.handle}`, { token: administrator, body: { roles: ['nurse', 'clinician'] } });
  assert.equal(changed.status, 200, changed.text);
  assert.deepEqual(changed.json.unconfirmed, ['clinician']);
  assert.equal((await clinic.get('/api/v1/today', nurse)).status, 403);
});

test('a role that was taken comes back with an officer only', async () => {
  const { handle } = await entryOf(administrator);
  const patch = (body) => clinic.request('PATCH', `/api/v1/accounts/${handle}`, { token: administrator, body });
  assert.equal((await patch({ roles: ['front_desk'] })).json.state, 'awaiting');
  assert.equal((await clinic.get('/api/v1/session', nurse)).status, 401);
  assert.deepEqual((await patch({ roles: ['nurse'] })).json.unconfirmed, ['nurse']);
  assert.equal((await clinic.get('/api/v1/session', nurse)).status, 401);
  assert.equal((await post(`/api/v1/accounts/${handle}/confirmation`, { version: (await entryOf(officer)).version }, officer)).status, 404, 'a handle of another session');
  const seen = await entryOf(officer);
  assert.equal((await post(`/api/v1/accounts/${seen.handle}/confirmation`, { version: seen.version }, officer)).status, 200);
  assert.equal((await clinic.get('/api/v1/session', nurse)).status, 200);
});

test('switched off and on, or invited again: the sessions of before stay over, after a kill too', async () => {
  const { handle } = await entryOf(administrator);
  const patch = (body) => clinic.request('PATCH', `/api/v1/accounts/${handle}`, { token: administrator, body });
  assert.equal((await patch({ active: false })).status, 200);
  assert.equal((await patch({ active: true })).json.state, 'active');
  assert.equal((await clinic.get('/api/v1/session', nurse)).status, 401);
  await clinic.kill();
  await clinic.start();
  assert.equal((await clinic.get('/api/v1/session', nurse)).status, 401);
});

test('the last privacy officer stays able to confirm', async () => {
  const only = (await clinic.get('/api/v1/accounts', administrator)).json.accounts.find((one) => one.roles.includes('privacy_officer'));
  assert.equal((await post(`/api/v1/accounts/${only.handle}/invitation`, undefined, administrator)).status, 422);
  for (const body of [{ active: false }, { roles: ['nurse'] }]) {
    assert.equal((await clinic.request('PATCH', `/api/v1/accounts/${only.handle}`, { token: administrator, body })).status, 422);
  }
});

test('the log has who invited, who set up and who confirmed', async () => {
  const { entries } = (await clinic.get('/api/v1/audit', officer)).json;
  for (const event of ['enrolled', 'code-refused', 'not-confirmed']) {
    assert.ok(entries.some((one) => one.event === event && one.who === 'Nora Ness'), event);
  }
  assert.ok(entries.some((one) => one.verb === 'wrote' && one.account === 'Nora Ness' && one.roles.includes('administrator')), 'whose it is');
  const wrote = entries.filter((one) => one.verb === 'wrote' && one.kinds.includes('account')).flatMap((one) => one.roles);
  assert.ok(wrote.includes('administrator') && wrote.includes('privacy_officer'), `${wrote}`);
});
