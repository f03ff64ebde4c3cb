// SPDX-License-Identifier: Apache-2.0
// nginx with one worker, serving one body from a file over TLS 1.3 with the headers that we send.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { freePort, pause } from '../flow/clinic.mjs';

// What nginx writes by itself; it adds `Server` and `Connection: keep-alive`, 39 bytes that we don't send.
const its = new Set(['date', 'content-length', 'content-type', 'connection', 'server']);

function configuration({ folder, port, certificate, key, headers }) {
  const added = Object.entries(headers)
    .filter(([name]) => !its.has(name))
    .map(([name, value]) => `add_header ${name} '${value.replaceAll("'", "\\'")}';`);
  return `
worker_processes 1;
master_process off;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off;
  default_type ${headers['content-type']};
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  open_file_cache max=16;
  keepalive_requests 1000000;
  etag off;
  max_ranges 0;
  tcp_nodelay on;
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${certificate};
    ssl_certificate_key ${key};
    ssl_protocols TLSv1.3;
    ssl_conf_command Ciphersuites TLS_AES_256_GCM_SHA384;
    root ${folder}/root;
    ${added.join('\n    ')}
    ${'last-modified' in headers ? '' : 'add_header Last-Modified "";'}
  }
}
`;
}

function get(url, ca) {
  return new Promise((resolve, reject) => {
    const request = https.get(url, { ca, agent: false }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
  });
}

/** Serves `body` at `target`, and resolves once what it serves is what was asked for, header by header. */
export async function startNginx({ folder, target, body, headers, certificate, key, ca, pin }) {
  const port = await freePort();
  const file = path.join(folder, 'root', target);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, body);
  const written = path.join(folder, 'nginx.conf');
  fs.writeFileSync(written, configuration({ folder, port, certificate, key, headers }));
  const [command, ...args] = [...pin, 'nginx', '-p', folder, '-c', written];
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk) => (output += chunk));
  const server = { pid: child.pid, url: `https://localhost:${port}${target}`, stop: () => child.kill('SIGTERM') };
  try {
    const answer = await answered(server.url, ca, child, () => output);
    const differs = Object.keys(headers).filter((name) => !its.has(name) || name === 'content-type' || name === 'content-length');
    for (const name of differs) {
      if (answer.headers[name] !== headers[name]) throw new Error(`nginx sends ${name}: ${answer.headers[name]}, we ${headers[name]}`);
    }
    if (answer.status !== 200 || !answer.body.equals(body)) throw new Error(`nginx serves other bytes: ${answer.status}`);
  } catch (failure) {
    server.stop();
    throw failure;
  }
  return server;
}

async function answered(url, ca, child, output) {
  for (let attempt = 0; attempt < 100 && child.exitCode === null; ++attempt) {
    try {
      return await get(url, ca);
    } catch (failure) {
      if (failure.code !== 'ECONNREFUSED') throw failure;
      await pause(50);
    }
  }
  throw new Error(`nginx doesn't answer: ${output()}`);
}
