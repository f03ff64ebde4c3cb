// SPDX-License-Identifier: Apache-2.0
// Camera and microphone for a call: both, else the microphone alone, else why not.
import { useEffect, useState } from 'react';
import { mediaTrouble, type MediaTrouble } from '../../shared/media-trouble.ts';

export interface Media {
  stream: MediaStream | null;
  trouble: MediaTrouble | null;
  retry: () => void;
}

const sound = { echoCancellation: true, noiseSuppression: true };

async function ask(): Promise<MediaStream> {
  // absent on a page without a secure context
  const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
  if (!devices) throw new Error('no media devices');
  try {
    return await devices.getUserMedia({ audio: sound, video: true });
  } catch (error) {
    if (mediaTrouble(error) === 'refused') throw error;
    return devices.getUserMedia({ audio: sound });
  }
}

export async function askForCamera(): Promise<MediaStreamTrack> {
  const [track] = (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks();
  if (!track) throw new Error('no camera');
  return track;
}

/** Asked for while `wanted`; given back when the page goes. */
export function useMedia(wanted: boolean): Media {
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<Omit<Media, 'retry'>>({ stream: null, trouble: null });
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    let held: MediaStream | undefined;
    const giveBack = (): void => { for (const track of held?.getTracks() ?? []) track.stop(); };
    ask().then((stream) => {
      held = stream;
      if (gone) giveBack();
      else setState({ stream, trouble: null });
    }, (error: unknown) => { if (!gone) setState({ stream: null, trouble: mediaTrouble(error) }); });
    return () => {
      gone = true;
      giveBack();
      setState({ stream: null, trouble: null });
    };
  }, [wanted, tries]);
  return { ...state, retry: () => { setTries(tries + 1); } };
}
