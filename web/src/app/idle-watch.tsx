// SPDX-License-Identifier: Apache-2.0
// Tells the server that somebody is here while they read, and locks when nobody is. The server keeps its own clock;
// this one only makes the screen follow it.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { lastActivity } from '../wire/request.ts';
import { readSession, sessionKey } from '../shared/session/read-session.ts';
import { useSession } from '../shared/session/session-context.ts';
import { lockSession } from './lock-session.ts';

const look_every = 5_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'scroll'] as const;

export function IdleWatch() {
  const { idle_seconds: limit, locked } = useSession();
  const client = useQueryClient();
  useEffect(() => {
    if (locked) return;
    let touched = performance.now();
    const touch = () => { touched = performance.now(); };
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true, capture: true });
    const look = setInterval(() => {
      const now = performance.now();
      if (now - touched >= limit * 1000) {
        void lockSession().then((session) => { client.setQueryData(sessionKey, session); }, () => undefined);
      } else if (touched > lastActivity() && now - lastActivity() > (limit * 1000) / 4) {
        void readSession().then((session) => { client.setQueryData(sessionKey, session); }, () => undefined);
      }
    }, look_every);
    return () => {
      clearInterval(look);
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [limit, locked, client]);
  return null;
}
