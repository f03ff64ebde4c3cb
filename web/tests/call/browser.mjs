// SPDX-License-Identifier: Apache-2.0
// Real Chromium windows with fake cameras, each on a page that holds the portal's own call and nothing else.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = new URL('../../../', import.meta.url);

const flags = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', '--allow-loopback-in-peer-connection',
  '--no-sandbox', '--autoplay-policy=no-user-gesture-required'];

/** Serves the TypeScript sources as they lie, without their types: no bundler stands between test and source. */
async function serveSources() {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>call</title><script type=module src=/web/tests/call/party.ts></script>');
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

export class Windows {
  static async open() {
    const windows = new Windows();
    windows.server = await serveSources();
    windows.chromium = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
    return windows;
  }
  /** A window of its own profile. */
  async page() {
    const context = await this.chromium.newContext();
    const page = await context.newPage();
    page.on('pageerror', (error) => { this.errors.push(String(error)); });
    await page.goto(`http://localhost:${this.server.address().port}/`);
    await page.waitForFunction(() => 'party' in window);
    return page;
  }
  errors = [];
  async close() {
    await this.chromium.close();
    this.server.close();
  }
}

/** Seats the call of a page in a room. `name` tells several calls of one page apart (the man in the middle has two). */
export async function seat(page, room, role, name = 'call') {
  const deliver = (message) => { page.evaluate(([n, m]) => window.party.deliver(n, m), [name, message]).catch(() => undefined); };
  const bridge = `bridge_${name}`;
  await page.exposeFunction(bridge, (what, value) => {
    if (what === 'join') room.join(role, deliver);
    if (what === 'leave') room.leave(role);
    if (what === 'say') room.say(role, value);
    if (what === 'report') room.report(role, value.reason);
  });
  return {
    page, role,
    start: (options = {}) => page.evaluate(([n, r, b, o]) => window.party.start(n, r, b, o), [name, role, bridge, options]),
    snapshot: () => page.evaluate((n) => window.party.snapshot(n), name),
    reports: () => page.evaluate((n) => window.party.reports(n), name),
    frames: () => page.evaluate((n) => window.party.frames(n), name),
    do: (action, ...values) => page.evaluate(([n, a, v]) => window.party.act(n, a, v), [name, action, values]),
    dropLine: () => page.evaluate((n) => window.party.dropLine(n), name),
    restoreLine: () => page.evaluate((n) => window.party.restoreLine(n), name),
    until: (expression, timeout = 20_000) =>
      page.waitForFunction(([n, e]) => new Function('s', `return ${e}`)(window.party.snapshot(n)), [name, expression], { timeout }),
  };
}
