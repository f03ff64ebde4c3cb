// SPDX-License-Identifier: Apache-2.0
// `/readyz` tells the truth: 503 once the journal can't append, while `/healthz` says only that the program runs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Clinic } from './clinic.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'salus-shim-'));
const flag = path.join(folder, 'fail');
const shim = path.join(folder, 'block-fdatasync.so');
const clinic = new Clinic({ env: { LD_PRELOAD: shim, SALUS_TEST_FAIL: flag } });
const health = async () => [(await clinic.get('/healthz')).status, (await clinic.get('/readyz')).status];

before(async () => {
  const source = path.join(path.dirname(fileURLToPath(import.meta.url)), 'block-fdatasync.c');
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-o', shim, source, '-ldl']);
  await clinic.start();
});
after(async () => {
  await clinic.remove();
  fs.rmSync(folder, { recursive: true, force: true });
});

test('ready until journal and twin fail, and again after a restart', async () => {
  const doctor = await clinic.tokenOf(clinic.person('clinician'));
  assert.deepEqual(await health(), [200, 200]);
  fs.writeFileSync(flag, '');
  assert.equal((await clinic.get('/api/v1/patients', doctor)).status, 503, 'nothing leaves without its entry');
  assert.deepEqual(await health(), [200, 503]);
  fs.rmSync(flag);
  assert.deepEqual(await health(), [200, 503], 'a failed sync is never tried again');
  await clinic.kill();
  await clinic.start();
  assert.deepEqual(await health(), [200, 200]);
});
