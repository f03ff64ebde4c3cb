// SPDX-License-Identifier: Apache-2.0
// Covers what is beside a live call while the session is locked; what was typed below it stays.
import type { ReactNode } from 'react';
import { Icon } from '../ui/icons.tsx';
import { useSession } from './session-context.ts';
import { useSessionTexts } from './texts.ts';
import { UnlockForm } from './unlock-form.tsx';

export function LockedPane({ children }: { children: ReactNode }) {
  const t = useSessionTexts();
  const { locked } = useSession();
  return (
    <>
      {locked && (
        <div className="card stack" role="region" aria-label={t('locked')}>
          <div className="row"><Icon name="lock" /><strong>{t('chart_locked')}</strong></div>
          <UnlockForm />
        </div>
      )}
      <div hidden={locked} inert={locked}>{children}</div>
    </>
  );
}
