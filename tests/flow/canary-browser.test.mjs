// SPDX-License-Identifier: Apache-2.0
// A visit in three real browsers, full of canaries; after sign-out neither their profile folders nor the clinic's home show one.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { go, look, signIn } from '../browser/windows.mjs';
import { needlesOf, newBird, sweep } from './canary.mjs';
import { Clinic } from './clinic.mjs';
import { unsnap, valuesOf } from './leveldb.mjs';
import { openProfile } from './profiles.mjs';

const clinic = new Clinic();
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'salus-profiles-'));
const bird = newBird();
const canary = (field) => `${bird} ${field}`;
const weight = '83.41729'; // a number that is nothing else's
let people;
const windows = {};

before(async () => {
  await clinic.start();
  people = Object.fromEntries(['patient', 'clinician', 'nurse'].map((role) => [role, clinic.person(role)]));
});
after(async () => {
  for (const page of Object.values(windows)) await page.context().close();
  await clinic.remove();
  fs.rmSync(scratch, { recursive: true, force: true });
});

const folderOf = (role) => path.join(scratch, role);
const dialog = (page) => page.getByRole('dialog');

function needles() {
  const words = [['a canary', bird], ['a measurement', weight], ['the patient’s name', people.patient.name]];
  for (const [role, { email, password, totp_secret: secret }] of Object.entries(people)) {
    words.push([`the ${role}’s e-mail`, email], [`the ${role}’s password`, password], [`the ${role}’s secret`, secret]);
  }
  return needlesOf({ words });
}

test('a patient, a clinician and a nurse hold a visit whose every word is a canary', async () => {
  const { patient, clinician, nurse } = people;
  for (const role of Object.keys(people)) windows[role] = await openProfile(clinic, folderOf(role));
  const [ours, theirs] = [windows.patient, windows.clinician];
  const reason = canary('reason');

  await signIn(ours, clinic, patient);
  await go(ours, 'Book a visit');
  await ours.getByRole('radio', { name: clinician.name }).check();
  await ours.locator('label.chip').first().click();
  await ours.getByRole('textbox', { name: 'What is it about?' }).fill(reason);
  await ours.getByRole('button', { name: /^Book / }).click();
  await ours.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
  await go(ours, 'Messages');
  const known = ours.locator('button.thread', { hasText: clinician.name });
  if (await known.count() > 0) await known.click();
  else {
    await ours.getByLabel('To whom?').selectOption({ label: clinician.name });
    await ours.getByRole('button', { name: 'Start' }).click();
  }
  await ours.getByRole('textbox', { name: /^Your message to/ }).fill(canary('message'));
  await ours.getByRole('button', { name: 'Send', exact: true }).click();
  await ours.getByText('Sent.').waitFor();

  await signIn(windows.nurse, clinic, nurse);
  await windows.nurse.getByRole('link', { name: `Enter vitals of ${patient.name}` }).click();
  await windows.nurse.getByLabel(/^Pulse/).fill('63');
  await windows.nurse.getByRole('button', { name: 'Save vitals' }).click();
  await windows.nurse.getByText(/value.* in the chart/).waitFor();
  const posted = await windows.nurse.evaluate(async ({ name, body }) => {
    const json = async (to) => (await fetch(to)).json();
    const { csrf } = await json('/api/v1/session');
    const { handle } = (await json('/api/v1/patients')).patients.find((one) => one.name === name);
    const headers = { 'Content-Type': 'application/json', 'X-Salus-CSRF': csrf };
    return (await fetch(`/api/v1/patients/${handle}/vitals`, { method: 'POST', headers, body })).status;
  }, { name: patient.name, body: `{"weight":${weight}}` });
  assert.equal(posted, 201);

  await signIn(theirs, clinic, clinician);
  await theirs.locator('li', { hasText: reason }).first().getByRole('link', { name: `Open chart: ${patient.name}` }).click();
  await theirs.getByRole('heading', { name: 'Measurements', exact: true }).waitFor();
  await look(theirs);
  await go(ours, 'Home');
  await ours.locator('article', { hasText: reason }).getByRole('link', { name: 'Go to the waiting room' }).click();
  await ours.getByRole('button', { name: 'Enter the waiting room' }).click();
  await ours.getByRole('heading', { name: 'You are in the waiting room' }).waitFor();
  await go(theirs, 'Today');
  await theirs.locator('li', { hasText: reason }).first().getByRole('button', { name: `Admit ${patient.name}` }).click();
  await ours.getByRole('link', { name: 'Join the call' }).click();
  for (const page of [ours, theirs]) await page.getByText(/^Connected with/).waitFor({ timeout: 40_000 });

  await theirs.getByRole('textbox', { name: 'Note', exact: true }).fill(canary('note'));
  await theirs.getByRole('textbox', { name: 'In words' }).fill(canary('diagnosis'));
  await theirs.getByRole('textbox', { name: 'ICD-10 code' }).fill('I95.1');
  await theirs.getByText(/^\s*Saved \d/).waitFor();
  await theirs.locator('summary', { hasText: 'Prescription' }).click();
  const form = theirs.getByRole('form', { name: 'Prescription' });
  await form.getByLabel('Medication').fill(canary('medication'));
  await form.getByLabel('Dose').fill(canary('dose'));
  await form.getByLabel('How often').fill(canary('frequency'));
  await form.getByRole('button', { name: 'Prescribe' }).click();
  await dialog(theirs).getByRole('button', { name: 'Prescribe' }).click();
  await theirs.getByText(/is prescribed\./).waitFor();
  await theirs.getByRole('button', { name: 'Sign note' }).click();
  await dialog(theirs).getByRole('button', { name: 'Sign note' }).click();
  await theirs.getByText(/Signed .* The patient can read it now/).waitFor();
  await theirs.getByRole('button', { name: 'Hang up' }).click();
  await dialog(theirs).getByRole('button', { name: 'Hang up' }).click();
  for (const page of [ours, theirs]) await page.getByRole('heading', { name: 'The call is over' }).waitFor();

  await ours.getByRole('link', { name: 'My record' }).click();
  const vault = ours.locator('#page');
  for (const field of ['note', 'medication', 'diagnosis']) await vault.getByText(canary(field)).first().waitFor();
  const seen = await ours.evaluate(async () => (await fetch('/api/v1/vault', { headers: { accept: 'application/json' } })).text());
  assert.ok(seen.includes(weight) && seen.includes(bird), 'the browser had them all');
});

test('sign-out keeps the choice of the language, and nothing else', async () => {
  for (const page of Object.values(windows)) {
    await page.locator('header button[lang="es"]').click();
    await page.evaluate(() => { localStorage.setItem('left', 'behind'); sessionStorage.setItem('left', 'behind'); });
    await page.getByRole('banner').getByRole('button', { name: 'Cerrar sesión' }).click();
    await page.locator('input[autocomplete="username"]').waitFor();
    assert.deepEqual(await page.evaluate(async () => ({ ...localStorage, ...sessionStorage, ...(await caches.keys()), ...(await indexedDB.databases()) })), { 'salus-language': 'es' });
    await page.reload();
    assert.equal(await page.locator('html').getAttribute('lang'), 'es');
  }
});

test('no profile folder shows one', async () => {
  for (const role of Object.keys(people)) {
    await windows[role].context().close();
    delete windows[role];
    assert.ok(fs.readdirSync(folderOf(role)).includes('Default'), 'a profile was written');
    // What one types into the sign-in form the browser's own memory of forms and passwords may keep: docs/threat-model.md.
    const own = new RegExp(`^Default/(Login Data|Web Data)(-journal)?: the ${role}’s e-mail `);
    assert.deepEqual(sweep(folderOf(role), needles(), { packed: true }).filter((hit) => !own.test(hit)), [], role);
  }
});

test('neither do the clinic’s files and what the program printed', async () => {
  await clinic.kill();
  const only = needlesOf({ words: [['a canary', bird], ['a measurement', weight], ['the patient’s secret', people.patient.totp_secret]] });
  assert.deepEqual(sweep(clinic.home, only, { except: ['demo.json'] }), []);
  for (const { what, needle } of only) assert.ok(!Buffer.from(clinic.output).includes(needle), what);
  await clinic.start();
});

test('the sweep finds what a page leaves in each kind of storage that a profile has', async () => {
  const page = await openProfile(clinic, folderOf('planted'));
  await page.goto('/');
  const words = Object.fromEntries(['localStorage', 'indexedDB', 'caches', 'title'].map((place) => [place, newBird()]));
  await page.evaluate(async (left) => {
    localStorage.setItem('left', left.localStorage);
    await (await caches.open('left')).put('/left', new Response(left.caches));
    await new Promise((resolve, reject) => {
      const opening = indexedDB.open('left', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('left');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const writing = opening.result.transaction('left', 'readwrite', { durability: 'strict' });
        writing.objectStore('left').put(left.indexedDB, 1);
        writing.oncomplete = () => { opening.result.close(); resolve(); };
      };
    });
    document.title = left.title;
  }, words);
  await page.waitForTimeout(500);
  await page.context().close();
  for (const [place, word] of Object.entries(words)) {
    assert.notDeepEqual(sweep(folderOf('planted'), needlesOf({ words: [[place, word]] }), { packed: true }), [], place);
  }
});

test('it finds what lies packed', () => {
  const folder = folderOf('packed');
  const wanted = needlesOf({ words: [['a canary', bird]] });
  const holds = (name, bytes) => {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, name), bytes);
    assert.deepEqual(sweep(folder, wanted), [], `${name} hides it`);
    return sweep(folder, wanted, { packed: true });
  };
  const filler = () => randomBytes(1000).toString('hex'); // so that letters are coded anew, and none stands as it is
  const text = Buffer.from(filler() + bird + filler());
  assert.notDeepEqual(holds('cache_0', Buffer.concat([Buffer.from('a header '), gzipSync(text), Buffer.from('more')])), []);
  assert.notDeepEqual(holds('cache_1', Buffer.concat([Buffer.from('a header '), zstdCompressSync(text)])), []);
  assert.notDeepEqual(holds('cache_2', brotliCompressSync(text)), []);

  // A table of one block, packed by hand: the canary's first bytes, a copy of them, then the rest of it.
  const raw = Buffer.from(bird);
  const head = raw.subarray(0, 8);
  const rest = raw.subarray(8);
  const packed = Buffer.concat([Buffer.from([16 + rest.length, 7 << 2]), head, Buffer.from([((8 - 4) << 2) | 1, 8, (rest.length - 1) << 2]), rest]);
  assert.equal(unsnap(packed).toString(), head.toString() + raw.toString());
  const block = Buffer.concat([packed, Buffer.from([1, 0, 0, 0, 0])]);
  const entry = Buffer.from([0, 1, 2, 0x61, 0, packed.length]);
  const index = Buffer.concat([entry, Buffer.from([0, 0, 0, 0, 1, 0, 0, 0])]);
  const footer = Buffer.alloc(48);
  footer.set([0, 0, block.length, index.length]);
  Buffer.from('57fb808b247547db', 'hex').copy(footer, 40);
  const table = Buffer.concat([block, index, Buffer.from([0, 0, 0, 0, 0]), footer]);
  assert.equal(valuesOf(table).length, 1);
  assert.notDeepEqual(holds('000005.ldb', table), []);
  assert.throws(() => valuesOf(Buffer.alloc(100)));
});
