// SPDX-License-Identifier: Apache-2.0
// Every page in every look: no axe-core violation (7:1 contrast and target size included), no sideways scrolling at 400 %,
// nothing blocked by the CSP, no name or handle in address, title or storage. Built portal, mock server, real Chromium.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch, open, pages, settled, visit } from './drive.mjs';
import { accounts, clinicians, handleOf, patients } from './mock/data.mjs';
import { startMock } from './mock/server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// Two opposite looks show each size, theme and language once; `script/test --long` takes the other pairs too.
const looks = [
  { size: 'desktop', scheme: 'light', language: 'en' }, { size: 'phone', scheme: 'dark', language: 'es' },
  ...(process.env.SALUS_LONG === '1' ? [{ size: 'desktop', scheme: 'dark', language: 'es' }, { size: 'phone', scheme: 'light', language: 'en' }] : []),
];
const roles = [...new Set(pages.map(({ role }) => role))];
let mock;
let browser;
before(async () => {
  mock = await startMock();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await mock.stop();
  assert.deepEqual([...new Set(mock.faults)], [], 'pages and mock keep to the schema');
});

/** axe with its AAA contrast rule and the 44-pixel rule of ours below. */
async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run(document, {
    rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } }, resultTypes: ['violations'],
  }));
  return found.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary.slice(0, 300)}`).join(' | ')}`);
}

/** Targets under 44 pixels; links inside a sentence are excused (WCAG 2.5.5). */
const smallTargets = (page) => page.evaluate(() => [...document.querySelectorAll('button, a, select, input, textarea, summary')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.skip') && !element.matches('.skip, p a'))
  .filter((element) => {
    const holder = element.matches('input[type=radio], input[type=checkbox]') ? element.closest('label, .role') ?? element : element;
    const inner = element.closest('.mantine-PasswordInput-root') && element.tagName === 'BUTTON';
    const { width, height } = holder.getBoundingClientRect();
    return !inner && (height < 43.5 || width < 43.5);
  })
  .map((element) => element.outerHTML.slice(0, 120)));

/** What sticks out sideways, unless it lies in something that scrolls by itself. */
const wide = (page) => page.evaluate(() => (document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('.diagram svg, .hidden-text, .skip'))
  .slice(-4).map((element) => element.outerHTML.slice(0, 160))));

const secrets = [...accounts.flatMap(({ name }) => [name, name.split(' ').at(-1)]), ...patients.map(({ name }) => name), ...clinicians.map(({ name }) => name),
  ...patients.map(({ handle }) => handle), handleOf('visit a2'), handleOf('visit a4')];

async function leaks(page) {
  const seen = await page.evaluate(() => JSON.stringify([location.href, document.title, { ...localStorage }, { ...sessionStorage }, document.cookie]));
  return secrets.filter((secret) => decodeURIComponent(seen).includes(secret));
}

for (const look of looks) {
  for (const role of roles) {
    test(`pages of ${role ?? 'everybody'}, ${look.size}, ${look.scheme}, ${look.language}`, async (t) => {
      mock.reset();
      const { context, page, problems } = await open(browser, mock, { ...look, role });
      for (const one of pages.filter((each) => each.role === role)) {
        await t.test(one.name, async () => {
          problems.length = 0;
          await visit(page, one);
          assert.deepEqual(await violations(page), []);
          assert.deepEqual(await smallTargets(page), []);
          assert.deepEqual(await leaks(page), []);
          assert.equal(await page.locator('html').getAttribute('lang'), look.language);
          assert.equal(await page.locator('h1').count(), 1, 'one question a page');
          await page.setViewportSize({ width: 320, height: 640 });
          await settled(page);
          assert.deepEqual(await wide(page), [], '320 CSS pixels need no sideways scrolling');
          await page.setViewportSize(look.size === 'phone' ? { width: 390, height: 844 } : { width: 1280, height: 900 });
          assert.deepEqual(problems, [], 'nothing is blocked by the CSP, nothing throws');
        });
      }
      await context.close();
    });
  }
}

test('axe itself reports a planted fault', async () => {
  const { context, page } = await open(browser, mock, {});
  await visit(page, pages[0]);
  await page.evaluate(() => {
    const image = document.createElement('img');
    image.src = '/salus.svg';
    const pale = document.createElement('p');
    pale.textContent = 'pale';
    pale.style.color = '#6a6a6a'; // 5.1:1, enough for AA, not for us
    document.querySelector('main').append(image, pale);
  });
  const found = (await violations(page)).map((line) => line.split(':')[0]);
  assert.ok(found.includes('image-alt') && found.includes('color-contrast-enhanced'), String(found));
  await context.close();
});
