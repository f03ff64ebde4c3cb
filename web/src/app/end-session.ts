// SPDX-License-Identifier: Apache-2.0
// DELETE /session: sign out; every handle ends with it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { request } from '../wire/request.ts';
import { chosenLanguage, rememberLanguage } from '../shared/preferences.ts';
import { startOver } from '../shared/session/start-over.ts';

/** Forgets everything fetched, even when the server can't be reached: the screen must not keep it. */
export function useEndSession() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: async () => {
      // The answer clears this site's whole storage (Clear-Site-Data); the language is all that comes back.
      const language = chosenLanguage();
      try {
        return await request('delete', '/session');
      } finally {
        if (language) rememberLanguage(language);
      }
    },
    onSettled: () => {
      navigate('/', { replace: true, state: null });
      startOver(client, null);
    },
  });
}
