// SPDX-License-Identifier: Apache-2.0
// A call for the life of a page: begun when camera and microphone are there, left when the page goes.
import { useEffect, useRef, useState } from 'react';
import type { Visit } from '../../shared/calls/read-visit.ts';
import { startCall, type Call, type Snapshot } from './call.ts';
import { reportCall } from './report-call.ts';
import { openWebSocket, visitAddress } from './signals.ts';
import { askForCamera } from './use-media.ts';

export interface CallOnScreen {
  snapshot: Snapshot | null;
  setMuted: (muted: boolean) => void;
  setCameraOff: (off: boolean) => void;
  theyDiffer: () => void;
  hangUp: () => void;
}

const iceServers = (visit: Visit): RTCIceServer[] =>
  visit.ice_servers.map(({ urls, username, credential }) => ({ urls, ...(username && credential ? { username, credential } : {}) }));

export function useCall(visit: Visit, stream: MediaStream | null): CallOnScreen {
  const [snapshot, setSnapshot] = useState<Snapshot | null>(null);
  const call = useRef<Call | null>(null);
  const start = useRef(visit); // what is fetched anew meanwhile doesn't begin another call

  useEffect(() => {
    if (!stream) return;
    const { current } = start;
    const made = startCall({
      role: current.role === 'caller' ? 'clinician' : 'patient',
      open: openWebSocket(visitAddress(current.handle)),
      media: stream,
      iceServers: iceServers(current),
      show: setSnapshot,
      report: (kind, reason) => { void reportCall(current.handle, { kind, reason }); },
      camera: askForCamera,
    });
    call.current = made;
    return () => {
      call.current = null;
      made.leave();
    };
  }, [stream]);

  return {
    snapshot,
    setMuted: (muted) => { call.current?.setMuted(muted); },
    setCameraOff: (off) => { void call.current?.setCameraOff(off).catch(() => undefined); },
    theyDiffer: () => { call.current?.theyDiffer(); },
    hangUp: () => { call.current?.hangUp(); },
  };
}
