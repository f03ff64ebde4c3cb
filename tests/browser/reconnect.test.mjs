// SPDX-License-Identifier: Apache-2.0
// A call that everything happens to: network, line, page, server, session; each time it goes on, or ends as it must.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { Clinic } from '../flow/clinic.mjs';
import { inDescriptions, tap } from './line.mjs';
import { Network } from './network.mjs';
import { ask, endedSafely, enter, openVisit, sameWords, words } from './visits.mjs';
import { assertDiscreet, assertFramesFlow, call, launch, nextCode, open, signedIn, signIn } from './windows.mjs';

const axe = fs.readFileSync(createRequire(new URL('../../web/package.json', import.meta.url)).resolve('axe-core/axe.min.js'), 'utf8');
const network = new Network();
let clinic;
let browser;
let patient;
let clinician;
let people;
let visits;
const lines = {};

before(async () => {
  clinic = await new Clinic().start();
  browser = await launch(clinic);
  people = { patient: clinic.person('patient'), clinician: clinic.person('clinician') };
  // A phone in the dark, as patients come.
  patient = await open(browser, clinic, { size: { width: 390, height: 844 }, scheme: 'dark' });
  clinician = await open(browser, clinic);
  for (const [role, page] of Object.entries({ patient, clinician })) {
    lines[role] = await tap(page);
    network.carry(lines[role]);
    await signIn(page, clinic, people[role]);
  }
  visits = await openVisit(patient, clinician, people.clinician.name, 'A talk with a bad network');
});
after(async () => {
  network.close();
  await browser?.close();
  await clinic?.stop();
  await clinic?.remove();
});

const both = () => [clinician, patient];
const enterBoth = () => Promise.all([enter(clinician, visits.clinician), enter(patient, visits.patient)]);
const lineDown = (page) => page.getByText('The line to the clinic is down');
const shown = (page, text) => page.getByText(text).waitFor({ timeout: 60_000 });
async function noViolations(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run('#page', { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], what);
}

test('a call leads through our network, and tells nobody who speaks when', async () => {
  await enterBoth();
  await sameWords(...both());
  await assertFramesFlow(...both());
  assert.ok(network.passed > 100, `${network.passed} datagrams went through`);
  const described = await clinician.evaluate(() => {
    const { currentLocalDescription: ours, currentRemoteDescription: theirs } = window.salusTestConnections.at(-1);
    return ours.sdp + theirs.sdp;
  });
  for (const telling of ['audio-level', 'video-content-type', 'video-timing', 'abs-capture-time']) assert.ok(!described.includes(telling), telling);
});

test('the words can be compared across languages', async () => {
  await patient.getByRole('button', { name: 'Mostrar en español' }).click();
  assert.notDeepEqual(await words(patient), await words(clinician));
  await patient.getByRole('button', { name: 'Mostrar en español' }).click();
  assert.deepEqual(await words(patient), await words(clinician));
});

test('mute and camera off are seen by the other, and nobody’s page breaks a rule of access', async () => {
  await patient.getByRole('button', { name: 'Mute', exact: true }).click();
  await shown(clinician, `${people.patient.name} turned the microphone off.`);
  await patient.getByRole('button', { name: 'Camera off' }).click();
  await shown(clinician, `${people.patient.name} turned the camera off.`);
  for (const page of both()) await noViolations(page, 'in the call');
  assert.ok(await patient.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling on a phone');
  await patient.getByRole('button', { name: 'Unmute' }).click();
  await patient.getByRole('button', { name: 'Camera on' }).click();
  for (const what of ['microphone', 'camera']) {
    await clinician.getByText(`${people.patient.name} turned the ${what} off.`).waitFor({ state: 'detached' });
  }
  await assertFramesFlow(...both());
});

test('the network is cut: both are told, and it recovers by itself with the same words', async () => {
  const said = await words(patient);
  network.cut = true;
  for (const page of both()) await shown(page, 'The network failed. Trying again');
  network.cut = false;
  assert.deepEqual(await sameWords(...both()), said);
  await assertFramesFlow(...both());
});

test('a page is reloaded: a new call begins by itself, with new words', async () => {
  const said = await sameWords(...both());
  await patient.reload();
  await shown(patient, /^Connected with/);
  await clinician.waitForFunction((old) => {
    const now = [...document.querySelectorAll('.code li')].map((one) => one.textContent);
    return now.length === 4 && now.join() !== old;
  }, said.join(), { timeout: 60_000 });
  assert.notDeepEqual(await sameWords(...both()), said);
  await assertFramesFlow(...both());
});

test('network and server fail at once: both come back, the sessions stay, the words too', async () => {
  const said = await words(patient);
  network.cut = true;
  const { signal } = await clinic.kill();
  assert.equal(signal, 'SIGKILL');
  for (const page of both()) {
    await lineDown(page).waitFor();
    await shown(page, 'The network failed. Trying again');
  }
  await clinic.start();
  network.cut = false;
  for (const page of both()) await lineDown(page).waitFor({ state: 'detached', timeout: 60_000 });
  assert.deepEqual(await sameWords(...both()), said);
  await assertFramesFlow(...both());
});

test('the server is killed and a page reloaded beneath it: a call goes on with new words', async () => {
  const said = await words(patient);
  await clinic.kill();
  await lineDown(clinician).waitFor();
  await clinic.start();
  await patient.reload();
  await signedIn(patient);
  await shown(patient, /^Connected with/);
  assert.notDeepEqual(await sameWords(...both()), said);
  await assertFramesFlow(...both());
});

test('a locked screen covers the chart and leaves the call alone, also when the server is killed', async () => {
  const said = await words(clinician);
  await clinician.getByRole('button', { name: 'Lock', exact: false }).first().click();
  await clinician.locator('.work-column [inert]').waitFor({ state: 'attached' });
  assert.equal(await clinician.getByRole('textbox', { name: 'Note', exact: true }).count(), 0, 'the note is out of sight and reach');
  await clinic.kill();
  await lineDown(clinician).waitFor();
  await clinic.start();
  await lineDown(clinician).waitFor({ state: 'detached', timeout: 60_000 });
  assert.deepEqual(await sameWords(...both()), said);
  await assertFramesFlow(...both());
  const unlocked = await ask(clinician, 'POST', '/session/unlock', { code: await nextCode(clinic, people.clinician) });
  assert.equal(unlocked.locked, false);
  await clinician.reload();
});

test('a restart with another certificate is no restart: the browser ends the call', async () => {
  await sameWords(...both());
  const { delivered } = lines.patient;
  const nobodys = inDescriptions((sdp) => sdp.replaceAll(/a=fingerprint:sha-256 [0-9A-F:]{95}/g, `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`));
  lines.patient.delivered = async (message) => nobodys(await delivered(message));
  network.cut = true;
  for (const text of await Promise.all(both().map(endedSafely))) assert.match(text, /The other side of the connection changed during the call/);
  network.cut = false;
  lines.patient.delivered = delivered;
});

test('a patient who left comes back, and the clinician’s word ends it for both', async () => {
  await enterBoth();
  await sameWords(...both());
  await patient.getByRole('button', { name: 'Leave the call' }).click();
  await patient.getByRole('dialog').getByRole('button', { name: 'Leave the call' }).click();
  await patient.getByRole('button', { name: 'Join again' }).click();
  await sameWords(...both());
  await assertFramesFlow(...both());
  await clinician.getByRole('button', { name: 'Hang up' }).press('Enter');
  await clinician.getByRole('dialog').getByRole('button', { name: 'Hang up' }).press('Enter');
  for (const page of both()) await page.getByRole('heading', { name: 'The call is over' }).waitFor();
  for (const page of both()) assert.equal(await call(page), null, 'no connection is up');
});

test('an account that is suspended loses the line within half a minute, and comes back by signing in anew', async () => {
  visits = await openVisit(patient, clinician, people.clinician.name, 'A second talk');
  await enterBoth();
  await sameWords(...both());
  const token = await clinic.tokenOf(clinic.person('administrator'));
  const { accounts } = (await clinic.get('/api/v1/accounts', token)).json;
  const { handle } = accounts.find(({ email }) => email === people.patient.email);
  const stand = async (active) => {
    const changed = await clinic.request('PATCH', `/api/v1/accounts/${handle}`, { token, body: { active } });
    assert.equal(changed.status, 200, changed.text);
  };
  await stand(false);
  await shown(clinician, `${people.patient.name} lost the line to the clinic`);
  await stand(true);
  assert.equal(await patient.evaluate(async () => (await fetch('/api/v1/session')).status), 401, 'what it had begun is over for good');
  await signIn(patient, clinic, people.patient);
  const { appointments } = await ask(patient, 'GET', '/appointments');
  visits.patient = appointments.find(({ state }) => state === 'in_call').visit; // a handle belongs to its session
  await enter(patient, visits.patient);
  await clinician.getByText(`${people.patient.name} lost the line to the clinic`).waitFor({ state: 'detached', timeout: 60_000 });
  await sameWords(...both());
});

test('who signs out in another tab loses the line at once', async () => {
  await ask(patient, 'DELETE', '/session');
  await shown(clinician, `${people.patient.name} lost the line to the clinic`);
  assert.equal(await patient.evaluate(async () => (await fetch('/api/v1/session')).status), 401);
  for (const page of both()) await assertDiscreet(page, clinic);
});
