// SPDX-License-Identifier: Apache-2.0
// POST /session/lock: lock now.
import { request } from '../wire/request.ts';
import { adopt, type Session } from '../shared/session/read-session.ts';

export async function lockSession(): Promise<Session> {
  return adopt(await request('post', '/session/lock', { background: true }));
}
