// SPDX-License-Identifier: Apache-2.0
// Real Chromium windows on the real server: sign-in as a person would, what the page said, and what its call really used.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import tls from 'node:tls';
import { oneTimeCode, pause } from '../flow/clinic.mjs';

const { chromium } = createRequire(new URL('../../web/package.json', import.meta.url))('playwright-core');

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--allow-loopback-in-peer-connection'];

/** The server's key, as Chromium's allow-list of keys wants it: everything else about TLS stays as strict as it is. */
function keyOf(clinic) {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host: 'localhost', port: clinic.port, ca: clinic.ca, servername: 'localhost' }, () => {
      const key = socket.getPeerX509Certificate().publicKey.export({ type: 'spki', format: 'der' });
      socket.destroy();
      resolve(createHash('sha256').update(key).digest('base64'));
    });
    socket.on('error', reject);
  });
}

export async function launch(clinic) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...flags, `--ignore-certificate-errors-spki-list=${await keyOf(clinic)}`],
  });
}

/** Runs in each page before its own scripts: remembers connections, so that the test can ask the browser about them. */
function remember() {
  const connections = [];
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(...options) {
      super(...options);
      connections.push(this);
    }
  };
  window.salusTestConnections = connections;
  window.salusTestViolations = [];
  addEventListener('securitypolicyviolation', (event) => window.salusTestViolations.push(`${event.violatedDirective} ${event.blockedURI}`));
}

const address = /^https:\/\/localhost:\d+\/(home|record|book|messages|opened|join|today|chart|note|patients|vitals|day|audit|touched|map|keys|accounts|visit|about|demo|enrol)?$/;

/** A window of its own profile. `page.problems` gathers what no page may do; `page.titles` and `page.urls` what it showed. */
export async function open(browser, clinic, { size = { width: 1280, height: 800 }, scheme = 'light', language = 'en' } = {}) {
  const context = await browser.newContext({
    baseURL: clinic.base, viewport: size, colorScheme: scheme, locale: language === 'es' ? 'es-ES' : 'en-US',
    timezoneId: 'America/New_York', reducedMotion: 'reduce', permissions: ['camera', 'microphone'],
  });
  await context.addInitScript(remember);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.problems = [];
  page.urls = new Set();
  page.titles = new Set();
  page.on('pageerror', (error) => page.problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    // A refusal that a test asks for, and a server that was killed, are told by the network, not by the page.
    if (/Failed to load resource|WebSocket connection to/.test(message.text())) return;
    page.problems.push(`console: ${message.text()}`);
  });
  page.on('framenavigated', (frame) => { if (frame === page.mainFrame() && frame.url() !== 'about:blank') page.urls.add(frame.url()); });
  return page;
}

/** Notes the title; called wherever a test has a page in sight. */
export async function look(page) {
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.mantine-Skeleton-root') && !document.querySelector('[aria-busy="true"]'));
  page.titles.add(await page.title());
  page.urls.add(page.url());
}

/** Nothing broke the page or its policy, and neither addresses nor titles say whom a page was about. */
export async function assertDiscreet(page, clinic) {
  assert.deepEqual(page.problems, [], 'no error, no violation in the console');
  assert.deepEqual(await page.evaluate(() => window.salusTestViolations), [], 'no violation of the content policy');
  const names = clinic.demo.accounts.flatMap(({ name }) => name.split(' ')).filter((part) => part.length > 3);
  assert.ok(page.urls.size > 1 && page.titles.size > 0, 'something was looked at');
  for (const url of page.urls) assert.match(url, address, 'an address is one of a few words');
  for (const title of page.titles) {
    assert.match(title, /^[A-Za-zÀ-ÿ -]+ · Salus$/);
    assert.ok(!names.some((name) => title.includes(name)), `a name in a title: ${title}`);
  }
}

export async function typePassword(page, person) {
  await page.goto('/');
  await page.locator('input[autocomplete="username"]').fill(person.email);
  await page.locator('input[autocomplete="current-password"]').fill(person.password);
  await page.locator('form button[type="submit"]').click();
  await page.locator('input[autocomplete="one-time-code"]').waitFor();
}

/** A code works once: the next one is awaited when this one is spent. */
export async function nextCode(clinic, person) {
  let step = Math.floor(Date.now() / 30_000);
  while (step <= (clinic.spent.get(person.email) ?? 0)) {
    await pause(500);
    step = Math.floor(Date.now() / 30_000);
  }
  clinic.spent.set(person.email, step);
  return oneTimeCode(person.totp_secret, step);
}

export async function typeCode(page, clinic, person) {
  await page.locator('input[autocomplete="one-time-code"]').fill(await nextCode(clinic, person));
  await page.locator('form button[type="submit"]').click();
  await signedIn(page);
}

export const signedIn = (page) => page.getByRole('banner').getByRole('button', { name: /Sign out|Cerrar sesión/ }).waitFor();

export async function signIn(page, clinic, person) {
  await typePassword(page, person);
  await typeCode(page, clinic, person);
  await look(page);
}

/** Through the menu, as people go. */
export async function go(page, place) {
  await page.getByRole('navigation', { name: /^(Pages|Páginas)$/ }).getByRole('link', { name: place, exact: true }).click();
  await look(page);
}

/** What the browser says of the call that is up: transport, certificates, frames. */
export const call = (page) => page.evaluate(async () => {
  const connection = window.salusTestConnections.filter(({ connectionState }) => connectionState === 'connected').at(-1);
  if (!connection) return null;
  const all = [...(await connection.getStats()).values()];
  const byId = new Map(all.map((stat) => [stat.id, stat]));
  const transports = all.filter(({ type }) => type === 'transport');
  const inbound = (kind) => all.find((stat) => stat.type === 'inbound-rtp' && stat.kind === kind);
  const [transport] = transports;
  return {
    transports: transports.length, dtls: transport.dtlsState, tls: transport.tlsVersion, cipher: transport.dtlsCipher, srtp: transport.srtpCipher,
    local: byId.get(transport.localCertificateId)?.fingerprint, remote: byId.get(transport.remoteCertificateId)?.fingerprint,
    algorithm: byId.get(transport.remoteCertificateId)?.fingerprintAlgorithm,
    frames: inbound('video')?.framesDecoded ?? 0, sound: inbound('audio')?.totalSamplesReceived ?? 0, energy: inbound('audio')?.totalAudioEnergy ?? 0,
  };
});

/** Decoded frames of both sides rise, or it is no call. */
export async function assertFramesFlow(...pages) {
  const before = await Promise.all(pages.map(call));
  await pause(2500);
  const after = await Promise.all(pages.map(call));
  for (const [side, { frames, sound }] of after.entries()) {
    assert.ok(frames > before[side].frames, `video decoded on side ${side}: ${before[side].frames} → ${frames}`);
    assert.ok(sound > before[side].sound, `sound arrived on side ${side}`);
  }
  return after;
}
