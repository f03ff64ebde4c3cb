// SPDX-License-Identifier: Apache-2.0
// How the call is doing, in words, read out as it changes; the technical truth is one touch away.
import { Icon } from '../../shared/ui/icons.tsx';
import type { Snapshot } from './call.ts';
import { useVisitTexts } from './texts.ts';

export function Connection({ snapshot, name }: { snapshot: Snapshot; name: string }) {
  const t = useVisitTexts();
  const { stage, role, reading, peerHere, lineUp, theirs } = snapshot;
  const up = stage === 'connected' || stage === 'reconnecting';
  return (
    <div className="stack close">
      <div role="status" aria-live="polite" className="stack tight">
        {stage !== 'ended' && <p className="state"><strong>{t(stage === 'joining' && role === 'clinician' ? 'joining_clinician' : stage, { name })}</strong></p>}
        {up && !lineUp && <p className="quiet">{t('line_down')}</p>}
        {up && theirs.muted && <p>{t('they_muted', { name })}</p>}
        {up && theirs.cameraOff && <p>{t('their_camera_off', { name })}</p>}
        {up && lineUp && !peerHere && <p className="quiet">{t('peer_away', { name })}</p>}
      </div>
      {stage === 'connected' && reading && (
        <details>
          <summary className="row"><Icon name="lock" size={18} />{t('secure')}</summary>
          <div className="stack close">
            <p className="quiet">{t('secure_what', { name })}</p>
            <dl className="facts" aria-label={t('technical')}>
              <div><dt>{t('tls')}</dt><dd>{reading.tls}</dd></div>
              <div><dt>{t('srtp')}</dt><dd>{reading.srtp}</dd></div>
              <div><dt>{t('path')}</dt><dd>{reading.path}</dd></div>
            </dl>
          </div>
        </details>
      )}
    </div>
  );
}
