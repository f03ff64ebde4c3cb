// SPDX-License-Identifier: Apache-2.0
// The call itself, for both sides: picture, words about the connection, code, controls, and its end.
import { Button } from '@mantine/core';
import { hasOpenNote, type Visit } from '../../shared/calls/read-visit.ts';
import { useDeclareLiveCall } from '../../shared/session/live-call.ts';
import { Icon } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import { CodeCard } from './code-card.tsx';
import { Connection } from './connection.tsx';
import { Controls } from './controls.tsx';
import { Ended } from './ended.tsx';
import { useEndVisit } from './end-visit.ts';
import { Picture } from './picture.tsx';
import { useVisitTexts } from './texts.ts';
import { useCall } from './use-call.ts';
import { useMedia } from './use-media.ts';

export function CallPane({ visit, again }: { visit: Visit; again: () => void }) {
  const t = useVisitTexts();
  const media = useMedia(true);
  const call = useCall(visit, media.stream);
  const end = useEndVisit();
  const { snapshot } = call;
  const { other: name } = visit;
  useDeclareLiveCall(snapshot !== null && (snapshot.stage === 'connecting' || snapshot.stage === 'connected' || snapshot.stage === 'reconnecting'));

  if (media.trouble) {
    return (
      <Notice tone="care" live="alert">
        <p>{t(media.trouble)}</p>
        <div><Button variant="default" onClick={media.retry}>{t('again')}</Button></div>
      </Notice>
    );
  }
  if (!snapshot) return <Notice live="status"><p>{t('asking')}</p></Notice>;
  if (snapshot.stage === 'ended') {
    return (
      <div className="stack">
        {end.isError && (
          <>
            <p><strong>{t('not_ended')}</strong></p>
            <Trouble error={end.error} again={() => { end.mutate(visit.handle); }} />
          </>
        )}
        <Ended snapshot={snapshot} name={name} noteOpen={hasOpenNote(visit)} again={snapshot.role === 'patient' && snapshot.ended === 'left' ? again : undefined} />
      </div>
    );
  }

  const hangUp = (): void => {
    call.hangUp();
    if (snapshot.role === 'clinician') end.mutate(visit.handle);
  };
  return (
    <div className="stack">
      <Picture remote={snapshot.remote} own={media.stream} cameraOff={snapshot.cameraOff} theirCameraOff={snapshot.theirs.cameraOff} name={name} />
      <Connection snapshot={snapshot} name={name} />
      <Controls call={call} snapshot={snapshot} name={name} noteOpen={hasOpenNote(visit)} onHangUp={hangUp} />
      {snapshot.code
        ? <CodeCard key={snapshot.code.join()} code={snapshot.code} role={snapshot.role} name={name} onDiffer={call.theyDiffer} />
        : <p className="quiet row"><Icon name="shield" />{t('code_wait')}</p>}
    </div>
  );
}
