// SPDX-License-Identifier: Apache-2.0
// Mute, camera, hang up: each a word beside its sign, each a key away.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Confirm } from '../../shared/ui/confirm.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import type { Snapshot } from './call.ts';
import { useVisitTexts } from './texts.ts';
import type { CallOnScreen } from './use-call.ts';

export function Controls({ call, snapshot, name, noteOpen, onHangUp }:
  { call: CallOnScreen; snapshot: Snapshot; name: string; noteOpen: boolean; onHangUp: () => void }) {
  const t = useVisitTexts();
  const [asking, setAsking] = useState(false);
  const clinician = snapshot.role === 'clinician';
  const end = t(clinician ? 'hang_up' : 'leave');
  return (
    <div className="stack close">
      <div className="row controls" role="group" aria-label={t('controls')}>
        <Button variant={snapshot.muted ? 'filled' : 'default'} aria-pressed={snapshot.muted} leftSection={<Icon name="mic" />}
          onClick={() => { call.setMuted(!snapshot.muted); }}>{t(snapshot.muted ? 'unmute' : 'mute')}</Button>
        <Button variant={snapshot.cameraOff ? 'filled' : 'default'} aria-pressed={snapshot.cameraOff} leftSection={<Icon name="video" />}
          onClick={() => { call.setCameraOff(!snapshot.cameraOff); }}>{t(snapshot.cameraOff ? 'camera_on' : 'camera_off')}</Button>
        <Button color="red" leftSection={<Icon name="cross" />} onClick={() => { setAsking(true); }}>{end}</Button>
      </div>
      <div role="status" className="quiet">
        {snapshot.muted && <p>{t('muted', { name })}</p>}
        {snapshot.cameraOff && <p>{t('camera_is_off')}</p>}
      </div>
      <Confirm open={asking} danger title={t(clinician ? 'hang_up_title' : 'leave_title')} action={end}
        onClose={() => { setAsking(false); }} onConfirm={() => { setAsking(false); onHangUp(); }}>
        <p>{t(clinician ? 'hang_up_what' : 'leave_what')}{noteOpen && ` ${t('note_open')}`}</p>
      </Confirm>
    </div>
  );
}
