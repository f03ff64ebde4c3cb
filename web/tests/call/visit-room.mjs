// SPDX-License-Identifier: Apache-2.0
// The visit room as people use it: two signed-in windows of the built portal, a real call between them, note, code, end.
// With PICTURES=folder it leaves pictures of each state there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';
import { goTo, signIn } from '../drive.mjs';
import { accounts, handleOf } from '../mock/data.mjs';
import { startMock } from '../mock/server.mjs';
import { startLine } from './line.mjs';

const visit = handleOf('visit a2');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const flags = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--allow-loopback-in-peer-connection', '--no-sandbox'];
let chrome;
let mock;
let line;
let clinician;
let patient;

function roleOf(cookie) {
  const held = mock.sessions.get(/salus=(\w+)/.exec(cookie ?? '')?.[1]);
  return held?.account.roles.includes('clinician') ? 'clinician' : 'patient';
}

async function open(role, { size = { width: 1280, height: 900 }, scheme = 'light', language = 'en' } = {}) {
  const context = await chrome.newContext({ viewport: size, colorScheme: scheme, locale: language === 'es' ? 'es-ES' : 'en-GB', reducedMotion: 'reduce', baseURL: line.url, permissions: ['camera', 'microphone'] });
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load|WebSocket/.test(message.text())) page.problems.push(message.text()); });
  page.setDefaultTimeout(12_000);
  await signIn(page, role);
  await goTo(page, '/visit', { visit });
  return page;
}
async function picture(page, name) {
  if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/visit-${name}.png`, fullPage: true });
}
async function noViolations(page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run('#page', { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], what);
}
const words = (page) => page.locator('.code li').allTextContents();
const connected = (page) => page.locator('.code li').nth(3).waitFor({ timeout: 25_000 });

before(async () => {
  mock = await startMock();
  chrome = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
});
after(async () => {
  await chrome.close();
  await mock.stop();
});
beforeEach(async () => {
  mock.reset();
  line = await startLine(mock, roleOf);
});
afterEach(async () => {
  for (const page of [clinician, patient]) {
    const problems = page?.problems ?? [];
    await page?.context().close();
    assert.deepEqual(problems, [], 'nothing broke the page or its policy');
  }
  clinician = patient = undefined;
  await line.stop();
  assert.deepEqual(mock.faults.splice(0), [], 'every call follows the schema');
});

async function begin(options) {
  clinician = await open('clinician', options?.clinician);
  await clinician.getByRole('button', { name: /^Let .* in$/ }).waitFor();
  await picture(clinician, 'admit');
  await clinician.getByRole('button', { name: /^Let .* in$/ }).press('Enter');
  patient = await open('patient', options?.patient);
  await connected(clinician);
  await connected(patient);
}

test('the clinician lets the patient in by keyboard, both see the same words, the note saves itself beside the video', async () => {
  await begin();
  assert.deepEqual(await words(clinician), await words(patient));
  const played = (page) => page.locator('.picture > video').evaluate((video) => video.getVideoPlaybackQuality().totalVideoFrames);
  for (const page of [clinician, patient]) {
    await page.waitForTimeout(1200);
    assert.ok(await played(page) > 5, 'the other person’s picture moves');
  }
  await clinician.getByRole('textbox', { name: 'Note', exact: true }).fill('Dizzy after standing up. Blood pressure to be taken at home.');
  await clinician.getByText(/Saved \d/).waitFor();
  assert.equal(mock.state.notes[visit].text, 'Dizzy after standing up. Blood pressure to be taken at home.');
  await noViolations(clinician, 'clinician in call');
  await noViolations(patient, 'patient in call');
  await picture(clinician, 'clinician-desktop-light-en');
  await picture(patient, 'patient-desktop-light-en');
  for (const page of [clinician, patient]) {
    const { url, title } = { url: page.url(), title: await page.title() };
    assert.ok(!url.includes(visit) && !accounts.some(({ name }) => title.includes(name)), 'neither address nor title says whom it is about');
  }

  await clinician.getByRole('button', { name: 'They match' }).press('Enter');
  await clinician.getByText('nobody sits between you').waitFor();
  await clinician.getByRole('button', { name: 'Mute' }).press('Enter');
  await clinician.getByRole('button', { name: 'Unmute', pressed: true }).waitFor();
  await clinician.getByRole('button', { name: 'Hang up' }).press('Enter');
  await clinician.getByRole('dialog').getByRole('button', { name: 'Hang up' }).press('Enter');
  await patient.getByRole('heading', { name: 'The call is over' }).waitFor();
  await clinician.getByRole('heading', { name: 'The call is over' }).waitFor();
  await noViolations(patient, 'after the call');
  assert.equal(mock.state.appointments.find((one) => one.visit === visit).state, 'done');
  await clinician.getByRole('button', { name: 'Sign note' }).waitFor();
});

test('“They differ” asks, ends the call for both, and reports', async () => {
  await begin();
  await patient.getByRole('button', { name: 'They differ' }).click();
  await picture(patient, 'differ-asks');
  await patient.getByRole('dialog').getByRole('button', { name: 'End the call and report' }).click();
  for (const page of [patient, clinician]) await page.getByText('The safety codes were different').waitFor();
  await clinician.getByRole('alert').waitFor();
  await picture(clinician, 'ended-safely');
  await noViolations(patient, 'ended for safety');
  assert.ok(line.room.events.includes('patient reported people_said_so'), line.room.events.join(', '));
});

test('the line is cut for both: the call goes on, and the page says so until it is back', async () => {
  await begin();
  const before = await words(patient);
  line.cut();
  await patient.getByText('The line to the clinic is down').waitFor();
  await patient.getByText('The line to the clinic is down').waitFor({ state: 'detached', timeout: 15_000 });
  assert.deepEqual(await words(patient), before);
  await patient.getByText(/^Connected with/).waitFor();
});

test('a locked session covers the chart and leaves the call alone', async () => {
  await begin();
  await clinician.getByRole('button', { name: 'Lock', exact: false }).first().click();
  await clinician.getByText('Connected with', { exact: false }).waitFor();
  await clinician.locator('.work-column [inert]').waitFor({ state: 'attached' });
  assert.equal(await clinician.getByRole('textbox', { name: 'Note', exact: true }).count(), 0, 'the note is out of sight and reach');
  assert.deepEqual(await words(clinician), await words(patient));
  await picture(clinician, 'locked');
});

test('a phone in the dark, in Spanish: the words can be compared across languages, and a patient who left may come back', async () => {
  await begin({ patient: { size: { width: 390, height: 844 }, scheme: 'dark', language: 'es' }, clinician: { size: { width: 390, height: 844 }, scheme: 'dark' } });
  assert.notDeepEqual(await words(patient), await words(clinician));
  await patient.getByRole('button', { name: 'Show in English' }).click();
  assert.deepEqual(await words(patient), await words(clinician));
  await patient.getByRole('button', { name: 'Show in English' }).click();
  await noViolations(patient, 'patient on a phone, dark, Spanish');
  await noViolations(clinician, 'clinician on a phone, dark');
  await picture(patient, 'patient-phone-dark-es');
  await picture(clinician, 'clinician-phone-dark-en');
  const wide = await patient.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `no sideways scrolling: ${wide}`);
  await patient.getByRole('button', { name: 'Salir de la llamada' }).click();
  await patient.getByRole('dialog').getByRole('button', { name: 'Salir de la llamada' }).click();
  await patient.getByRole('button', { name: 'Entrar de nuevo' }).click();
  await connected(patient);
  await clinician.getByText(/^Connected with/).waitFor();
});
