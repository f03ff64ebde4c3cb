// SPDX-License-Identifier: Apache-2.0
// Makes the pictures of docs/pictures from the real server: node tests/browser/pictures.mjs [folder]
import fs from 'node:fs';
import path from 'node:path';
import { Clinic, pause, root } from '../flow/clinic.mjs';
import { go, launch, look, open, signIn } from './windows.mjs';

const folder = process.argv[2] ?? path.join(root, 'docs/pictures');
const phone = { width: 390, height: 844 };
const reason = 'Dizzy when standing up, since Tuesday';

const clinic = await new Clinic().start();
const browser = await launch(clinic);
fs.mkdirSync(folder, { recursive: true });
const people = Object.fromEntries(['patient', 'clinician', 'nurse', 'front_desk', 'privacy_officer', 'custodian', 'administrator']
  .map((role) => [role, clinic.person(role)]));

async function picture(page, name) {
  await look(page);
  await page.evaluate(() => { document.activeElement?.blur(); });
  await pause(400);
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file });
  console.log(`${name}: ${Math.round(fs.statSync(file).size / 1024)} KiB`);
}

try {
  const patient = await open(browser, clinic, { size: phone, scheme: 'dark', language: 'es' });
  await signIn(patient, clinic, people.patient);
  await patient.goto('/book');
  await look(patient);
  await patient.getByRole('radio', { name: people.clinician.name }).check();
  await patient.locator('label.chip').first().click();
  await patient.getByRole('textbox').fill(reason);
  await picture(patient, 'booking-phone-dark-es');
  await patient.getByRole('button', { name: /^Reservar/ }).click();
  await patient.getByRole('link', { name: 'Volver al inicio' }).click();
  await picture(patient, 'home-phone-dark-es');
  await patient.locator('article', { hasText: reason }).getByRole('link', { name: 'Ir a la sala de espera' }).click();
  await patient.getByText(/Cámara: funciona/).waitFor();
  await patient.getByRole('button', { name: 'Entrar en la sala de espera' }).click();

  const clinician = await open(browser, clinic);
  await signIn(clinician, clinic, people.clinician);
  await picture(clinician, 'today-en');
  await clinician.locator('li', { hasText: reason }).first().getByRole('link', { name: /^Open chart/ }).click();
  await picture(clinician, 'chart-en');
  await go(clinician, 'Today');
  await clinician.locator('li', { hasText: reason }).first().getByRole('button', { name: /^Admit/ }).click();
  await patient.getByRole('link', { name: 'Entrar en la llamada' }).click();
  for (const page of [patient, clinician]) await page.locator('.code li').nth(3).waitFor({ timeout: 40_000 });
  await clinician.getByRole('textbox', { name: 'Note', exact: true })
    .fill('Orthostatic symptoms, worse in the morning. Drink more, rise slowly, measure at home for two weeks.');
  await clinician.getByText(/^\s*Saved \d/).waitFor();
  await picture(clinician, 'call-clinician-en');
  await picture(patient, 'call-phone-dark-es');
  await clinician.getByRole('button', { name: 'Sign note' }).click();
  await clinician.getByRole('dialog').getByRole('button', { name: 'Sign note' }).click();
  await clinician.getByText(/Signed .* The patient can read it now/).waitFor();
  await clinician.getByRole('button', { name: 'Hang up' }).click();
  await clinician.getByRole('dialog').getByRole('button', { name: 'Hang up' }).click();
  await patient.getByRole('link', { name: 'Mi historia' }).click();
  await picture(patient, 'record-phone-dark-es');
  await patient.setViewportSize({ width: 1280, height: 800 });
  await patient.getByRole('button', { name: 'Colores claros' }).click();
  await go(patient, 'Quién abrió mi historia');
  await picture(patient, 'opened-es');

  for (const [role, places] of [['privacy_officer', { audit: 'Audit log', map: 'Data-flow map' }], ['custodian', { keys: null }],
    ['administrator', { accounts: null }], ['front_desk', { day: 'Day book' }], ['nurse', { patients: null }]]) {
    const page = await open(browser, clinic);
    await signIn(page, clinic, people[role]);
    for (const [name, place] of Object.entries(places)) {
      if (place) await go(page, place);
      await picture(page, `${name}-en`);
    }
    await page.context().close();
  }
} finally {
  await browser.close();
  await clinic.stop();
  clinic.remove();
}
