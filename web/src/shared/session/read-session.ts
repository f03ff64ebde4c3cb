// SPDX-License-Identifier: Apache-2.0
// GET /session: who is signed in, or null.
import { isProblem } from '../../wire/problem.ts';
import { request, setCsrfToken } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export type Session = Wire<'Session'>;
export const sessionKey = ['session'] as const;

/** Takes the CSRF token over from any answer that carries one. */
export function adopt(session: Session): Session {
  setCsrfToken(session.csrf);
  return session;
}

export async function readSession(background = false): Promise<Session | null> {
  try {
    return adopt(await request('get', '/session', { background }));
  } catch (error) {
    if (isProblem(error, 'unauthenticated')) return null;
    throw error;
  }
}
