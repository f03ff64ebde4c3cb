// SPDX-License-Identifier: Apache-2.0
// A clinic's day in real windows on the real server: booking, call, note, prescription, and who may see what of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic, pause } from '../flow/clinic.mjs';
import { assertDiscreet, assertFramesFlow, call, go, launch, look, open, signedIn, signIn, typeCode, typePassword } from './windows.mjs';

const reason = 'Dizzy when standing up, since Tuesday';
const question = 'Shall I go on with the tablets until we talk?';
const noteText = 'Orthostatic symptoms, worse in the morning. Drink more, rise slowly, measure at home.';
const diagnosis = { label: 'Orthostatic hypotension', code: 'I95.1' };
const medication = 'Midodrine';

let clinic;
let browser;
let patient;
let clinician;
let people;

before(async () => {
  clinic = await new Clinic().start();
  browser = await launch(clinic);
  people = Object.fromEntries(['patient', 'clinician', 'nurse', 'front_desk', 'privacy_officer', 'custodian', 'administrator']
    .map((role) => [role, clinic.person(role)]));
});
after(async () => {
  await browser?.close();
  await clinic?.stop();
  clinic?.remove();
});

/** What the page itself could fetch with its session. */
const status = (page, target) => page.evaluate(async (to) => (await fetch(to, { headers: { accept: 'application/json' } })).status, target);
const words = (page) => page.locator('.code li').allTextContents();
const dialog = (page) => page.getByRole('dialog');

test('a patient signs in with two factors, and no way leads around the second', async () => {
  patient = await open(browser, clinic);
  await typePassword(patient, people.patient);
  for (const target of ['/api/v1/vault', '/api/v1/appointments', '/api/v1/messages']) {
    assert.equal(await status(patient, target), 401, `${target} after the password alone`);
  }
  await patient.locator('input[autocomplete="one-time-code"]').fill('000000');
  await patient.locator('form button[type="submit"]').click();
  await patient.getByText(/That code isn’t right/).waitFor();
  await patient.goto('/home');
  await patient.locator('input[autocomplete="username"]').waitFor();
  await typePassword(patient, people.patient);
  await typeCode(patient, clinic, people.patient);
  await look(patient);
  await patient.getByRole('heading', { level: 1, name: `Good to see you, ${people.patient.name}` }).waitFor();
});

test('the patient sees their own vault and nothing that belongs to others', async () => {
  await go(patient, 'My record');
  await patient.getByRole('heading', { level: 2, name: people.patient.name, exact: true }).waitFor();
  const [, other] = clinic.people('patient');
  assert.ok(!(await patient.locator('#page').innerText()).includes(other.name));
  for (const target of ['/api/v1/patients', '/api/v1/today', '/api/v1/audit', '/api/v1/keys', '/api/v1/accounts']) {
    assert.equal(await status(patient, target), 403, target);
  }
});

test('the patient books a free time with a reason, and sends a message', async () => {
  await go(patient, 'Book a visit');
  await patient.getByRole('radio', { name: people.clinician.name }).check();
  await patient.locator('label.chip').first().click();
  await patient.getByRole('textbox', { name: 'What is it about?' }).fill(reason);
  await patient.getByRole('button', { name: /^Book / }).click();
  await patient.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
  await look(patient);
  await go(patient, 'Home');
  await patient.locator('article', { hasText: reason }).getByText(`With ${people.clinician.name}`).waitFor();

  await go(patient, 'Messages');
  const known = patient.locator('button.thread', { hasText: people.clinician.name });
  if (await known.count() > 0) await known.click();
  else {
    await patient.getByLabel('To whom?').selectOption({ label: people.clinician.name });
    await patient.getByRole('button', { name: 'Start' }).click();
  }
  await patient.getByRole('textbox', { name: /^Your message to/ }).fill(question);
  await patient.getByRole('button', { name: 'Send', exact: true }).click();
  await patient.getByText('Sent.').waitFor();
  await patient.locator('.talk').getByText(question).waitFor();
});

test('the clinician signs in and sees today’s schedule and active patients', async () => {
  clinician = await open(browser, clinic);
  await signIn(clinician, clinic, people.clinician);
  await clinician.getByRole('heading', { name: 'Schedule' }).waitFor();
  await clinician.locator('li', { hasText: reason }).first().waitFor();
  await clinician.getByText(/conversations? waits? for your answer/).waitFor();
  const active = await clinician.locator('section', { hasText: 'Active patients' }).locator('ul.rows > li').count();
  assert.ok(active > 0 && active < 25, `active patients only: ${active}`);
  assert.equal(await status(clinician, '/api/v1/audit'), 403);
  assert.equal(await status(clinician, '/api/v1/keys'), 403);
});

test('the server is killed and started again: both sessions stay', async () => {
  const { signal } = await clinic.kill();
  assert.equal(signal, 'SIGKILL');
  await clinic.start();
  for (const page of [patient, clinician]) {
    await page.reload();
    await signedIn(page);
    await look(page);
  }
  await clinician.locator('li', { hasText: reason }).first().waitFor();
  await patient.locator('.talk, .thread').getByText(question).first().waitFor();
});

test('the clinician opens the chart, and admits the patient from the waiting room', async () => {
  await go(patient, 'Home');
  await patient.locator('article', { hasText: reason }).getByRole('link', { name: 'Go to the waiting room' }).click();
  await patient.getByText(/Camera: works/).waitFor();
  await look(patient);
  await patient.getByRole('button', { name: 'Enter the waiting room' }).click();
  await patient.getByRole('heading', { name: 'You are in the waiting room' }).waitFor();

  await clinician.reload();
  const row = clinician.locator('li', { hasText: reason }).first();
  await row.getByText(/In the waiting room|waiting/i).first().waitFor();
  await row.getByRole('link', { name: `Open chart: ${people.patient.name}` }).click();
  await clinician.getByRole('heading', { level: 2, name: people.patient.name, exact: true }).waitFor();
  for (const part of ['Conditions', 'Medications', 'Allergies', 'Measurements', 'Documents', 'Notes']) {
    await clinician.getByRole('heading', { name: part, exact: true }).waitFor();
  }
  await look(clinician);
  await go(clinician, 'Today');
  await clinician.locator('li', { hasText: reason }).first().getByRole('button', { name: `Admit ${people.patient.name}` }).click();
  await clinician.getByRole('region', { name: 'Video call' }).waitFor();
  await patient.getByRole('link', { name: 'Join the call' }).click();
});

test('they hold a real call: frames on both sides, DTLS-SRTP with the certificate of the other, the same words', async () => {
  for (const page of [clinician, patient]) {
    await page.locator('.code li').nth(3).waitFor({ timeout: 40_000 });
    await look(page);
  }
  const [ours, theirs] = await assertFramesFlow(clinician, patient);
  for (const side of [ours, theirs]) {
    assert.equal(side.transports, 1, 'one transport carries all');
    assert.equal(side.dtls, 'connected');
    assert.match(side.tls, /^FEF[CD]$/);
    assert.match(side.srtp, /^(SRTP_)?(AES128_CM_HMAC_SHA1_80|AES_CM_128_HMAC_SHA1_80|AEAD_AES_(128|256)_GCM)$/);
    assert.equal(side.algorithm, 'sha-256');
    assert.match(side.remote, /^[0-9A-F:]{95}$/);
  }
  assert.equal(ours.remote, theirs.local, 'each proved to the other the certificate it has');
  assert.equal(theirs.remote, ours.local);
  assert.notEqual(ours.local, theirs.local);
  assert.equal((await words(clinician)).length, 4);
  assert.deepEqual(await words(clinician), await words(patient));
  console.log(`  used: ${ours.tls}, ${ours.cipher}, ${ours.srtp}; frames decoded: ${ours.frames} and ${theirs.frames}`);
});

test('mute and camera off do what they say, and back', async () => {
  await patient.getByRole('button', { name: 'Mute', exact: true }).click();
  await patient.getByRole('button', { name: 'Unmute', pressed: true }).waitFor();
  await patient.getByRole('button', { name: 'Camera off' }).click();
  await patient.getByRole('button', { name: 'Camera on', pressed: true }).waitFor();
  await pause(1500);
  const before = await call(clinician);
  await pause(2000);
  const still = await call(clinician);
  assert.ok(still.frames - before.frames <= 2, `no picture while the camera is off: ${before.frames} → ${still.frames}`);
  assert.ok(still.energy - before.energy < 1e-6, `silence while muted: ${before.energy} → ${still.energy}`);
  await patient.getByRole('button', { name: 'Unmute' }).click();
  await patient.getByRole('button', { name: 'Camera on' }).click();
  await pause(1000);
  await assertFramesFlow(clinician, patient);
});

test('during the call the clinician writes diagnosis and note, signs, and prescribes', async () => {
  await clinician.getByRole('textbox', { name: 'Note', exact: true }).fill(noteText);
  await clinician.getByRole('textbox', { name: 'In words' }).fill(diagnosis.label);
  await clinician.getByRole('textbox', { name: 'ICD-10 code' }).fill(diagnosis.code);
  await clinician.getByText(/^\s*Saved \d/).waitFor();

  await clinician.locator('summary', { hasText: 'Prescription' }).click();
  const form = clinician.getByRole('form', { name: 'Prescription' });
  await form.getByLabel('Medication').fill(medication);
  await form.getByLabel('Dose').fill('2.5 mg');
  await form.getByLabel('How often').fill('three times a day');
  await form.getByRole('button', { name: 'Prescribe' }).click();
  await dialog(clinician).getByRole('button', { name: 'Prescribe' }).click();
  await clinician.getByText(`${medication} is prescribed.`).waitFor();

  await clinician.getByRole('button', { name: 'Sign note' }).click();
  await dialog(clinician).getByRole('button', { name: 'Sign note' }).click();
  await clinician.getByText(/Signed .* The patient can read it now/).waitFor();
  await assertFramesFlow(clinician, patient);
});

test('the server is killed during the call: picture and sound go on, the line comes back, the words stay', async () => {
  const said = await words(patient);
  await clinic.kill();
  await pause(1000);
  await assertFramesFlow(clinician, patient);
  await clinic.start();
  for (const page of [patient, clinician]) {
    await page.getByText('The line to the clinic is down').waitFor({ state: 'detached', timeout: 40_000 });
    await page.getByText(/^Connected with/).waitFor();
  }
  assert.deepEqual(await words(patient), said);
  await assertFramesFlow(clinician, patient);
});

test('hanging up ends the call for both', async () => {
  await clinician.getByRole('button', { name: 'Hang up' }).click();
  await dialog(clinician).getByRole('button', { name: 'Hang up' }).click();
  for (const page of [clinician, patient]) await page.getByRole('heading', { name: 'The call is over' }).waitFor();
  assert.equal(await call(patient), null, 'no connection is up');
});

test('afterwards the patient reads note, prescription and message, and who opened the record, visit by visit', async () => {
  await patient.getByRole('link', { name: 'My record' }).click();
  await look(patient);
  const vault = patient.locator('#page');
  await vault.getByText(noteText).first().waitFor();
  await vault.getByText(diagnosis.label).first().waitFor();
  await vault.getByText(medication).first().waitFor();
  await go(patient, 'Messages');
  await patient.locator('.thread').getByText(question).first().waitFor();
  await go(patient, 'Who opened my record');
  const group = patient.locator('section.card', { has: patient.getByRole('heading', { name: new RegExp(`^Visit on .* with ${people.clinician.name}$`) }) }).first();
  await group.locator('li', { hasText: people.clinician.name }).first().waitFor();
  await assertDiscreet(patient, clinic);
  await assertDiscreet(clinician, clinic);
});

test('the front desk books and sees demographics, never a reason', async () => {
  const desk = await open(browser, clinic);
  await signIn(desk, clinic, people.front_desk);
  await desk.getByText(people.patient.name).first().waitFor();
  const answers = [];
  desk.on('response', async (response) => {
    if (response.url().includes('/api/')) answers.push(await response.text().catch(() => ''));
  });
  await desk.reload();
  await look(desk);
  await go(desk, 'Patients');
  await desk.getByLabel('Name begins with').fill(people.patient.name.split(' ').at(-1).slice(0, 4));
  await desk.getByRole('link', { name: `Book a visit for ${people.patient.name}` }).click();
  await desk.getByRole('radio', { name: people.clinician.name }).check();
  assert.equal(await desk.getByRole('textbox').count(), 0, 'nobody asks the desk for a reason');
  await desk.locator('label.chip').nth(2).click();
  await desk.getByRole('button', { name: /^Book / }).click();
  await desk.getByRole('heading', { name: 'The visit is booked' }).waitFor();
  await look(desk);
  await pause(300);
  assert.ok(answers.some((text) => text.includes(people.patient.name)), 'the desk was told something');
  for (const secret of [reason, diagnosis.label, noteText, medication, question]) {
    assert.ok(!answers.some((text) => text.includes(secret)), `the desk was told: ${secret}`);
  }
  for (const target of ['/api/v1/messages', '/api/v1/vault', '/api/v1/audit', '/fhir/Condition', '/fhir/Composition']) {
    assert.notEqual(await status(desk, target), 200, target);
  }
  await assertDiscreet(desk, clinic);
  await desk.context().close();
});

test('the nurse enters vitals, and the patient sees them', async () => {
  const nurse = await open(browser, clinic);
  await signIn(nurse, clinic, people.nurse);
  await nurse.getByRole('link', { name: `Enter vitals of ${people.patient.name}` }).click();
  await nurse.getByLabel(/^Blood pressure, upper/).fill('117');
  await nurse.getByLabel(/^Blood pressure, lower/).fill('71');
  await nurse.getByLabel(/^Pulse/).fill('63');
  await nurse.getByRole('button', { name: 'Save vitals' }).click();
  await nurse.getByText(/3 values are in the chart|2 values are in the chart/).waitFor();
  await look(nurse);
  await assertDiscreet(nurse, clinic);
  await nurse.context().close();
  await go(patient, 'My record');
  await patient.locator('#page').getByText(/117/).first().waitFor();
});

test('the privacy officer sees the log with all of it, and the map with each hop labelled', async () => {
  const officer = await open(browser, clinic);
  await signIn(officer, clinic, people.privacy_officer);
  await officer.getByText(/The log holds [\d,]+ entries/).waitFor();
  const log = officer.locator('#page');
  for (const who of [people.patient.name, people.clinician.name, people.nurse.name, people.front_desk.name]) {
    for (let pages = 0; pages < 8 && await log.locator('td strong', { hasText: who }).count() === 0; pages += 1) {
      await officer.getByRole('button', { name: 'Older entries' }).click();
      await pause(700);
    }
    assert.ok(await log.locator('td strong', { hasText: who }).count() > 0, `${who} is in the log`);
  }
  assert.ok(await log.getByText('Denied', { exact: false }).count() + await log.getByText(/was refused/).count() > 0, 'refusals are in the log');
  await go(officer, 'Data-flow map');
  const hops = officer.getByRole('region', { name: 'Diagram' }).getByRole('button');
  assert.ok(await hops.count() > 5, 'the map has its ways');
  for (const name of await hops.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))) {
    assert.match(name, /^\d+ \S.*, .*, (In use|Absent)$/, 'number, hop, basis, state');
  }
  await hops.first().click();
  await officer.getByRole('region', { name: 'About this way' }).waitFor();
  await assertDiscreet(officer, clinic);
  await officer.context().close();
});

for (const [role, landing, heading] of [['custodian', 'Keys', 'All keys'], ['administrator', 'Accounts', 'Accounts']]) {
  test(`the ${role} does the own work and can open no record`, async () => {
    const page = await open(browser, clinic);
    await signIn(page, clinic, people[role]);
    await page.getByRole('heading', { level: 1, name: landing }).waitFor();
    await page.getByRole('table', { name: heading }).locator('tbody tr').first().waitFor();
    for (const target of ['/api/v1/patients', '/api/v1/vault', '/api/v1/today', '/api/v1/messages', '/api/v1/appointments', '/api/v1/audit',
      '/fhir/Patient', '/fhir/Condition', '/fhir/Observation']) {
      const answer = await status(page, target);
      assert.ok(answer >= 401 && answer < 500, `${target}: ${answer}`);
    }
    await page.goto('/about');
    await look(page);
    await assertDiscreet(page, clinic);
    await page.context().close();
  });
}
