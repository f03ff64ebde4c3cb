// SPDX-License-Identifier: Apache-2.0
// POST /visits/{handle}/report: a call ended for safety; tried again until the clinic has heard it.
import { Problem } from '../../wire/problem.ts';
import { request } from '../../wire/request.ts';
import type { Handle, Wire } from '../../wire/schema.ts';

const tries = 6;

export async function reportCall(visit: Handle, report: Wire<'Report'>): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    try {
      await request('post', '/visits/{handle}/report', { handle: visit, body: report });
      return true;
    } catch (error) {
      if (error instanceof Problem && error.status < 500 && error.status !== 429) return false;
      await new Promise((done) => { setTimeout(done, 1000 * 2 ** attempt); });
    }
  }
  return false;
}
