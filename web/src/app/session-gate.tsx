// SPDX-License-Identifier: Apache-2.0
// Decides between the pages for everybody, sign-in, and the pages of whoever is signed in.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, type ComponentType } from 'react';
import { useLocation } from 'wouter';
import { AboutPage } from '../features/about/about-page.tsx';
import { DemoPage } from '../features/demo/demo-page.tsx';
import { EnrolPage } from '../features/enrol/enrol-page.tsx';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { readSession, sessionKey, type Session } from '../shared/session/read-session.ts';
import { startOver } from '../shared/session/start-over.ts';
import { SessionContext } from '../shared/session/session-context.ts';
import { Waiting } from '../shared/ui/query-view.tsx';
import { Trouble } from '../shared/ui/trouble.tsx';
import { listen } from '../wire/signals.ts';
import { IdleWatch } from './idle-watch.tsx';
import { LockOverlay } from './lock-overlay.tsx';
import { Routes } from './routes.tsx';
import { Shell } from './shell.tsx';

/** Pages for everybody, signed in or not. */
const open: Partial<Record<string, ComponentType>> = { '/demo': DemoPage, '/about': AboutPage, '/enrol': EnrolPage };

/** 423 and 401 can come with any answer: what they say is taken over at once. */
function useSessionSignals(onEnded: () => void) {
  const client = useQueryClient();
  useEffect(() => {
    const forget = () => {
      onEnded();
      startOver(client, null);
    };
    const lock = () => {
      client.setQueryData<Session | null>(sessionKey, (session) => (session ? { ...session, locked: true } : session));
    };
    const stop = [listen('signed-out', forget), listen('locked', lock)];
    return () => { for (const each of stop) each(); };
  }, [client, onEnded]);
}

export function SessionGate() {
  const [page] = useLocation();
  const [ended, setEnded] = useState(false);
  useSessionSignals(useCallback(() => { setEnded(true); }, []));
  const session = useQuery({ queryKey: sessionKey, queryFn: () => readSession(), staleTime: Infinity, gcTime: Infinity });

  const Open = open[page];
  if (Open) {
    return (
      <SessionContext.Provider value={session.data ?? null}>
        <Shell session={session.data ?? null}><Open /></Shell>
      </SessionContext.Provider>
    );
  }
  if (session.isPending) return <Shell session={null}><Waiting rows={1} /></Shell>;
  if (session.isError) return <Shell session={null}><Trouble error={session.error} again={() => void session.refetch()} /></Shell>;
  if (!session.data) return <Shell session={null}><SignInPage ended={ended} onSignedIn={() => { setEnded(false); }} /></Shell>;
  return (
    <SessionContext.Provider value={session.data}>
      <IdleWatch />
      <LockOverlay>
        <Shell session={session.data}><Routes /></Shell>
      </LockOverlay>
    </SessionContext.Provider>
  );
}
