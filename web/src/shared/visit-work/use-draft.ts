// SPDX-License-Identifier: Apache-2.0
// A note's draft on the screen, kept by a DraftKeeper.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isProblem } from '../../wire/problem.ts';
import { request } from '../../wire/request.ts';
import type { Handle, Wire } from '../../wire/schema.ts';
import { visitKey, type Visit } from '../calls/read-visit.ts';
import { useGuardLeaving } from '../ui/guard-leaving.ts';
import { DraftKeeper, type Draft, type KeeperState } from './draft-keeper.ts';
import { saveNote } from './save-note.ts';

export interface DraftOnScreen {
  draft: Draft;
  state: KeeperState;
  /** The other version, when somebody saved a newer one meanwhile. */
  theirs: Wire<'Draft'> | null;
  edit: (draft: Draft) => void;
  resolve: (keepMine: boolean) => void;
  flush: () => Promise<number | null>;
}

/** A diagnosis half typed stays on the screen and isn't sent. */
const toSend = ({ text, diagnosis }: Draft): Draft => ({ text, diagnosis: diagnosis?.code && diagnosis.label ? diagnosis : null });

export function useDraft(visit: Handle, start: Wire<'Draft'>): DraftOnScreen {
  const client = useQueryClient();
  const first: Draft = { text: start.text, diagnosis: start.diagnosis };
  const [draft, setDraft] = useState(first);
  const [state, setState] = useState<KeeperState>({ is: 'saved', version: start.version, savedAt: start.saved_at ?? null });
  const [theirs, setTheirs] = useState<Wire<'Draft'> | null>(null);
  const keeper = useRef<DraftKeeper | null>(null);
  const from = useRef({ first, version: start.version, savedAt: start.saved_at ?? null });

  useEffect(() => {
    const made = new DraftKeeper(from.current.first, from.current.version, from.current.savedAt, {
      save: async (next, version) => {
        const saved = await saveNote(visit, { ...toSend(next), version });
        // whoever comes back to this note starts from what was saved last
        client.setQueryData<Visit>(visitKey(visit), (before) => before && { ...before, note: { ...toSend(next), ...saved } });
        return saved;
      },
      isStale: (error) => isProblem(error, 'stale') || isProblem(error, 'conflict'),
      changed: (next) => {
        setState(next);
        if (next.is !== 'stale') return;
        void request('get', '/visits/{handle}', { handle: visit }).then(({ note }) => { setTheirs(note ?? null); }, () => undefined);
      },
    });
    keeper.current = made;
    return () => {
      void made.flush();
      made.stop();
    };
  }, [visit, client]);
  useGuardLeaving(state.is !== 'saved');

  return {
    draft,
    state,
    theirs,
    edit: (next) => {
      setDraft(next);
      keeper.current?.edit(next);
    },
    resolve: (keepMine) => {
      if (!theirs) return;
      const next = keepMine ? draft : { text: theirs.text, diagnosis: theirs.diagnosis };
      setDraft(next);
      setTheirs(null);
      keeper.current?.resolve(next, theirs.version, keepMine);
    },
    flush: () => keeper.current?.flush() ?? Promise.resolve(null),
  };
}
