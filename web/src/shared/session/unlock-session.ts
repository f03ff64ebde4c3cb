// SPDX-License-Identifier: Apache-2.0
// POST /session/unlock: a fresh one-time code opens the locked session again.
import { request } from '../../wire/request.ts';
import { adopt, type Session } from './read-session.ts';

export async function unlockSession(code: string): Promise<Session> {
  return adopt(await request('post', '/session/unlock', { body: { code } }));
}
