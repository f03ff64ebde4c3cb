// SPDX-License-Identifier: Apache-2.0
// Drives a real Chromium through the portal: launching, signing in as a person would, opening a page of a role.
import { chromium } from 'playwright-core';
import { accounts, code, handleOf, password, patients } from './mock/data.mjs';

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
];
export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags, headless: true });

export const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** A fresh browser context; `problems` gathers CSP violations and uncaught errors of every page in it. */
export async function open(browser, mock, { size = 'desktop', scheme = 'light', language = 'en', role }) {
  const context = await browser.newContext({
    viewport: sizes[size], colorScheme: scheme, locale: language === 'es' ? 'es-ES' : 'en-GB', timezoneId: 'America/New_York', reducedMotion: 'reduce',
    baseURL: mock.url, permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const problems = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection to/.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  if (role) await signIn(page, role);
  return { context, page, problems };
}

export async function signIn(page, role) {
  const person = accounts.find(({ roles }) => roles[0] === role);
  await page.goto('/');
  await page.locator('input[autocomplete="username"]').fill(person.email);
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.locator('form button[type="submit"]').click();
  await page.locator('input[autocomplete="one-time-code"]').fill(code);
  await page.locator('form button[type="submit"]').click();
  await page.getByRole('banner').getByRole('button', { name: /Sign out|Cerrar sesión/ }).waitFor();
}

/** Opens an address with what the page is about, as the app itself does; no handle stands in the address. */
export async function goTo(page, path, subject = null) {
  await page.evaluate(([to, about]) => {
    history.pushState(about, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: about }));
  }, [path, subject]);
  await settled(page);
}

export async function settled(page) {
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.mantine-Skeleton-root') && !document.querySelector('[aria-busy="true"]'), null, { timeout: 10_000 });
  await page.waitForTimeout(150);
}

const amara = patients[0].handle;
const margarethe = patients[2].handle;
/** Every page with its role and what it is about. */
export const pages = [
  { name: 'sign-in', path: '/' },
  { name: 'demo', path: '/demo' },
  { name: 'about', path: '/about' },
  { name: 'enrol', path: '/enrol' },
  { name: 'home', path: '/home', role: 'patient' },
  { name: 'record', path: '/record', role: 'patient' },
  { name: 'book', path: '/book', role: 'patient' },
  { name: 'messages', path: '/messages', role: 'patient' },
  { name: 'opened', path: '/opened', role: 'patient' },
  { name: 'join', path: '/join', role: 'patient', subject: { visit: handleOf('visit a2') } },
  { name: 'today', path: '/today', role: 'clinician' },
  { name: 'chart', path: '/chart', role: 'clinician', subject: { patient: margarethe } },
  { name: 'note', path: '/note', role: 'clinician', subject: { visit: handleOf('visit a4') } },
  { name: 'visit', path: '/visit', role: 'clinician', subject: { visit: handleOf('visit a7') } },
  { name: 'staff-messages', path: '/messages', role: 'clinician', subject: { person: amara } },
  { name: 'patients', path: '/patients', role: 'nurse' },
  { name: 'vitals', path: '/vitals', role: 'nurse', subject: { patient: amara } },
  { name: 'day', path: '/day', role: 'front_desk' },
  { name: 'desk-patients', path: '/patients', role: 'front_desk' },
  { name: 'desk-book', path: '/book', role: 'front_desk', subject: { patient: amara } },
  { name: 'audit', path: '/audit', role: 'privacy_officer' },
  { name: 'touched', path: '/touched', role: 'privacy_officer', subject: { patient: amara } },
  { name: 'map', path: '/map', role: 'privacy_officer' },
  { name: 'keys', path: '/keys', role: 'custodian' },
  { name: 'accounts', path: '/accounts', role: 'administrator' },
  { name: 'officer-accounts', path: '/accounts', role: 'privacy_officer' },
  { name: 'not-found', path: '/no/such/page', role: 'administrator' },
  { name: 'lost', path: '/chart', role: 'nurse' },
];

export async function visit(page, { name, path, role, subject = null }) {
  if (role) await goTo(page, path, subject);
  else {
    await page.goto(path);
    await settled(page);
  }
  if (name === 'join') await page.locator('video').waitFor();
}
