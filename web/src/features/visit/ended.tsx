// SPDX-License-Identifier: Apache-2.0
// After a call: why it ended, what that means, where to go from here.
import { Button } from '@mantine/core';
import { GoButton } from '../../shared/go.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import type { EndReason, Snapshot } from './call.ts';
import { useVisitTexts } from './texts.ts';

/** Refusals that have words of their own; the others are told by name alone. */
const explained = ['no_fingerprint', 'two_fingerprints', 'weak_fingerprint', 'media_keys', 'not_dtls_srtp', 'wrong_setup'] as const;

export function Ended({ snapshot, name, noteOpen, again }:
  { snapshot: Partial<Pick<Snapshot, 'refusal' | 'noticed'>> & Pick<Snapshot, 'role'> & { ended?: EndReason | 'over' | undefined }; name: string; noteOpen: boolean; again: (() => void) | undefined }) {
  const t = useVisitTexts();
  const { ended = 'over', refusal, noticed, role } = snapshot;
  const why = explained.find((one) => one === refusal);
  const safe = ended === 'hung_up' || ended === 'left' || ended === 'over';
  return (
    <section className="card stack" role={safe ? 'status' : 'alert'}>
      <h2>{t(safe ? 'ended' : 'ended_safely')}</h2>
      {safe ? <p>{t(ended, { name })}</p> : (
        <Notice tone="danger">
          <p><strong>{t(ended)}</strong></p>
          {noticed !== undefined && <p>{t(noticed)}</p>}
          {why !== undefined && <p>{t(`why_${why}`)}</p>}
          {refusal !== undefined && <p className="mono">{t('reason', { reason: refusal })}</p>}
          <p>{t('told')}</p>
        </Notice>
      )}
      {noteOpen && <p className="quiet">{t('note_open')}</p>}
      <div className="row">
        {again && safe && <Button onClick={again}>{t('call_again')}</Button>}
        {role === 'clinician' ? <GoButton to="/today" variant="default">{t('today')}</GoButton> : (
          <>
            <GoButton to="/record" variant="default">{t('record')}</GoButton>
            <GoButton to="/home" variant="default">{t('home')}</GoButton>
          </>
        )}
      </div>
    </section>
  );
}
