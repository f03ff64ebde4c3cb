// SPDX-License-Identifier: Apache-2.0
// What a program that holds PHI in memory leaves when it crashes, and what its own user may read of it: no core file, no memory.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { needlesOf, newBird, sweep } from './canary.mjs';
import { Clinic, freePort, pause, program, root } from './clinic.mjs';

// Root may read anything: the same user is one without privileges.
const nobody = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'salus-memory-'));
const clinic = new Clinic({ home: path.join(scratch, 'home') });
const bird = newBird();
let shell;
let output = '';

/** A shell that may dump cores of any size runs a command, tells its number, and how it ended. */
function underShell(args, cwd) {
  return spawn('bash', ['-c', 'ulimit -c unlimited; "$@" & echo "child $!"; wait $!', 'shell', ...args], { cwd, ...nobody, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: cwd } });
}
function gather(child) {
  const got = { text: '' };
  child.stdout.on('data', (chunk) => (got.text += chunk));
  child.stderr.on('data', (chunk) => (got.text += chunk));
  got.ended = new Promise((resolve) => child.once('close', resolve));
  return got;
}
async function until(what, holds) {
  for (let i = 0; i < 600; ++i) {
    const found = await holds();
    if (found) return found;
    await pause(100);
  }
  throw new Error(`waited in vain: ${what}`);
}
const childOf = (got) => until('a child', () => /^child (\d+)$/m.exec(got.text)?.[1]);

/** Whether the same user may open a file of a process below /proc. */
const opens = (pid, name) => spawnSync('head', ['-c', '1', `/proc/${pid}/${name}`], { ...nobody }).status === 0;

before(async () => {
  for (const name of ['', 'control', 'crash']) {
    const folder = path.join(scratch, name);
    fs.mkdirSync(folder, { recursive: true });
    if (nobody.uid) fs.chownSync(folder, nobody.uid, nobody.gid);
  }
  // Where anybody may start it, wherever this lies.
  const copy = path.join(scratch, 'build/release/salus');
  fs.cpSync(program, copy);
  fs.cpSync(process.env.SALUS_POLICY ?? path.join(root, 'policy'), path.join(scratch, 'policy'), { recursive: true });
  fs.cpSync(process.env.SALUS_WEB ?? path.join(root, 'web/dist'), path.join(scratch, 'web/dist'), { recursive: true });
  clinic.port = await freePort();
  shell = underShell([copy, 'demo', '--home', clinic.home, '--port', String(clinic.port)], path.join(scratch, 'crash'));
  const got = gather(shell);
  await until('ready', () => {
    output = got.text;
    if (shell.exitCode !== null) throw new Error(got.text);
    return /^Salus is ready: /m.test(got.text);
  });
  shell.got = got;
  clinic.demo = JSON.parse(fs.readFileSync(path.join(clinic.home, 'demo.json'), 'utf8'));
  clinic.base = clinic.demo.base_url;
  clinic.ca = fs.readFileSync(clinic.demo.ca);
  clinic.agent = new https.Agent({ ca: clinic.ca, keepAlive: true });
});
after(() => {
  clinic.agent?.destroy();
  const pid = /^child (\d+)$/m.exec(output)?.[1];
  if (pid && shell.exitCode === null) process.kill(Number(pid), 'SIGKILL');
  fs.rmSync(scratch, { recursive: true, force: true });
});

test('its memory is closed to its own user, as that of another program is not', async () => {
  const patient = await clinic.tokenOf(clinic.person('patient'));
  const [{ handle }] = (await clinic.get('/api/v1/clinicians', patient)).json.clinicians;
  assert.equal((await clinic.post('/api/v1/messages', patient, { to: handle, text: bird })).status, 201);
  assert.ok((await clinic.get('/api/v1/messages', patient)).text.includes(bird), 'it is in its memory');
  const other = underShell(['sleep', '60'], path.join(scratch, 'control'));
  const sleeper = await childOf(gather(other));
  const server = await childOf(shell.got);
  for (const name of ['maps', 'environ', 'auxv']) {
    assert.ok(opens(sleeper, name), `control: ${name}`);
    assert.ok(!opens(server, name), name);
  }
  assert.ok(!opens(server, 'mem') && !fs.existsSync(path.join(scratch, 'crash', 'core')));
  process.kill(Number(sleeper), 'SIGKILL');
});

test('a crash leaves no core, as one of another program does, and says nothing of anybody', async () => {
  const control = underShell(['sleep', '60'], path.join(scratch, 'control'));
  const got = gather(control);
  process.kill(Number(await childOf(got)), 'SIGABRT');
  await got.ended;
  assert.match(got.text, /Aborted.*\(core dumped\)/, 'control: this machine dumps cores');

  const before = fs.readdirSync(path.join(scratch, 'crash'));
  process.kill(Number(await childOf(shell.got)), 'SIGABRT');
  await shell.got.ended;
  output = shell.got.text;
  assert.match(output, /Aborted/);
  assert.doesNotMatch(output, /core dumped/);
  assert.deepEqual(fs.readdirSync(path.join(scratch, 'crash')), before);
  const wanted = needlesOf({ words: [['a canary', bird]] });
  assert.deepEqual(sweep(scratch, wanted), []);
  for (const { what, needle } of wanted) assert.ok(!Buffer.from(output).includes(needle), what);
  fs.writeFileSync(path.join(scratch, 'crash', 'core'), `memory ${bird}`);
  assert.notDeepEqual(sweep(scratch, wanted), [], 'a core would be found');
});
