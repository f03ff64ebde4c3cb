// SPDX-License-Identifier: Apache-2.0
// A man in the middle of two lines: keeps what the people say about their call from the server, and answers it himself.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const other = (role) => (role === 'clinician' ? 'patient' : 'clinician');
/** What the two browsers say to each other; all else is between each of them and the server. */
const betweenThem = new Set(['offer', 'answer', 'candidate', 'commit', 'reveal']);
const nonceWords = new Set(['commit', 'reveal']);

/** The sources as they lie, without their types: no bundler stands between test and source. */
async function serveSources() {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>middle</title><script type=module src=/tests/mitm/middle.ts></script>');
      return;
    }
    try {
      if (!/^\/(web|tests)\/[-\w/]+\.ts$/.test(path)) throw new Error('not a source');
      const source = await readFile(fileURLToPath(new URL(`.${path}`, root)), 'utf8');
      response.setHeader('content-type', 'text/javascript').end(stripTypeScriptTypes(source));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => { server.listen(0, '127.0.0.1', ready); });
  return server;
}

/**
 * `lines` are the taps of the two people by role. With `nonces: 'handed through'` he lets each see what the other really
 * committed to and revealed, in the hope of equal codes.
 */
export async function standBetween(browser, lines, { nonces = 'his own' } = {}) {
  const server = await serveSources();
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.exposeFunction('sayTo', (role, message) => {
    if (!betweenThem.has(message.type)) return; // the rest he would say to a server
    if (nonces === 'handed through' && nonceWords.has(message.type)) return;
    lines[role].toPage(message);
  });
  await page.goto(`http://localhost:${server.address().port}/`);
  await page.waitForFunction(() => 'middle' in window);
  const hear = (role, message) => page.evaluate(([r, m]) => { window.middle.hear(r, m); }, [role, message]);
  for (const [role, line] of Object.entries(lines)) {
    await page.evaluate((r) => window.middle.play(r, window.sayTo), role);
    line.sent = async (message) => {
      if (!betweenThem.has(message.type)) return message;
      if (nonces === 'handed through' && nonceWords.has(message.type)) lines[other(role)].toPage(message);
      else await hear(role, message);
      return undefined;
    };
    line.delivered = async (message) => {
      if (['start', 'ended'].includes(message.type)) await hear(role, message);
      return message;
    };
  }
  return {
    handThrough: () => page.evaluate(() => window.middle.handThrough()),
    /** The code that he shares with one of them. */
    words: (role) => page.evaluate((r) => window.middle.words(r), role),
    /** What his own window threw. */
    errors,
    leave: async () => {
      for (const line of Object.values(lines)) line.beHonest();
      await context.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
