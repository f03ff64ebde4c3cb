// SPDX-License-Identifier: Apache-2.0
// An account in real windows on the real server: an administrator invites, its person sets it up, an officer confirms it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Clinic, oneTimeCode, pause } from '../flow/clinic.mjs';
import { assertDiscreet, go, launch, look, nextCode, open, signIn, typeCode, typePassword } from './windows.mjs';

const nurse = { name: 'Nora Ness', email: 'nora.ness@riverside.example', password: 'four plain words here' };
let clinic;
let browser;
let administrator;
let officer;
let window;
let invitation;

before(async () => {
  clinic = await new Clinic().start();
  browser = await launch(clinic);
  [administrator, officer, window] = await Promise.all([open(browser, clinic), open(browser, clinic), open(browser, clinic, { size: { width: 390, height: 844 } })]);
});
after(async () => {
  await browser?.close();
  await clinic?.stop();
  clinic?.remove();
});

// Each code works once; enrolling takes that of the period before, which still holds, so that nobody waits for the next.
async function earlierCode() {
  if (Date.now() % 30_000 > 27_000) await pause(3_000);
  return oneTimeCode(nurse.totp_secret, Math.floor(Date.now() / 30_000) - 1);
}
const rowOf = (page) => page.getByRole('row', { name: nurse.name });

test('an administrator adds an account and hands over an invitation, neither password nor secret', async () => {
  await signIn(administrator, clinic, clinic.person('administrator'));
  await administrator.getByLabel('Name').fill(nurse.name);
  await administrator.getByLabel('Email').fill(nurse.email);
  await administrator.getByRole('checkbox', { name: 'Nurse' }).check();
  await administrator.getByRole('button', { name: 'Create account' }).click();
  invitation = await administrator.locator('code.secret').innerText();
  assert.match(invitation, /^[\w-]{20}$/);
  await administrator.getByRole('button', { name: 'I have handed it over' }).click();
  await rowOf(administrator).getByText('Invited').waitFor();
});

test('on a phone its person chooses a password and scans or types the secret', async () => {
  await window.goto('/enrol');
  await window.getByLabel('Email').fill(nurse.email);
  await window.getByLabel('Invitation').fill(invitation);
  await window.getByRole('button', { name: 'Continue' }).click();
  await window.getByRole('img', { name: 'Picture of the secret' }).waitFor();
  await look(window);
  nurse.totp_secret = await window.locator('code.secret').innerText();
  await window.getByRole('textbox', { name: 'New password' }).fill(nurse.password);
  await window.getByLabel('One-time code').fill(await earlierCode());
  await window.getByRole('button', { name: 'Set up my account' }).click();
  await window.getByRole('heading', { name: 'Your account is set up' }).waitFor();
});

test('nobody signs in before an officer has confirmed what they saw', async () => {
  await typePassword(window, nurse);
  await window.locator('input[autocomplete="one-time-code"]').fill(await nextCode(clinic, nurse));
  await window.locator('form button[type="submit"]').click();
  await window.getByText('has yet to confirm it').waitFor();
  await clinic.kill();
  await clinic.start();
  await administrator.reload();
  await look(administrator);
  await rowOf(administrator).getByText('Waits for a privacy officer').waitFor();
  await signIn(officer, clinic, clinic.person('privacy_officer'));
  await go(officer, 'Accounts');
  await officer.getByText('1 account waits for you.').waitFor();
  await officer.getByRole('button', { name: `Confirm: ${nurse.name}` }).click();
  await officer.getByRole('dialog').getByRole('button', { name: 'Confirm', exact: true }).click();
  await officer.getByText('0 accounts wait for you.').waitFor();
});

test('then the nurse comes in as a nurse, and the log says whose account it was', async () => {
  await typePassword(window, nurse);
  await typeCode(window, clinic, nurse);
  await look(window);
  await go(officer, 'Audit log');
  await officer.getByText(`set up the account`).first().waitFor();
  await officer.getByText(`(of ${nurse.name})`).first().waitFor();
  await officer.getByText('a sign-in before a privacy officer had confirmed the account').first().waitFor();
});

test('nothing broke a page or its policy', async () => {
  for (const page of [administrator, officer, window]) await assertDiscreet(page, clinic);
});
