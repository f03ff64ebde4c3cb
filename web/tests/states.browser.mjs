// SPDX-License-Identifier: Apache-2.0
// The states of pages: loading, empty, error, denied, offline, locked, signed out; what was typed is never lost.
import assert from 'node:assert/strict';
import { after, before, test as plain } from 'node:test';
import { goTo, launch, open, pages, settled, visit } from './drive.mjs';
import { code, handleOf } from './mock/data.mjs';
import { startMock } from './mock/server.mjs';

/** The call that each page stands on. */
const mainCall = {
  home: 'listAppointments', record: 'readVault', book: 'listClinicians', messages: 'listMessages', opened: 'listAccesses', join: 'readVisit', today: 'readToday', chart: 'readChart',
  note: 'readVisit', 'staff-messages': 'listMessages', patients: 'listPatients', vitals: 'readChart', day: 'listAppointments', 'desk-patients': 'listPatients', 'desk-book': 'listClinicians',
  audit: 'readAudit', touched: 'listPatientAccesses', map: 'readMap', keys: 'readKeys', accounts: 'listAccounts', demo: 'readDemo',
};
/** A test that begins with a clinic as new; subtests share it. */
const test = (name, work) => plain(name, (t) => {
  mock.reset();
  return work(t);
});
const withCall = pages.filter(({ name }) => name in mainCall);
let mock;
let browser;
before(async () => {
  mock = await startMock();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await mock.stop();
});

const roles = [...new Set(withCall.map(({ role }) => role))];
/** Opens the page afresh, with nothing in its memory: history.state survives the reload, answers don't. */
async function go(page, one) {
  if (!one.role) return page.goto(one.path);
  await page.evaluate(([to, about]) => { history.replaceState(about, '', to); }, [one.path, one.subject ?? null]);
  return page.reload();
}

for (const role of roles) {
  test(`failures of the pages of ${role ?? 'everybody'}`, async (t) => {
    const { context, page, problems } = await open(browser, mock, { role });
    for (const one of withCall.filter((each) => each.role === role)) {
      await t.test(`${one.name}: error`, async () => {
        mock.fail(mainCall[one.name], 500, 'internal');
        await go(page, one);
        await page.getByRole('alert').getByText('Something went wrong on our side.').first().waitFor();
        mock.failures.clear();
        await page.getByRole('button', { name: 'Try again' }).first().click();
        await page.getByRole('alert').waitFor({ state: 'hidden' });
      });
      await t.test(`${one.name}: denied`, async () => {
        if (one.name === 'demo') return; // there a 404 says that this is no demo, tested below
        mock.fail(mainCall[one.name], 404, 'absent');
        await go(page, one);
        await page.getByRole('alert').getByText('This isn’t here, or it isn’t yours to see.').first().waitFor();
        mock.failures.clear();
      });
    }
    assert.deepEqual(problems, []);
    await context.close();
  });

  test(`empty pages of ${role ?? 'everybody'}`, async (t) => {
    const { context, page, problems } = await open(browser, mock, { role });
    mock.empty = true;
    // a chart without anything, and a queue without anybody, still say what will be there
    for (const one of withCall.filter((each) => each.role === role && each.name !== 'map' && each.name !== 'demo')) {
      await t.test(one.name, async () => {
        await go(page, one);
        await settled(page);
        assert.ok((await page.locator('main').innerText()).length > 40, 'says something');
        assert.equal(await page.getByRole('alert').count(), 0);
      });
    }
    assert.deepEqual(problems, []);
    await context.close();
  });
}

test('loading keeps the layout with skeletons and says so', async () => {
  const { context, page } = await open(browser, mock, { role: 'patient' });
  mock.delay = 1500;
  await page.evaluate(() => { history.pushState(null, '', '/record'); dispatchEvent(new PopStateEvent('popstate')); });
  await page.getByRole('status', { name: 'Loading' }).first().waitFor();
  mock.delay = 0;
  await page.getByRole('heading', { name: 'Medications' }).waitFor();
  await context.close();
});

test('demo page outside of a demo', async () => {
  const { context, page } = await open(browser, mock, {});
  mock.fail('readDemo', 404, 'absent');
  await page.goto('/demo');
  await page.getByText('This clinic isn’t a demo').waitFor();
  await context.close();
});

test('offline: said at once, typed words stay, goes on when the network is back', async () => {
  const { context, page } = await open(browser, mock, { role: 'patient' });
  await visit(page, pages.find(({ name }) => name === 'messages'));
  await page.getByRole('button', { name: /Rivera/ }).click();
  await page.getByLabel('Your message to Dr. Elena Rivera').fill('Typed on a train.');
  await context.setOffline(true);
  await page.getByText('You are offline.').waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('alert').getByText('We can’t reach the clinic just now.').first().waitFor();
  assert.equal(await page.getByLabel('Your message to Dr. Elena Rivera').inputValue(), 'Typed on a train.');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('status').getByText('Sent.').waitFor();
  await context.close();
});

test('idle locks, covers the page, and keeps what was typed', async () => {
  const { context, page } = await open(browser, mock, { role: 'patient' });
  await visit(page, pages.find(({ name }) => name === 'book'));
  await page.getByRole('radio', { name: /Rivera/ }).check();
  await settled(page);
  await page.getByRole('textbox', { name: 'What is it about?' }).fill('Half a sentence');
  for (const held of mock.sessions.values()) held.locked = true;
  await page.getByRole('button', { name: 'Later' }).click(); // any call now answers 423
  await page.getByRole('heading', { level: 1, name: 'Locked while you were away' }).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Book a visit' }).count(), 0, 'covered, not merely drawn over');
  await page.getByLabel('One-time code').fill('999999');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByText('That code isn’t right').waitFor();
  await page.getByLabel('One-time code').fill(code);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('heading', { name: 'Book a visit' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'What is it about?' }).inputValue(), 'Half a sentence');
  await context.close();
});

test('the browser locks by itself when nobody touches it', async () => {
  mock.idle = 30;
  const { context, page } = await open(browser, mock, {});
  await page.clock.install();
  const { signIn } = await import('./drive.mjs');
  await signIn(page, 'clinician');
  await page.clock.runFor(40_000);
  await page.getByRole('heading', { level: 1, name: 'Locked while you were away' }).waitFor();
  assert.ok([...mock.sessions.values()].every(({ locked }) => locked));
  await context.close();
});

test('an ended session leads to sign-in and forgets what was shown', async () => {
  const { context, page } = await open(browser, mock, { role: 'patient' });
  await visit(page, pages.find(({ name }) => name === 'record'));
  mock.sessions.clear();
  await page.getByRole('link', { name: 'Messages' }).click();
  await page.getByRole('heading', { level: 1, name: 'Welcome to your clinic' }).waitFor();
  assert.equal(await page.getByText('Amlodipine').count(), 0);
  await context.close();
});

test('sign out forgets, and the back button shows nothing', async () => {
  const { context, page } = await open(browser, mock, { role: 'clinician' });
  await visit(page, pages.find(({ name }) => name === 'chart'));
  await page.getByText('Amlodipine').first().waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: 'Welcome to your clinic' }).waitFor();
  await page.goBack();
  await page.waitForTimeout(500);
  assert.equal(await page.getByText('Amlodipine').count(), 0);
  await context.close();
});

test('a reload comes back to the same patient; a copied address knows nobody', async () => {
  const { context, page } = await open(browser, mock, { role: 'clinician' });
  await visit(page, pages.find(({ name }) => name === 'chart'));
  await page.getByRole('heading', { level: 2, name: /Margarethe/ }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 2, name: /Margarethe/ }).waitFor();
  const copy = await context.newPage();
  await copy.goto(page.url());
  await copy.getByRole('heading', { level: 1, name: 'We no longer know whom this page was about' }).waitFor();
  await context.close();
});

test('a page that holds less than there is says so', async () => {
  for (const [role, path] of [['clinician', '/today'], ['clinician', '/messages'], ['nurse', '/patients'], ['front_desk', '/day']]) {
    const { context, page, problems } = await open(browser, mock, { role });
    const missing = page.getByText('There is more than fits on this page');
    mock.state.cut = false;
    await goTo(page, path);
    assert.equal(await missing.count(), 0, path);
    mock.state.cut = true;
    await page.reload();
    await missing.waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  }
});

test('a page that is kept open is read again only when it has become old', async () => {
  for (const [role, path, id] of [['clinician', '/today', 'readToday'], ['clinician', '/messages', 'listMessages'], ['front_desk', '/day', 'listAppointments']]) {
    const { context, page, problems } = await open(browser, mock, { role });
    await page.clock.install();
    await goTo(page, path);
    await settled(page);
    mock.asked.length = 0;
    await page.reload();
    await settled(page);
    const reads = () => mock.asked.filter((one) => one.id === id).map(({ background }) => background);
    // The page sets its timer once it has drawn the last answer, which takes it real time: its clock goes on until it asks.
    const poll = async () => {
      let over = false;
      const asked = page.waitForResponse(/\/changes\?/).finally(() => { over = true; });
      while (!over) await page.clock.runFor(5_000);
      await asked;
    };
    for (let round = 0; round < 5; round++) await poll();
    assert.deepEqual(reads(), [false], `${path}: read once, by the person`);
    mock.state.notes[`of nobody, for ${path}`] = {};
    const again = page.waitForResponse((response) => response.url().includes(path === '/day' ? '/appointments' : path));
    await poll();
    await again;
    for (let round = 0; round < 5; round++) await poll();
    assert.deepEqual(reads(), [false, true], `${path}: and once more by itself`);
    assert.deepEqual(problems, []);
    await context.close();
  }
});

test('a role has its own pages only', async () => {
  const { context, page } = await open(browser, mock, { role: 'custodian' });
  for (const path of ['/chart', '/audit', '/accounts', '/record', '/today']) {
    await goTo(page, path, { patient: handleOf('x') });
    await page.getByRole('heading', { level: 1, name: 'This page isn’t here' }).waitFor();
  }
  await context.close();
});
