// SPDX-License-Identifier: Apache-2.0
// The session for every page below the gate.
import { createContext, useContext } from 'react';
import type { Role } from '../../wire/schema.ts';
import type { Session } from './read-session.ts';

export const SessionContext = createContext<Session | null>(null);

/** Only below the gate, where somebody is signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside of the gate');
  return session;
}

export function useHasRole(role: Role): boolean {
  return useSession().account.roles.includes(role);
}
