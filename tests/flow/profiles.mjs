// SPDX-License-Identifier: Apache-2.0
// Chromium windows with a profile folder on disk, as people have one, closed in order so that all of it is written.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import tls from 'node:tls';

const { chromium } = createRequire(new URL('../../web/package.json', import.meta.url))('playwright-core');

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--allow-loopback-in-peer-connection'];

/** The server's key, as Chromium's allow-list wants it; with a certificate error nothing would go to the cache on disk. */
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

/** A window on a profile folder; `page.context().close()` ends the browser. */
export async function openProfile(clinic, folder) {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...flags, `--ignore-certificate-errors-spki-list=${await keyOf(clinic)}`],
    baseURL: clinic.base, locale: 'en-US', timezoneId: 'America/New_York', reducedMotion: 'reduce', permissions: ['camera', 'microphone'],
    viewport: { width: 1280, height: 800 },
  });
  const [page] = context.pages();
  page.setDefaultTimeout(20_000);
  page.urls = new Set();
  page.titles = new Set();
  return page;
}
