// SPDX-License-Identifier: Apache-2.0
// Who hangs up while the browser is still busy finds no camera on and no connection made afterwards.
import { afterEach, expect, test, vi } from 'vitest';
import { startCall, type Snapshot } from './call.ts';
import type { Listener, Outgoing } from './signals.ts';

afterEach(() => { vi.unstubAllGlobals(); });

function later<T>() {
  let give!: (value: T) => void;
  const promise = new Promise<T>((resolve) => { give = resolve; });
  return { promise, give };
}

function begin(camera: Promise<MediaStreamTrack>) {
  const tracks: MediaStreamTrack[] = [];
  const asked = vi.fn(() => camera);
  const sent: Outgoing[] = [];
  let listener!: Listener;
  let snapshot!: Snapshot;
  const call = startCall({
    role: 'clinician', iceServers: [], camera: asked, report: () => undefined, show: (now) => { snapshot = now; },
    media: { getTracks: () => tracks, getVideoTracks: () => tracks, getAudioTracks: () => [], addTrack: (track: MediaStreamTrack) => tracks.push(track), removeTrack: (track: MediaStreamTrack) => tracks.splice(tracks.indexOf(track), 1) } as unknown as MediaStream,
    open: (to) => {
      listener = to;
      return { send: (message) => { sent.push(message); }, close: () => undefined };
    },
  });
  return { call, tracks, sent, listener, asked, snapshot: () => snapshot };
}

test('a camera that comes after hanging up is turned off again', async () => {
  const camera = later<MediaStreamTrack>();
  const { call, tracks, snapshot } = begin(camera.promise);
  const turning = call.setCameraOff(false);
  await new Promise(setImmediate); // the browser is asking
  call.hangUp();
  const stop = vi.fn();
  camera.give({ stop } as unknown as MediaStreamTrack);
  await turning;
  expect(stop).toHaveBeenCalledOnce();
  expect(tracks).toEqual([]);
  expect(snapshot()).toMatchObject({ stage: 'ended', cameraOff: true });
});

test('a camera that is turned on twice is asked for once, and turned off whole', async () => {
  const camera = later<MediaStreamTrack>();
  const { call, tracks, snapshot, asked } = begin(camera.promise);
  const turns = [call.setCameraOff(false), call.setCameraOff(false), call.setCameraOff(true)];
  const stop = vi.fn();
  camera.give({ stop } as unknown as MediaStreamTrack);
  await Promise.all(turns);
  expect(asked).toHaveBeenCalledOnce();
  expect(stop).toHaveBeenCalledOnce();
  expect(tracks).toEqual([]);
  expect(snapshot().cameraOff).toBe(true);
});

test('a call that is ended while its certificate is made connects to nobody', async () => {
  const certificate = later<unknown>();
  const made = Object.assign(vi.fn(), { generateCertificate: () => certificate.promise });
  vi.stubGlobal('RTCPeerConnection', made);
  const { call, sent, listener } = begin(later<MediaStreamTrack>().promise);
  listener.heard({ type: 'start', call: 1, context: 'c' });
  await new Promise(setImmediate);
  call.leave();
  certificate.give({ getFingerprints: () => [{ algorithm: 'sha-256', value: Array(32).fill('AA').join(':') }] });
  await new Promise(setImmediate);
  expect(made).not.toHaveBeenCalled();
  expect(sent).toEqual([]);
});
