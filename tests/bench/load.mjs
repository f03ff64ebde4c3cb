// SPDX-License-Identifier: Apache-2.0
// One run of h2load over HTTP/1.1: so many requests, so many at once, each answered with 200 and the bytes expected.
import { spawn } from 'node:child_process';
import fs from 'node:fs';

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000, killSignal: 'SIGKILL' });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${command} ended with ${code}: ${output}`))));
  });
}

/** What h2load reported. Throws unless every request was answered with 200 and a body of the expected size, over TLS 1.3. */
export function checked(output, log, { requests, bodySize }) {
  const number = (pattern) => Number(pattern.exec(output)?.[1] ?? NaN);
  const faults = [];
  const expect = (what, found, wanted) => {
    if (found !== wanted) faults.push(`${what}: ${found}, not ${wanted}`);
  };
  expect('requests that succeeded', number(/(\d+) succeeded/), requests);
  expect('requests that failed', number(/(\d+) failed/), 0);
  expect('requests that timed out', number(/(\d+) timeout/), 0);
  expect('bytes of bodies', number(/traffic: .*\((\d+)\) data/), requests * bodySize);
  expect('TLS', /^TLS Protocol: (.*)$/m.exec(output)?.[1], 'TLSv1.3');

  // Lines of the log: start in µs, status, duration in µs.
  const rows = log.trimEnd().split('\n').map((line) => line.split('\t').map(Number));
  expect('requests in the log', rows.length, requests);
  expect('answers other than 200', rows.filter((row) => row[1] !== 200).length, 0);
  if (faults.length !== 0) throw new Error(`a run that doesn't count:\n  ${faults.join('\n  ')}`);
  return {
    cipher: /^Cipher: (.*)$/m.exec(output)?.[1],
    seconds: number(/^finished in ([\d.]+)s/m) || number(/^finished in ([\d.]+)ms/m) / 1000,
    milliseconds: rows.map((row) => row[2] / 1000),
  };
}

/** Asks for `url` `requests` times over `connections` connections, from the cores named. */
export async function load({ url, headers = {}, requests, connections, bodySize, pin, folder }) {
  const file = `${folder}/requests.log`;
  fs.rmSync(file, { force: true });
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const args = ['--h1', '-t', '1', '-c', String(connections), '-n', String(requests), `--log-file=${file}`, ...given, url];
  const [command, ...rest] = [...pin, 'h2load', ...args];
  const output = await run(command, rest);
  return checked(output, fs.readFileSync(file, 'utf8'), { requests, bodySize });
}
