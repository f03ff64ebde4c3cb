// SPDX-License-Identifier: Apache-2.0
// The two pictures of a call: the other person large, oneself small and mirrored.
import { useEffect, useRef } from 'react';
import { Icon } from '../../shared/ui/icons.tsx';
import { useVisitTexts } from './texts.ts';

function Video({ stream, label, muted }: { stream: MediaStream | null; label: string; muted: boolean }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current && video.current.srcObject !== stream) video.current.srcObject = stream;
  }, [stream]);
  return <video ref={video} autoPlay playsInline muted={muted} aria-label={label} />;
}

/** A camera that is off leaves its last picture standing: it is covered, and its sound goes on. */
export function Picture({ remote, own, cameraOff, theirCameraOff, name }:
  { remote: MediaStream | undefined; own: MediaStream | null; cameraOff: boolean; theirCameraOff: boolean; name: string }) {
  const t = useVisitTexts();
  return (
    <div className="picture">
      {remote ? <Video stream={remote} label={t('remote', { name })} muted={false} /> : <div className="no-picture"><Icon name="video" size={48} /></div>}
      {remote && theirCameraOff && <div className="no-picture over"><Icon name="video" size={48} /></div>}
      <div className="self">
        {own && !cameraOff ? <Video stream={own} label={t('self')} muted /> : <div className="no-picture"><Icon name="video" size={24} /></div>}
      </div>
    </div>
  );
}
