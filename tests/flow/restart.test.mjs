// SPDX-License-Identifier: Apache-2.0
// How the program starts, ends, and refuses to: drain, one program a home, ports, --fresh, modes of files, tokens.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { Clinic, filesOf, folders, freePort, pause, run } from './clinic.mjs';

const clinic = new Clinic();
const email = () => clinic.person('nurse').email;

before(() => clinic.start());
after(() => clinic.remove());

const demo = async (home, ...more) => run(['demo', '--home', home, ...folders, ...more]);
const withPort = async () => ['--port', String(await freePort())];

test('a token is printed again, and works', async () => {
  const first = await run(['token', '--home', clinic.home, '--account', email()]);
  assert.equal(first.code, 0, first.output);
  const second = await run(['token', '--home', clinic.home, '--account', email()]);
  assert.equal(second.output, first.output);
  assert.match(first.output, /^\S{20,}\n$/);
  assert.equal((await clinic.get('/api/v1/patients', first.output.trim())).status, 200);
});

test('killed and started again: whoever had signed in still is, the holder of a printed token too', async () => {
  const printed = await run(['token', '--home', clinic.home, '--account', email()]);
  await clinic.tokenOf(clinic.person('clinician'));
  await clinic.survive();
  assert.equal((await clinic.get('/api/v1/patients', printed.output.trim())).status, 200);
});

test('a token is refused outside a demo home, and to strangers', async () => {
  const stranger = await run(['token', '--home', clinic.home, '--account', 'nobody@nowhere.example']);
  assert.equal(stranger.code, 1);
  assert.match(stranger.output, /no such account/);
  const empty = fs.mkdtempSync(path.join(os.tmpdir(), 'salus-flow-'));
  const nowhere = await run(['token', '--home', empty, '--account', email()]);
  assert.equal(nowhere.code, 1);
  assert.match(nowhere.output, /no demo home/);
  fs.rmSync(empty, { recursive: true });
});

test('nobody else can read a file of the home that holds a secret', () => {
  assert.equal(fs.statSync(path.join(clinic.home, 'demo.json')).mode & 0o777, 0o600);
  const secrets = filesOf(clinic.home).filter((file) => !/ca\.pem|server\.pem|\/audit\//.test(file));
  assert.ok(secrets.length > 10);
  for (const file of secrets) {
    // A folder that is closed closes what lies in it.
    let closed = false;
    for (let at = file; at.startsWith(clinic.home); at = path.dirname(at)) closed ||= (fs.statSync(at).mode & 0o077) === 0;
    assert.ok(closed, file);
  }
});

test('a second program on the same home is refused clearly', async () => {
  const second = await demo(clinic.home, ...(await withPort()));
  assert.equal(second.code, 1);
  assert.match(second.output, /^salus: .*(another|already|in use)/m);
  assert.equal((await clinic.get('/healthz')).status, 200, 'the first goes on');
});

test('a port that was asked for and is taken is an error', async () => {
  const other = fs.mkdtempSync(path.join(os.tmpdir(), 'salus-flow-'));
  const taken = await demo(other, '--port', String(clinic.port));
  assert.equal(taken.code, 1);
  assert.match(taken.output, new RegExp(`^salus: port ${clinic.port} can't be used: .*taken`, 'm'));
  fs.rmSync(other, { recursive: true });
});

test('SIGTERM lets a request in flight end, takes no more, and ends well', async () => {
  const socket = await new Promise((resolve, reject) => {
    const opened = tls.connect({ host: '127.0.0.1', port: clinic.port, servername: 'localhost', ca: clinic.ca }, () => resolve(opened));
    opened.once('error', reject);
  });
  const idle = await new Promise((resolve) => {
    const opened = tls.connect({ host: '127.0.0.1', port: clinic.port, servername: 'localhost', ca: clinic.ca }, () => resolve(opened));
  });
  idle.on('error', () => {});
  const body = JSON.stringify({ email: email(), password: 'wrong' });
  let text = '';
  socket.on('data', (chunk) => (text += chunk));
  socket.write(
    `POST /api/v1/session HTTP/1.1\r\nHost: localhost:${clinic.port}\r\nOrigin: ${clinic.base}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
  );
  await pause(300);
  const began = Date.now();
  const ended = clinic.stop();
  await pause(700);
  await assert.rejects(
    new Promise((resolve, reject) => net.connect(clinic.port, '127.0.0.1', resolve).once('error', reject)),
    /ECONNREFUSED/,
  );
  socket.write(body.slice(10));
  const { code, signal } = await ended;
  assert.match(text, /^HTTP\/1\.1 401 /);
  assert.deepEqual({ code, signal }, { code: 0, signal: null });
  assert.ok(Date.now() - began < 8_000, 'an idle connection holds nobody up');
});

test('a session outlives the program', async () => {
  const token = fs.readFileSync(path.join(clinic.home, 'tokens', `${email()}.json`), 'utf8');
  await clinic.start();
  assert.equal((await clinic.get('/api/v1/patients', JSON.parse(token).token)).status, 200);
  const printed = await run(['token', '--home', clinic.home, '--account', email()]);
  assert.equal(printed.output.trim(), JSON.parse(token).token);
  await clinic.stop();
});

test('the default port moves on when it is taken, and says so', async () => {
  const squatter = net.createServer();
  // Somebody else may hold it already: taken is taken.
  await new Promise((resolve) => squatter.once('error', resolve).listen(8443, '127.0.0.1', resolve));
  const moved = clinic.copy();
  moved.port = null;
  try {
    await moved.start({ anyPort: true });
    assert.match(moved.output, /^Port 8443 is taken; trying the next\.$/m);
    assert.ok(moved.port > 8443 && moved.port <= 8463);
    assert.ok(moved.output.includes(`Salus is ready: https://localhost:${moved.port}`));
    assert.equal((await moved.get('/healthz')).status, 200);
  } finally {
    squatter.close();
    await moved.remove();
  }
});

test('--fresh starts over', async () => {
  const again = clinic.copy();
  const [before] = again.demo.accounts;
  await again.start({ fresh: true });
  const after = again.demo.accounts.find((one) => one.email === before.email);
  assert.notEqual(after.password, before.password);
  const old = await again.request('POST', '/api/v1/session', { body: { email: before.email, password: before.password } });
  assert.equal(old.status, 401);
  assert.ok(!fs.existsSync(path.join(again.home, 'tokens', `${email()}.json`)));
  await again.remove();
});

test('--fresh refuses what is no demo, and touches nothing', async () => {
  const real = clinic.copy();
  fs.rmSync(path.join(real.home, 'demo.json'));
  const other = fs.mkdtempSync(path.join(os.tmpdir(), 'salus-flow-'));
  fs.mkdirSync(path.join(other, 'log'));
  fs.writeFileSync(path.join(other, 'log', 'diary.txt'), 'somebody else’s');
  for (const home of [real.home, other]) {
    const before = filesOf(home);
    const refused = await demo(home, '--fresh', ...(await withPort()));
    assert.equal(refused.code, 1, refused.output);
    assert.match(refused.output, /^salus: --fresh is refused: .*no demo/m);
    assert.deepEqual(filesOf(home), before);
  }
  await real.remove();
  fs.rmSync(other, { recursive: true });
});

test('--fresh refuses a home that a program serves', async () => {
  await clinic.start();
  const refused = await demo(clinic.home, '--fresh', ...(await withPort()));
  assert.equal(refused.code, 1);
  assert.equal((await clinic.get('/healthz')).status, 200);
  assert.ok(fs.existsSync(path.join(clinic.home, 'salus.db')), 'what it serves is still there');
  await clinic.stop();
});
