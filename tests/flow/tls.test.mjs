// SPDX-License-Identifier: Apache-2.0
// What the listener shows and takes: tls.toml's groups, suites and HSTS, a clinic's own certificate, and the port first of all.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Clinic, folders, freePort, pause, program, root, run } from './clinic.mjs';

const clinic = new Clinic();
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'salus-tls-'));
const started = [];

before(() => clinic.start());
after(async () => {
  for (const child of started) child.kill('SIGKILL');
  await clinic.remove();
  fs.rmSync(scratch, { recursive: true, force: true });
});

/** What `openssl s_client` gets: the lines of its session, or undefined when the handshake fails. */
function shake(port, ...offer) {
  const result = spawnSync('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-brief', ...offer], { input: '', encoding: 'utf8', timeout: 10_000 });
  return /^CONNECTION ESTABLISHED/m.test(result.stderr + result.stdout) ? result.stderr + result.stdout : undefined;
}

function get(port, target, { ca, host = 'localhost', method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    https.request({ host: '127.0.0.1', port, path: target, method, ca, servername: host, headers: { Host: `${host}:${port}`, ...headers }, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    }).once('error', reject).end(body);
  });
}

/** Starts a command of the program and gives its process when it says that it is ready. */
async function ready(args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let output = '';
  await new Promise((resolve, reject) => {
    const read = (chunk) => { output += chunk; if (/^Salus is ready: /m.test(output)) resolve(); };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', () => reject(new Error(output)));
  });
  return { output, stop: () => new Promise((resolve) => { child.once('exit', resolve); child.kill('SIGTERM'); }), hangUp: () => child.kill('SIGHUP') };
}

const stamp = (when) => when.toISOString().replace(/[-:T]/g, '').slice(2, 14) + 'Z';

/** A certificate of a clinic's own, good between two times. Gives {certificate, key}. */
function issue(name, { from = new Date(Date.now() - 3_600_000), until = new Date(Date.now() + 90 * 86_400_000), names = 'DNS:clinic.example', newKey = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], hash = 'sha256' } = {}) {
  const at = (suffix) => path.join(scratch, name + suffix);
  const openssl = (...args) => execFileSync('openssl', args, { stdio: 'pipe', cwd: scratch });
  fs.writeFileSync(at('.cnf'), `[ca]\ndefault_ca=c\n[c]\ndatabase=${at('.db')}\nnew_certs_dir=${scratch}\nserial=${at('.serial')}\ndefault_md=${hash}\npolicy=p\nx509_extensions=e\n[p]\ncommonName=supplied\n[e]\n${names ? `subjectAltName=${names}\n` : ''}basicConstraints=critical,CA:TRUE\n`);
  fs.writeFileSync(at('.db'), '');
  fs.writeFileSync(at('.serial'), '01\n');
  openssl('req', '-newkey', ...newKey, '-nodes', '-keyout', at('.key'), '-subj', '/CN=clinic', '-out', at('.csr'));
  openssl('ca', '-batch', '-notext', '-selfsign', '-config', at('.cnf'), '-keyfile', at('.key'), '-in', at('.csr'), '-out', at('.pem'), '-startdate', stamp(from), '-enddate', stamp(until));
  fs.chmodSync(at('.key'), 0o600);
  return { certificate: at('.pem'), key: at('.key') };
}

const serving = (home, port, { certificate, key }, ...more) =>
  ['serve', '--home', home, '--port', String(port), '--certificate', certificate, '--key', key, ...folders, ...more];

test('tls.toml’s groups and suites are what is taken, and no others', () => {
  for (const group of ['X25519', 'P-256']) assert.ok(shake(clinic.port, '-tls1_3', '-groups', group), group);
  for (const group of ['P-384', 'P-521', 'X448', 'ffdhe2048']) assert.equal(shake(clinic.port, '-tls1_3', '-groups', group), undefined, group);
  for (const suite of ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256']) assert.match(shake(clinic.port, '-tls1_3', '-ciphersuites', suite), new RegExp(suite));
  assert.equal(shake(clinic.port, '-tls1_3', '-ciphersuites', 'TLS_AES_128_GCM_SHA256'), undefined);
  assert.equal(shake(clinic.port, '-tls1_2'), undefined);
});

test('HSTS is the demo’s in a demo', async () => {
  assert.equal((await get(clinic.port, '/', { ca: clinic.ca })).headers['strict-transport-security'], 'max-age=300');
});

test('what tls.toml says is what is done: other groups, another HSTS', async () => {
  const policy = path.join(scratch, 'policy');
  fs.cpSync(process.env.SALUS_POLICY ?? path.join(root, 'policy'), policy, { recursive: true });
  const file = path.join(policy, 'tls.toml');
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, text.replace('groups = ["X25519", "P-256"]', 'groups = ["P-384"]').replace('demo_seconds = 300 ', 'demo_seconds = 60 '));
  assert.notEqual(fs.readFileSync(file, 'utf8'), text);
  const home = path.join(scratch, 'other-policy');
  const port = await freePort();
  const other = await ready(['demo', '--home', home, '--port', String(port), '--web', process.env.SALUS_WEB ?? path.join(root, 'web/dist'), '--policy', policy]);
  assert.ok(shake(port, '-tls1_3', '-groups', 'P-384'));
  assert.equal(shake(port, '-tls1_3', '-groups', 'X25519'), undefined);
  const ca = fs.readFileSync(path.join(home, 'tls/ca.pem'));
  // Node offers X25519 and P-256 first, and P-384 after a hello retry.
  assert.equal((await get(port, '/healthz', { ca })).headers['strict-transport-security'], 'max-age=60');
  await other.stop();
});

test('a port that is taken ends the start at once, before anything is made or deleted', async () => {
  const home = path.join(scratch, 'never-made');
  const began = Date.now();
  const taken = await run(['demo', '--home', home, '--port', String(clinic.port), ...folders]);
  assert.equal(taken.code, 1);
  assert.match(taken.output, new RegExp(`^salus: port ${clinic.port} can't be used: .*taken`, 'm'));
  assert.ok(Date.now() - began < 10_000, `${Date.now() - began} ms`);
  assert.ok(!fs.existsSync(home), 'no home was begun');

  const kept = clinic.copy();
  const fresh = await run(['demo', '--fresh', '--home', kept.home, '--port', String(clinic.port), ...folders]);
  assert.equal(fresh.code, 1);
  assert.ok(fs.existsSync(path.join(kept.home, 'salus.db')), '--fresh has deleted nothing');
  await kept.remove();
});

test('a certificate that can’t be used is refused in plain words', async () => {
  const good = issue('good');
  const day = 86_400_000;
  const shared = issue('shared');
  fs.chmodSync(shared.key, 0o644);
  const rows = [
    [issue('expired', { from: new Date(Date.now() - 2 * day), until: new Date(Date.now() - day) }), /the certificate has expired: renew it/],
    [issue('early', { from: new Date(Date.now() + day) }), /the certificate isn't valid yet/],
    [{ certificate: good.certificate, key: issue('another').key }, /certificate and key don't fit/],
    [issue('short', { newKey: ['rsa:1024'] }), /key or signature is too weak/],
    [issue('sha1', { hash: 'sha1' }), /key or signature is too weak/],
    [issue('nameless', { names: '' }), /names no host/],
    [shared, /others may read the certificate's key: chmod 600/],
    [{ certificate: path.join(scratch, 'none.pem'), key: good.key }, /can't be used/],
  ];
  const home = path.join(scratch, 'refused');
  const port = await freePort();
  for (const [files, words] of rows) {
    const refused = await run(serving(home, port, files));
    assert.equal(refused.code, 1, words.source);
    assert.match(refused.output, /^salus: the certificate can't be used: /m);
    assert.match(refused.output, words);
  }
  const half = await run(['serve', '--home', home, '--port', String(port), '--certificate', good.certificate, ...folders]);
  assert.notEqual(half.code, 0);
  assert.match(half.output, /--key/);
  const open = await run(['serve', '--home', home, '--port', String(port), '--address', '0.0.0.0', ...folders]);
  assert.equal(open.code, 1);
  assert.match(open.output, /needs the clinic's own --certificate and --key/);
  const demo = await run(['demo', '--home', home, '--port', String(port), '--address', '0.0.0.0', ...folders]);
  assert.notEqual(demo.code, 0, 'a demo has no address but loopback');
  assert.ok(!fs.existsSync(path.join(home, 'salus.db')));
});

test('a clinic is served under its own name, and only pages of that name may change anything', async () => {
  await clinic.stop();
  const own = issue('own');
  const port = await freePort();
  const server = await ready(serving(clinic.home, port, own, '--address', '127.0.0.1'));
  assert.match(server.output, new RegExp(`^Salus is ready: https://clinic\\.example:${port}$`, 'm'));
  const ca = fs.readFileSync(own.certificate);
  const options = { ca, host: 'clinic.example' };
  const page = await get(port, '/', options);
  assert.equal(page.status, 200);
  assert.equal(page.headers['strict-transport-security'], 'max-age=63072000');
  assert.equal((await get(port, '/readyz', options)).text, 'ok\n');
  const body = JSON.stringify({ email: 'nobody@mail.example', password: 'x' });
  const post = (Origin) => get(port, '/api/v1/session', { ...options, method: 'POST', headers: { Origin, 'Content-Type': 'application/json', 'Content-Length': body.length }, body });
  assert.equal((await post(`https://clinic.example:${port}`)).status, 401);
  assert.equal((await post(`https://localhost:${port}`)).status, 403);
  assert.equal((await get(port, '/demo', options)).status, 200, 'a page, and without codes');
  assert.equal((await get(port, '/api/v1/demo', options)).status, 404);
  await server.stop();
});

test('a certificate that ends is warned of in the log and by /readyz, and a renewed one is shown without a restart', async () => {
  const port = await freePort();
  const log = () => fs.readFileSync(path.join(clinic.home, 'log/salus.log'), 'utf8');
  const soon = issue('soon', { until: new Date(Date.now() + 5 * 86_400_000) });
  let server = await ready(serving(clinic.home, port, soon));
  const options = (files) => ({ ca: fs.readFileSync(files.certificate), host: 'clinic.example' });
  const warned = await get(port, '/readyz', options(soon));
  assert.deepEqual([warned.status, warned.text], [200, 'ok, and the certificate ends within ten days\n']);
  assert.match(log(), /"certificate-ends".*"days_left":4/);
  await server.stop();

  const until = new Date(Date.now() + 15_000);
  const brief = issue('brief', { until });
  server = await ready(serving(clinic.home, port, brief));
  const connection = new https.Agent({ keepAlive: true, maxSockets: 1 });
  const { ca } = options(brief); // read once: another one would be another connection
  const ask = () => new Promise((resolve, reject) => {
    https.get({ host: '127.0.0.1', port, path: '/readyz', ca, servername: 'clinic.example', headers: { Host: `clinic.example:${port}` }, agent: connection },
      (response) => { response.resume(); response.on('end', () => resolve(response.statusCode)); }).once('error', reject);
  });
  assert.equal(await ask(), 200);
  await pause(until - Date.now() + 1_500);
  assert.equal(await ask(), 503);

  const shown = async (words) => {
    for (let tries = 0; tries < 100 && !log().includes(words); ++tries) await pause(50);
    assert.ok(log().includes(words), words);
  };
  fs.writeFileSync(brief.certificate, 'half of a file');
  server.hangUp();
  await shown('"certificate-refused"');
  assert.equal(await ask(), 503, 'the one before goes on being shown');
  const renewed = issue('brief');
  fs.copyFileSync(renewed.certificate, path.join(scratch, 'renewed-ca.pem'));
  server.hangUp();
  await shown('"certificate-renewed"');
  assert.equal(await ask(), 200, 'whoever was connected stays');
  assert.equal((await get(port, '/readyz', options(renewed))).text, 'ok\n', 'and whoever comes sees the new one');
  fs.writeFileSync(renewed.certificate, fs.readFileSync(issue('moved', { names: 'DNS:elsewhere.example' }).certificate));
  fs.writeFileSync(renewed.key, fs.readFileSync(path.join(scratch, 'moved.key')));
  server.hangUp();
  await shown('"certificate-of-another-host"');
  assert.equal((await get(port, '/readyz', { ca: fs.readFileSync(path.join(scratch, 'renewed-ca.pem')), host: 'clinic.example' })).status, 200);
  connection.destroy();
  await server.stop();
});
