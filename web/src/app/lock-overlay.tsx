// SPDX-License-Identifier: Apache-2.0
// Covers the pages while the session is locked, and keeps them mounted below, so that nothing typed is lost.
// Never over a live call: then the visit room locks its chart alone.
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLiveCall } from '../shared/session/live-call.ts';
import { useSession } from '../shared/session/session-context.ts';
import { useSessionTexts } from '../shared/session/texts.ts';
import { UnlockForm } from '../shared/session/unlock-form.tsx';
import { Page } from '../shared/ui/page.tsx';
import { useEndSession } from './end-session.ts';

export function LockOverlay({ children }: { children: ReactNode }) {
  const t = useSessionTexts();
  const { locked } = useSession();
  const live = useLiveCall();
  const leave = useEndSession();
  const covered = locked && !live;
  return (
    <>
      {covered && (
        <main className="frame narrow">
          <Page title={t('locked')} heading={t('locked_heading')} intro={t('locked_intro')}>
            <UnlockForm />
            <div><Button variant="subtle" onClick={() => { leave.mutate(); }}>{t('sign_out')}</Button></div>
          </Page>
        </main>
      )}
      <div hidden={covered} inert={covered}>{children}</div>
    </>
  );
}
