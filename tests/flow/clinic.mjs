// SPDX-License-Identifier: Apache-2.0
// Starts the release program on a home of its own, signs people in, and talks to it as a client would.
import { spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const program = process.env.SALUS ?? path.join(root, 'build/release/salus');

/** Folders of the policy and the portals when the program doesn't lie beside them. */
export const folders = [
  ...(process.env.SALUS_POLICY ? ['--policy', process.env.SALUS_POLICY] : []),
  ...(process.env.SALUS_WEB ? ['--web', process.env.SALUS_WEB] : []),
];

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Six digits of RFC 6238 for a base32 secret. */
export function oneTimeCode(secret, step = Math.floor(Date.now() / 30_000)) {
  let bits = '';
  for (const c of secret) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = hash[19] & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** A port that nobody listens on just now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Runs the program to its end, which must come within a minute. Gives {code, output}. */
export function run(args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000, killSignal: 'SIGKILL' });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, output }));
  });
}

/** `salus audit verify`. Gives {code, output, entries, since}; `since` is what a later check may be given. */
export async function verify(sink, ...more) {
  const result = await run(['audit', 'verify', sink, ...more]);
  const found = /^checkpoint: ((\d+) \S+)$/m.exec(result.output);
  return { ...result, entries: found ? Number(found[2]) : undefined, since: found?.[1] };
}

/** An id as the server writes them (128 bits in base32) that it never gave. */
export function unusedId() {
  let bits = '';
  for (const byte of randomBytes(16)) bits += byte.toString(2).padStart(8, '0');
  return bits
    .padEnd(130, '0')
    .match(/.{5}/g)
    .map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[parseInt(five, 2)])
    .join('');
}

export const idOf = (response) => response.headers.location.split('/')[3];

/** Every file below a folder. */
export function filesOf(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

export class Clinic {
  /** `launcher` is a command that runs the program as itself, such as `['taskset', '-c', '0']`. */
  constructor({ home, port, env, launcher } = {}) {
    this.home = home ?? fs.mkdtempSync(path.join(os.tmpdir(), 'salus-flow-'));
    this.port = port;
    this.env = env ?? {};
    this.launcher = launcher ?? [];
    this.spent = new Map(); // e-mail → newest one-time code step used
  }

  /** A clinic of its own, made from the home of one that is stopped. */
  copy() {
    const copied = new Clinic({ env: this.env });
    fs.cpSync(this.home, copied.home, { recursive: true });
    copied.spent = new Map(this.spent);
    copied.demo = this.demo;
    return copied;
  }

  get sink() {
    return path.join(this.home, 'audit');
  }

  /** Resolves when the program says that it is ready; rejects with what it printed when it ends before. */
  async start({ anyPort = false, fresh = false } = {}) {
    if (!anyPort) this.port ??= await freePort();
    const port = anyPort ? [] : ['--port', String(this.port)];
    const args = ['demo', '--home', this.home, ...port, ...folders, ...(fresh ? ['--fresh'] : [])];
    const [command, ...rest] = [...this.launcher, program, ...args];
    this.process = spawn(command, rest, { env: { ...process.env, ...this.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.output = '';
    this.ended = new Promise((resolve) => this.process.once('exit', (code, signal) => resolve({ code, signal })));
    await new Promise((resolve, reject) => {
      const read = (chunk) => {
        this.output += chunk;
        if (/^Salus is ready: /m.test(this.output)) resolve();
      };
      this.process.stdout.on('data', read);
      this.process.stderr.on('data', read);
      this.process.once('error', reject);
      this.process.once('close', () => reject(new Error(`the program ended: ${this.output}`)));
    });
    this.demo = JSON.parse(fs.readFileSync(path.join(this.home, 'demo.json'), 'utf8'));
    this.base = this.demo.base_url;
    this.port = Number(new URL(this.base).port);
    this.ca = fs.readFileSync(this.demo.ca);
    this.agent = new https.Agent({ ca: this.ca, keepAlive: true, maxSockets: 64 });
    return this;
  }

  async kill() {
    this.process.kill('SIGKILL');
    this.agent?.destroy();
    return this.ended;
  }

  /** SIGKILL in the midst of things and a start on what is left: whoever had signed in still is. */
  async survive() {
    const { signal } = await this.kill();
    if (signal !== 'SIGKILL') throw new Error(`the program had ended before: ${signal}`);
    await this.start();
    if (!this.tokens?.size) throw new Error('nobody had signed in, so nothing is shown');
    for (const [email, token] of this.tokens) {
      const session = await this.get('/api/v1/session', token);
      if (session.json?.account?.email !== email) throw new Error(`the session of ${email} is gone: ${session.status}`);
    }
  }

  async stop() {
    this.process.kill('SIGTERM');
    this.agent?.destroy();
    return this.ended;
  }

  /** Ends whatever still runs, and leaves nothing behind. */
  async remove() {
    if (this.process && this.process.exitCode === null && this.process.signalCode === null) await this.kill();
    fs.rmSync(this.home, { recursive: true, force: true });
  }

  person(role, tenant = 0) {
    const tenants = [...new Set(this.demo.accounts.map((account) => account.tenant))];
    const found = this.demo.accounts.filter((account) => account.role === role && account.tenant === tenants[tenant]);
    if (found.length === 0) throw new Error(`no ${role} in clinic ${tenant}`);
    return found[0];
  }

  people(role) {
    return this.demo.accounts.filter((account) => account.role === role);
  }

  /** One request. `body` may be an object, a string or a Buffer. Gives {status, headers, text, json}. */
  request(method, target, { token, body, headers = {}, agent = this.agent } = {}) {
    const bytes = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = https.request(
        new URL(target, this.base),
        {
          method,
          agent,
          ca: this.ca,
          headers: {
            ...(token ? { Authorization: `Bearer ${token}` } : { Origin: this.base }),
            ...(bytes !== undefined ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(bytes) } : {}),
            ...headers,
          },
        },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            let json;
            try {
              json = JSON.parse(text);
            } catch {
              json = undefined;
            }
            resolve({ status: response.statusCode, headers: response.headers, text, json });
          });
          response.on('error', reject);
        },
      );
      request.on('error', reject);
      request.end(bytes);
    });
  }

  get(target, token, options = {}) {
    return this.request('GET', target, { token, ...options });
  }

  post(target, token, body, options = {}) {
    return this.request('POST', target, { token, body, ...options });
  }

  /** The bearer of a person, who signs in once in the life of a test. */
  async tokenOf(person) {
    this.tokens ??= new Map();
    if (!this.tokens.has(person.email)) this.tokens.set(person.email, await this.signIn(person));
    return this.tokens.get(person.email);
  }

  /** The Patient resources that the front desk finds by a name. */
  async findPatients(name, tenant = 0) {
    const found = await this.get(`/fhir/Patient?name=${encodeURIComponent(name)}`, await this.tokenOf(this.person('front_desk', tenant)));
    if (found.status !== 200) throw new Error(`the desk finds nobody: ${found.status} ${found.text}`);
    return (found.json.entry ?? []).map((entry) => entry.resource);
  }

  /** Ids that a search as this person gives. */
  async idsOf(search, token) {
    const found = await this.get(search, token);
    if (found.status !== 200) throw new Error(`${search}: ${found.status} ${found.text}`);
    return (found.json.entry ?? []).map((entry) => entry.resource.id);
  }

  /** Signs in with both factors; waits for the next code when the last one is spent. Gives the bearer token. */
  async signIn(person) {
    const started = await this.request('POST', '/api/v1/session', { body: { email: person.email, password: person.password } });
    if (started.status !== 200) throw new Error(`sign-in: ${started.status} ${started.text}`);
    let step = Math.floor(Date.now() / 30_000);
    while (step <= (this.spent.get(person.email) ?? 0)) {
      await pause(500);
      step = Math.floor(Date.now() / 30_000);
    }
    this.spent.set(person.email, step);
    const finished = await this.request('POST', '/api/v1/session/second-factor', {
      body: { ticket: started.json.ticket, code: oneTimeCode(person.totp_secret, step), bearer: true },
    });
    if (finished.status !== 200) throw new Error(`second factor: ${finished.status} ${finished.text}`);
    return finished.json.bearer;
  }
}
