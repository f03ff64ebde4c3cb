// SPDX-License-Identifier: Apache-2.0
// Asks for camera and microphone and listens to how loud it is; gives both back when the page goes.
import { useEffect, useState } from 'react';
import { mediaTrouble, type MediaTrouble } from '../../shared/media-trouble.ts';

export interface Devices {
  stream: MediaStream | null;
  trouble: MediaTrouble | null;
  /** 0 to 1, ten times a second. */
  loudness: number;
  retry: () => void;
}

function listenTo(stream: MediaStream, heard: (loudness: number) => void): () => void {
  if (stream.getAudioTracks().length === 0) return () => undefined;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(samples);
    heard(Math.min(1, Math.max(...samples.map((sample) => Math.abs(sample - 128))) / 64));
  }, 100);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

export function useDevices(): Devices {
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<{ stream: MediaStream | null; trouble: MediaTrouble | null }>({ stream: null, trouble: null });
  const [loudness, setLoudness] = useState(0);
  useEffect(() => {
    let gone = false;
    let stop: () => void = () => undefined;
    // absent on a page without a secure context
    const media = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
    const ask = media ? media.getUserMedia({ video: true, audio: true }) : Promise.reject(new Error('no media devices'));
    ask.then((stream) => {
      if (gone) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      setState({ stream, trouble: null });
      const silence = listenTo(stream, setLoudness);
      stop = () => {
        silence();
        for (const track of stream.getTracks()) track.stop();
      };
    }, (error: unknown) => { if (!gone) setState({ stream: null, trouble: mediaTrouble(error) }); });
    return () => {
      gone = true;
      stop();
    };
  }, [tries]);
  return { ...state, loudness, retry: () => { setTries(tries + 1); } };
}
