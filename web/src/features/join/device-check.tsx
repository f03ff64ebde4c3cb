// SPDX-License-Identifier: Apache-2.0
// Shows the patient to themselves and says in words what works and what to do if it doesn't.
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Icon } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { useJoinTexts } from './texts.ts';
import type { Devices } from './use-devices.ts';
import './join.css';

export function DeviceCheck({ devices }: { devices: Devices }) {
  const t = useJoinTexts();
  const video = useRef<HTMLVideoElement>(null);
  const { stream, trouble, loudness, retry } = devices;
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <div className="card device-check">
      <div className="mirror">
        {stream ? <video ref={video} autoPlay muted playsInline aria-label={t('preview')} /> : <Icon name="video" size={48} />}
      </div>
      <div className="stack close" aria-live="polite">
        {!stream && !trouble && <Notice><p>{t('asking')}</p></Notice>}
        {trouble && (
          <Notice tone="care">
            <p>{t(trouble)}</p>
            <div><Button variant="default" onClick={retry}>{t('again')}</Button></div>
          </Notice>
        )}
        {stream && (
          <>
            <p className="row"><span className="tag good"><Icon name="tick" size={16} />{t('camera')}: {t('works')}</span>
              <span className={loudness > 0.05 ? 'tag good' : 'tag'}><Icon name="mic" size={16} />{t('microphone')}{loudness > 0.05 && `: ${t('works')}`}</span></p>
            <p>{t('speak')}</p>
          </>
        )}
        {stream && <meter className="loudness" min={0} max={1} value={loudness} aria-label={t('loudness')} />}
      </div>
    </div>
  );
}
