// SPDX-License-Identifier: Apache-2.0
// Another person, or nobody: forgets everything fetched and takes the new session.
import type { QueryClient } from '@tanstack/react-query';
import { sessionKey, type Session } from './read-session.ts';

export function startOver(client: QueryClient, session: Session | null): void {
  // the session's own query stays: the gate watches it
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  client.getMutationCache().clear();
  client.setQueryData(sessionKey, session);
}
