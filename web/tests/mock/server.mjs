// SPDX-License-Identifier: Apache-2.0
// A stand-in for the server: the built portal under the real Content-Security-Policy, and /api/v1 as its schema says.
// For page tests only; what crosses rooms is tested against the real program in tests/.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answers, created, Refusal } from './answers.mjs';
import { accounts, code, newState, password } from './data.mjs';
import { faultOfAnswer, faultOfRequest, find } from './schema.mjs';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
export const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/**
 * `faults` collects every breach of the schema, by pages or by this mock; a test requires it to stay empty. `asked` lists
 * the operations that were asked for.
 */
export async function startMock(port = 0) {
  const mock = { state: newState(), sessions: new Map(), faults: [], failures: new Map(), asked: [], delay: 0, idle: 900, empty: false };

  const session = (account, locked) => ({
    account: { name: account.name, email: account.email, roles: account.roles, tenant: 'Fairhaven Clinic', region: 'us-east', time_zone: 'America/New_York' },
    csrf: 'csrf-token-of-this-session', locked, idle_seconds: mock.idle, expires_at: new Date(Date.now() + 28_800_000).toISOString().replace(/\.\d+Z/, 'Z'), demo: true,
  });

  function signIn(id, body, reply) {
    if (id === 'startSession') {
      if (!accounts.some(({ email }) => email === body.email) || body.password !== password) throw new Refusal(401, 'unauthenticated');
      return { ticket: Buffer.from(body.email).toString('base64url') };
    }
    const account = accounts.find(({ email }) => email === Buffer.from(body.ticket, 'base64url').toString());
    if (!account || body.code !== code) throw new Refusal(401, 'unauthenticated');
    const token = `t${mock.sessions.size}`;
    mock.sessions.set(token, { account, locked: false });
    reply.setHeader('set-cookie', `salus=${token}; Path=/; HttpOnly; SameSite=Strict`);
    return session(account, false);
  }

  function own(id, held, body, token) {
    if (id === 'unlockSession' && body.code !== code) throw new Refusal(401, 'unauthenticated');
    if (id === 'lockSession') held.locked = true;
    if (id === 'unlockSession') held.locked = false;
    if (id === 'endSession') mock.sessions.delete(token);
    return id === 'endSession' ? undefined : session(held.account, held.locked);
  }

  function emptied(body) {
    if (Array.isArray(body)) return [];
    if (body === null || typeof body !== 'object') return body;
    // What holds nothing has no older page either.
    const entries = Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? [] : name === 'next' ? null : value]);
    return Object.fromEntries(entries);
  }

  function answer(request, url, body, reply) {
    const path = url.pathname.slice('/api/v1'.length);
    const found = find(request.method, path);
    if (!found) throw new Refusal(404, 'absent');
    const { operation, handle } = found;
    const id = operation.operationId;
    mock.asked.push({ id, background: request.headers['x-salus-background'] === 'true' });
    if (mock.failures.has(id)) throw mock.failures.get(id);
    const fault = faultOfRequest(operation, url.searchParams, body);
    if (fault) {
      mock.faults.push(`${request.method} ${path}: ${fault}`);
      throw new Refusal(400, 'invalid');
    }
    const token = /salus=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    const held = mock.sessions.get(token);
    if (operation.security?.length !== 0) {
      if (!held) throw new Refusal(401, 'unauthenticated');
      if (request.method !== 'GET' && request.headers['x-salus-csrf'] !== 'csrf-token-of-this-session') throw new Refusal(403, 'csrf');
      if (held.locked && !path.startsWith('/session')) throw new Refusal(423, 'locked');
      if (!operation['x-roles'].some((role) => held.account.roles.includes(role))) throw new Refusal(403, 'forbidden', 'role');
    }
    let result;
    if (id === 'startSession' || id === 'finishSession') result = signIn(id, body, reply);
    else if (path.startsWith('/session')) result = own(id, held, body, token);
    else result = answers[id]({ state: mock.state, account: held?.account, query: url.searchParams, handle, body });
    if (mock.empty && request.method === 'GET' && !path.startsWith('/session')) result = emptied(result);
    const status = result === undefined ? 204 : created.has(id) ? 201 : 200;
    const breach = faultOfAnswer(operation, status, result);
    if (breach) mock.faults.push(`answer of ${id}: ${breach}`);
    return { status, result };
  }

  async function api(request, url, reply) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
    if (mock.delay > 0) await new Promise((done) => { setTimeout(done, mock.delay); });
    reply.setHeader('cache-control', 'no-store, private');
    try {
      const { status, result } = answer(request, url, body, reply);
      reply.writeHead(status, { 'content-type': 'application/json' }).end(result === undefined ? undefined : JSON.stringify(result));
    } catch (error) {
      if (!(error instanceof Refusal)) mock.faults.push(String(error.stack));
      const { status = 500, code: why = 'internal', rule } = error;
      reply.writeHead(status, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ type: 'about:blank', title: why, status, code: why, ...(rule ? { rule } : {}) }));
    }
  }

  async function file(url, reply) {
    const path = normalize(url.pathname);
    const name = extname(path) === '' ? 'index.html' : path;
    try {
      const bytes = await readFile(join(dist, name));
      reply.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream', 'content-security-policy': policy, 'referrer-policy': 'no-referrer' }).end(bytes);
    } catch {
      reply.writeHead(404).end();
    }
  }

  const server = createServer((request, reply) => {
    const url = new URL(request.url, 'http://localhost');
    void (url.pathname.startsWith('/api/v1/') ? api(request, url, reply) : file(url, reply));
  });
  await new Promise((done) => { server.listen(port, '127.0.0.1', done); });
  mock.url = `http://localhost:${server.address().port}`;
  mock.fail = (id, status, why, rule) => { mock.failures.set(id, new Refusal(status, why, rule)); };
  mock.reset = () => { Object.assign(mock, { state: newState(), delay: 0, idle: 900, empty: false }); mock.failures.clear(); mock.sessions.clear(); mock.asked.length = 0; };
  mock.stop = () => new Promise((done) => { server.closeAllConnections(); server.close(done); });
  return mock;
}
