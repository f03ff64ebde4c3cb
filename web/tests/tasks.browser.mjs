// SPDX-License-Identifier: Apache-2.0
// One real task a page, by keyboard alone: what a person comes for, done without a mouse.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { launch, open, pages, settled, visit } from './drive.mjs';
import { accounts, code, handleOf, invitation, password, patients } from './mock/data.mjs';
import { startMock } from './mock/server.mjs';

let mock;
let browser;
before(async () => {
  mock = await startMock();
  browser = await launch();
});
beforeEach(() => { mock.reset(); });
after(async () => {
  await browser.close();
  await mock.stop();
  assert.deepEqual([...new Set(mock.faults)], [], 'pages and mock keep to the schema');
});

/** Tabs until the focus is on what is meant; a keyboard trap or an unreachable control fails here. */
async function tabTo(page, locator, most = 120) {
  for (let step = 0; step < most; step++) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`not reached by keyboard: ${locator}`);
}
async function press(page, locator, key = 'Enter') {
  await tabTo(page, locator);
  await page.keyboard.press(key);
}
async function type(page, locator, text) {
  await tabTo(page, locator);
  await page.keyboard.type(text);
}
const button = (page, name) => page.getByRole('button', { name });

async function on(name, role, work) {
  const { context, page, problems } = await open(browser, mock, { role });
  await visit(page, pages.find((one) => one.name === name));
  await work(page);
  assert.deepEqual(problems, []);
  await context.close();
}

test('sign in with password and code', () => on('sign-in', undefined, async (page) => {
  await type(page, page.getByLabel('Email'), accounts[0].email);
  await type(page, page.getByRole('textbox', { name: 'Password' }), password);
  await page.keyboard.press('Enter');
  await page.getByLabel('One-time code').waitFor();
  assert.ok(await page.getByLabel('One-time code').evaluate((field) => field === document.activeElement), 'the code field has the focus');
  await page.keyboard.type('000000');
  await page.keyboard.press('Enter');
  await page.getByText('That code isn’t right').waitFor();
  await type(page, page.getByLabel('One-time code'), code);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Good to see you/ }).waitFor();
}));

test('a wrong password is said once for email and password', () => on('sign-in', undefined, async (page) => {
  await type(page, page.getByLabel('Email'), 'nobody@clinic.example');
  await type(page, page.getByRole('textbox', { name: 'Password' }), 'wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Email and password don’t match').waitFor();
}));

test('demo: copy a code', () => on('demo', undefined, async (page) => {
  await press(page, button(page, 'Copy: Code now, Amara Oyelaran'));
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
}));

test('home: cancel a visit, after a confirmation', () => on('home', 'patient', async (page) => {
  await press(page, button(page, 'Cancel this visit').first());
  await page.getByRole('dialog', { name: 'Cancel this visit?' }).waitFor();
  await press(page, page.getByRole('dialog').getByRole('button', { name: 'Cancel this visit' }));
  await page.getByRole('status').getByText('The visit was cancelled.').waitFor();
  assert.equal(mock.state.appointments[1].state, 'cancelled');
}));

test('home: Escape leaves the confirmation and changes nothing', () => on('home', 'patient', async (page) => {
  await press(page, button(page, 'Cancel this visit').first());
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(mock.state.appointments[1].state, 'booked');
}));

test('record: read a document', () => on('record', 'patient', async (page) => {
  await press(page, page.locator('summary', { hasText: 'Letter from cardiology' }));
  await page.getByText('The echocardiogram is normal for age.').waitFor();
}));

test('book: clinician, time, reason', () => on('book', 'patient', async (page) => {
  await press(page, page.getByRole('radio', { name: /Rivera/ }), 'Space');
  await settled(page);
  await press(page, page.locator('.chip input').first(), 'Space');
  await type(page, page.getByRole('textbox', { name: 'What is it about?' }), 'A cough that stays.');
  await press(page, button(page, /^Book /));
  await page.getByRole('heading', { level: 1, name: 'Your visit is booked' }).waitFor();
  assert.equal(mock.state.appointments.at(-1).reason, 'A cough that stays.');
}));

test('book: a time taken meanwhile keeps what was written', () => on('book', 'patient', async (page) => {
  mock.fail('bookAppointment', 409, 'conflict');
  await press(page, page.getByRole('radio', { name: /Rivera/ }), 'Space');
  await settled(page);
  await press(page, page.locator('.chip input').first(), 'Space');
  await type(page, page.getByRole('textbox', { name: 'What is it about?' }), 'A cough that stays.');
  await press(page, button(page, /^Book /));
  await page.getByRole('alert').getByText('Somebody just took this time').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'What is it about?' }).inputValue(), 'A cough that stays.');
}));

test('messages: answer', () => on('messages', 'patient', async (page) => {
  await press(page, page.getByRole('button', { name: /Rivera/ }));
  await type(page, page.getByLabel('Your message to Dr. Elena Rivera'), 'Thank you.');
  await press(page, button(page, 'Send'));
  await page.getByRole('status').getByText('Sent.').waitFor();
  assert.equal(mock.state.messages.at(-1).text, 'Thank you.');
}));

test('opened: read each access on its own', () => on('opened', 'patient', async (page) => {
  await page.getByText('people besides you touched your record').waitFor();
  await press(page, page.locator('summary', { hasText: 'Each access on its own' }).first());
  await page.getByRole('table').first().getByText(/Rule “clinician-reads-active”/).first().waitFor();
}));

test('join: check devices, wait, be let in', () => on('join', 'patient', async (page) => {
  await page.getByText('Camera: works').waitFor();
  await press(page, button(page, 'Enter the waiting room'));
  await page.getByRole('heading', { name: 'You are in the waiting room' }).waitFor();
  mock.state.appointments[1].state = 'in_call';
  await page.getByRole('link', { name: 'Join the call' }).waitFor({ timeout: 8000 });
}));

test('today: two keys from schedule to call', () => on('today', 'clinician', async (page) => {
  await press(page, button(page, /^Admit Margarethe/));
  await page.waitForURL('**/visit');
  assert.equal(mock.state.appointments[0].state, 'in_call');
}));

test('chart: why may I see this', () => on('chart', 'clinician', async (page) => {
  await page.getByText('Something in this record is withheld').waitFor();
  await press(page, page.locator('summary', { hasText: 'Opened and logged: care' }));
  await page.getByText('An appointment is near').waitFor();
}));

test('note: write, saved by itself, survives a reload, sign', () => on('note', 'clinician', async (page) => {
  const note = page.getByRole('textbox', { name: 'Note' });
  await tabTo(page, note);
  await page.keyboard.press('Control+End');
  await page.keyboard.type('Rest, and a call on Friday.');
  await page.getByText(/^ ?Saved /).waitFor();
  await page.reload();
  await settled(page);
  assert.match(await note.inputValue(), /Rest, and a call on Friday\.$/);
  await type(page, page.getByLabel('In words'), 'Healed wound');
  await type(page, page.getByLabel('ICD-10 code'), 'z48.0');
  await press(page, button(page, 'Sign note'));
  await page.getByRole('dialog', { name: 'Sign this note?' }).waitFor();
  await press(page, page.getByRole('dialog').getByRole('button', { name: 'Sign note' }));
  await page.getByText('The patient can read it now').waitFor();
  assert.deepEqual(mock.state.notes[handleOf('visit a4')].diagnosis, { label: 'Healed wound', code: 'Z48.0' });
}));

test('note: a newer version elsewhere is shown beside mine', () => on('note', 'clinician', async (page) => {
  Object.assign(mock.state.notes[handleOf('visit a4')], { text: 'Written in another window.', version: 9 });
  await type(page, page.getByRole('textbox', { name: 'Note' }), 'Mine. ');
  await page.getByText('Written in another window.').waitFor();
  await press(page, button(page, 'Keep what is here'));
  await page.getByText(/^ ?Saved /).waitFor();
  assert.match(mock.state.notes[handleOf('visit a4')].text, /Mine\./);
}));

test('vitals: enter blood pressure and temperature', () => on('vitals', 'nurse', async (page) => {
  await type(page, page.getByLabel(/Blood pressure, upper/), '500');
  await type(page, page.getByLabel(/Temperature/), '36,8');
  await page.keyboard.press('Enter');
  await page.locator('.mantine-InputWrapper-error').waitFor();
  await tabTo(page, page.getByLabel(/Blood pressure, upper/));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('128');
  await page.keyboard.press('Enter');
  await page.getByText('2 values are in the chart.').waitFor();
  assert.deepEqual(mock.state.vitals.map(({ value }) => value), [128, 36.8]);
}));

test('patients: find by the beginning of a name', () => on('patients', 'nurse', async (page) => {
  await type(page, page.getByLabel('Name begins with'), 'pet');
  await page.getByText('1 patient', { exact: true }).waitFor();
  await press(page, page.getByRole('link', { name: 'Open chart: Jonas Petrauskas' }));
  await page.getByRole('heading', { level: 2, name: 'Jonas Petrauskas' }).waitFor();
}));

test('day book: cancel, and never a reason', () => on('day', 'front_desk', async (page) => {
  assert.equal(await page.getByText('Palpitations').count(), 0);
  await press(page, button(page, 'Cancel the visit of Tomás Villalobos'));
  await press(page, page.getByRole('dialog').getByRole('button', { name: 'Cancel', exact: true }).first());
  await page.getByText('The visit was cancelled.').waitFor();
}));

test('front desk books for a patient without a reason', () => on('desk-book', 'front_desk', async (page) => {
  await tabTo(page, page.getByRole('radio', { name: /Rivera/ }));
  await page.keyboard.press('ArrowDown');
  assert.ok(await page.getByRole('radio', { name: /Okafor/ }).isChecked(), 'arrows move within the group');
  await settled(page);
  await press(page, page.locator('.chip input').first(), 'Space');
  await press(page, button(page, /^Book /));
  await page.getByRole('heading', { level: 1, name: 'The visit is booked' }).waitFor();
  assert.equal(mock.state.appointments.at(-1).patient.handle, patients[0].handle);
}));

test('audit: show denials only, read the verify command', () => on('audit', 'privacy_officer', async (page) => {
  await tabTo(page, page.getByLabel('Outcome'));
  await page.keyboard.type('Denied');
  await press(page, button(page, 'Show'));
  await settled(page);
  await page.waitForFunction(() => !document.querySelector('tbody')?.textContent.includes('Granted'));
  await press(page, page.locator('summary', { hasText: 'Check it yourself' }));
  await press(page, button(page, 'Copy: salus audit verify'));
  await page.waitForTimeout(200);
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^salus audit verify /);
}));

test('touched: find a patient and see the odd access', async () => {
  const { context, page } = await open(browser, mock, { role: 'privacy_officer' });
  await visit(page, { path: '/touched', role: 'privacy_officer' });
  await type(page, page.getByLabel('Name begins with'), 'ama');
  await press(page, button(page, 'Show accesses of Amara Oyelaran'));
  await page.getByText('Deserves a look', { exact: true }).waitFor();
  await page.getByRole('heading', { level: 2, name: 'Amara Oyelaran' }).waitFor();
  await context.close();
});

test('opened: older accesses join the visit that they belong to', () => on('opened', 'patient', async (page) => {
  await page.getByText('So far this tells of the 7 newest accesses').waitFor();
  await press(page, button(page, 'Older accesses'));
  await page.getByText('there are no older accesses').waitFor();
  assert.equal(await page.getByText('So far this tells').count(), 0);
  assert.equal(await page.getByRole('heading', { level: 2, name: /^Visit on/ }).count(), 1);
  await page.getByText('Each access on its own (5)').waitFor();
}));

test('map: choose a way in the drawing', () => on('map', 'privacy_officer', async (page) => {
  const label = button(page, /audit sink/);
  await press(page, label);
  await page.getByRole('region', { name: 'About this way' }).getByText('Audit journal').waitFor();
  assert.equal(await label.getAttribute('aria-pressed'), 'true');
}));

test('keys: what is due', () => on('keys', 'custodian', async (page) => {
  await page.getByText('1 key that seals is older than 90 days').waitFor();
  await page.getByText('Software token, not hardware-backed.').waitFor();
}));

test('accounts: create one; roles that must stay apart are refused here already', () => on('accounts', 'administrator', async (page) => {
  await type(page, page.getByLabel('Name'), 'New Nurse');
  await type(page, page.getByLabel('Email'), 'new@clinic.example');
  await press(page, page.getByLabel('Nurse'), 'Space');
  await press(page, page.getByLabel('Key custodian'), 'Space');
  await page.getByText('A key custodian can’t also read records.').waitFor();
  await press(page, page.getByLabel('Nurse'), 'Space');
  await press(page, button(page, 'Create account'));
  await page.getByText(invitation).waitFor();
  assert.deepEqual(mock.state.accounts.at(-1).roles, ['custodian']);
  assert.equal(mock.state.accounts.at(-1).state, 'invited');
}));

test('accounts: invite somebody again, after a confirmation; never oneself', () => on('accounts', 'administrator', async (page) => {
  const other = accounts[0];
  await press(page, button(page, `Invite again: ${other.name}`));
  await press(page, page.getByRole('dialog', { name: 'Invite again?' }).getByRole('button', { name: 'Invite again' }));
  await page.getByText(invitation).waitFor();
  const own = accounts.find(({ roles }) => roles.includes('administrator'));
  assert.equal(await button(page, `Invite again: ${own.name}`).count(), 0);
}));

test('accounts: a privacy officer confirms who waits', () => on('officer-accounts', 'privacy_officer', async (page) => {
  const waiting = mock.state.accounts.find(({ unconfirmed }) => unconfirmed.length > 0);
  await page.getByText('1 account waits for you.').waitFor();
  await press(page, button(page, `Confirm: ${waiting.name}`));
  await press(page, page.getByRole('dialog', { name: `Confirm ${waiting.name}?` }).getByRole('button', { name: 'Confirm', exact: true }));
  await page.getByText('0 accounts wait for you.').waitFor();
  assert.equal(waiting.state, 'active');
}));

test('an invitation becomes an account of one’s own', () => on('enrol', undefined, async (page) => {
  await type(page, page.getByLabel('Email'), 'new@clinic.example');
  await type(page, page.getByLabel('Invitation'), 'wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('don’t belong together').waitFor();
  await page.getByLabel('Invitation').fill('');
  await type(page, page.getByLabel('Invitation'), invitation);
  await page.keyboard.press('Enter');
  await page.getByText('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP').waitFor();
  await page.getByRole('img', { name: 'Picture of the secret' }).waitFor();
  await type(page, page.getByRole('textbox', { name: 'New password' }), 'four plain words here');
  await type(page, page.getByLabel('One-time code'), '000000');
  await page.keyboard.press('Enter');
  await page.getByText('That isn’t the code for this secret').waitFor();
  await type(page, page.getByLabel('One-time code'), code);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your account is set up' }).waitFor();
}));
