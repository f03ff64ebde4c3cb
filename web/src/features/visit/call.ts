// SPDX-License-Identifier: Apache-2.0
// A call from arriving to hanging up: it joins signalling, the connection, its guard and the safety code, and tells the
// page one snapshot at a time. It knows no server and no page, so tests drive it with a channel of their own.
import { ownCertificate, ownFingerprint } from './certificates.ts';
import { asTrouble, watch, type Guard, type Reading, type Trouble } from './guard.ts';
import { beginHandshake, type Handshake } from './handshake.ts';
import { makePeer, type Peer } from './peer.ts';
import type { Role } from './safety-code.ts';
import type { Channel, Incoming, OpenChannel } from './signals.ts';

export type Stage =
  | 'joining'       // the line to the clinic is being opened
  | 'waiting'       // not admitted yet, or the other side isn't here
  | 'connecting'
  | 'connected'
  | 'reconnecting'  // the network failed; trying again by itself
  | 'ended';

export type EndReason = 'hung_up' | 'left' | 'code_differs' | 'guard' | Trouble;

export interface Snapshot {
  stage: Stage;
  role: Role;
  /** The other side's browser has a line to the clinic. */
  peerHere: boolean;
  /** Our own line to the clinic is up; a call lives on without. */
  lineUp: boolean;
  ended: EndReason | undefined;
  /** Why a description was refused, when that ended the call. */
  refusal: string | undefined;
  /** What the other side's guard saw, when that ended the call. */
  noticed: Trouble | undefined;
  code: readonly number[] | undefined;
  reading: Reading | undefined;
  remote: MediaStream | undefined;
  muted: boolean;
  cameraOff: boolean;
  /** What the other side says that it turned off. */
  theirs: { muted: boolean; cameraOff: boolean };
}

export interface CallOptions {
  role: Role;
  open: OpenChannel;
  media: MediaStream;
  iceServers: RTCIceServer[];
  show: (snapshot: Snapshot) => void;
  /** Tells the clinic that a call ended for safety. Never rejects. */
  report: (kind: 'guard' | 'code_differs', reason: Trouble | 'people_said_so') => void;
  /** For turning the camera on again. */
  camera?: () => Promise<MediaStreamTrack>;
}

export interface Call {
  setMuted(muted: boolean): void;
  setCameraOff(off: boolean): Promise<void>;
  /** The people compared, and the words were different. */
  theyDiffer(): void;
  hangUp(): void;
  /** Leaves the page: nothing is said to the other side but that we are gone. */
  leave(): void;
  guard(): Guard | undefined;
  connection(): RTCPeerConnection | undefined;
}

const restartAfterMs = 2000;
const restartEveryMs = 5000;

interface Live {
  number: number;
  peer: Peer;
  handshake: Handshake;
  guard: Guard;
  healthy: boolean;
  restart: ReturnType<typeof setInterval> | undefined;
}

export function startCall(options: CallOptions): Call {
  const { role, media, report } = options;
  let live: Live | undefined;
  let snapshot: Snapshot = {
    stage: 'joining', role, peerHere: false, lineUp: false, ended: undefined, refusal: undefined, noticed: undefined, code: undefined,
    reading: undefined, remote: undefined, muted: false, cameraOff: media.getVideoTracks().length === 0, theirs: { muted: false, cameraOff: false },
  };
  // Messages are taken one after the other: a candidate must not overtake its description.
  let queue: Promise<void> = Promise.resolve();

  function show(change: Partial<Snapshot>): void {
    snapshot = { ...snapshot, ...change };
    options.show(snapshot);
  }

  // A function, since a snapshot changes behind whoever waits.
  const hasEnded = (): boolean => snapshot.stage === 'ended';

  function drop(): void {
    clearInterval(live?.restart);
    live?.guard.stop();
    live?.peer.close();
    live = undefined;
  }

  function end(reason: EndReason, why: { refusal?: string | undefined; noticed?: Trouble | undefined } = {}): void {
    if (hasEnded()) return;
    drop();
    channel.close();
    for (const track of media.getTracks()) track.stop();
    show({ stage: 'ended', ended: reason, refusal: why.refusal, noticed: why.noticed, reading: undefined, remote: undefined, code: undefined });
  }

  function trouble(what: Trouble, refusal?: string): void {
    if (hasEnded()) return;
    end(what, { refusal });
    report('guard', what);
  }

  function tellMedia(): void {
    if (live) channel.send({ type: 'media', call: live.number, muted: snapshot.muted, camera_off: snapshot.cameraOff });
  }

  async function begin(number: number, context: string): Promise<void> {
    drop();
    show({ stage: 'connecting', code: undefined, reading: undefined, remote: undefined, theirs: { muted: false, cameraOff: false } });
    const certificate = await ownCertificate();
    const handshake = beginHandshake(role, context, await ownFingerprint(certificate));
    if (hasEnded()) return;
    const peer = makePeer({
      role, call: number, certificate, media, iceServers: options.iceServers,
      send: (message) => { channel.send(message); },
      refused: (why) => {
        if (why === 'changed') trouble('peer_changed');
        else trouble(why === 'two_fingerprints' || why === 'no_fingerprint' ? 'fingerprint_count'
          : why === 'not_dtls_srtp' || why === 'media_keys' ? 'not_dtls_srtp' : 'description_refused', why);
      },
      track: (remote) => { show({ remote }); },
      changed: () => { if (live?.peer === peer) followConnection(live); },
    });
    const guard = watch(peer.connection, {
      signalled: peer.signalled,
      mayRelay: options.iceServers.length > 0,
      trouble: (what) => { trouble(what); },
      healthy: (reading) => { if (live?.peer === peer) void healthy(live, reading); },
    });
    const begun: Live = { number, peer, handshake, guard, healthy: false, restart: undefined };
    live = begun;
    const hash = await handshake.commit();
    if (live !== begun) return;
    channel.send({ type: 'commit', call: number, hash });
    if (role === 'clinician') await peer.offer();
  }

  /** The guard is content: now, and not before, the people may see and compare. */
  async function healthy(current: Live, reading: Reading): Promise<void> {
    if (!current.healthy) {
      current.healthy = true;
      channel.send({ type: 'connected', call: current.number });
      tellMedia();
    }
    const ready = snapshot.code ? undefined : await current.handshake.code(reading.remote);
    if (live !== current || hasEnded()) return;
    if (ready === 'broken') return trouble('reveal_mismatch');
    const code = typeof ready === 'object' ? ready.code : snapshot.code;
    const stage = current.peer.connection.connectionState === 'connected' ? 'connected' : snapshot.stage;
    show({ reading, code, stage });
  }

  /** The clinician's side offers a restart; the other waits for it. */
  function followConnection(current: Live): void {
    const { connection } = current.peer;
    const state = connection.connectionState;
    if (state === 'connected') {
      clearInterval(current.restart);
      current.restart = undefined;
      void current.guard.look();
    } else if (((current.healthy && state === 'disconnected') || state === 'failed') && !current.restart) {
      if (current.healthy) show({ stage: 'reconnecting' });
      if (role !== 'clinician') return;
      const restart = (): void => {
        if (live !== current || connection.connectionState === 'connected') return;
        connection.restartIce();
        void current.peer.offer();
      };
      current.restart = setInterval(restart, restartEveryMs);
      setTimeout(restart, restartAfterMs);
    }
  }

  function resume(number: number): void {
    if (live?.number !== number) return;
    const { handshake, healthy: wasHealthy, peer } = live;
    if (wasHealthy) channel.send({ type: 'connected', call: number });
    tellMedia();
    void handshake.commit().then((hash) => {
      channel.send({ type: 'commit', call: number, hash });
      const nonce = handshake.reveal();
      if (nonce !== undefined && !snapshot.code) channel.send({ type: 'reveal', call: number, nonce });
    });
    if (role === 'clinician' && peer.connection.signalingState === 'have-local-offer') void peer.offer();
  }

  async function heard(message: Incoming): Promise<void> {
    if (hasEnded()) return;
    if ('call' in message && message.type !== 'start' && message.type !== 'resumed' && live?.number !== message.call) return;
    switch (message.type) {
      case 'welcome':
        show({ peerHere: message.peer, ...(live ? {} : { stage: 'waiting' as const }) });
        if (message.state === 'ended') end('hung_up');
        return;
      case 'state': return;
      case 'peer': return show({ peerHere: message.present, ...(live?.healthy ? {} : { stage: 'waiting' as const }) });
      case 'start': return begin(message.call, message.context);
      case 'resumed': return resume(message.call);
      case 'offer':
      case 'answer': return live?.peer.heardDescription(message.type, message.sdp);
      case 'candidate': return live?.peer.heardCandidate(message.candidate, message.mid);
      case 'commit': {
        live?.handshake.heardCommit(message.hash);
        const nonce = live?.handshake.reveal();
        if (nonce !== undefined) channel.send({ type: 'reveal', call: message.call, nonce });
        return;
      }
      case 'reveal':
        live?.handshake.heardReveal(message.nonce);
        await live?.guard.look();
        return;
      case 'media': return show({ theirs: { muted: message.muted, cameraOff: message.camera_off } });
      case 'refused':
        if (message.what === 'offer' || message.what === 'answer') trouble('description_refused', message.reason);
        return;
      case 'ended':
        return end(message.reason === 'code_differs' || message.reason === 'guard' ? message.reason : 'hung_up', { noticed: asTrouble(message.noticed) });
    }
  }

  const channel: Channel = options.open({
    opened: () => {
      show({ lineUp: true });
      channel.send({ type: 'hello', call: live?.number ?? 0 });
    },
    heard: (message) => { queue = queue.then(() => heard(message)).catch(() => { trouble('description_refused', 'malformed'); }); },
    lost: () => { show({ lineUp: false }); },
  });
  options.show(snapshot);

  async function turnCamera(off: boolean): Promise<void> {
    if (off === snapshot.cameraOff || hasEnded()) return;
    const old = media.getVideoTracks()[0];
    if (off && old) {
      old.stop(); // the camera's own light goes out
      media.removeTrack(old);
      await live?.peer.replaceVideo(null);
    } else if (!off && options.camera) {
      const track = await options.camera();
      // Who hung up while the browser was asking must not find the camera on.
      if (hasEnded()) return track.stop();
      media.addTrack(track);
      await live?.peer.replaceVideo(track);
    }
    show({ cameraOff: off });
    tellMedia();
  }

  let turning: Promise<unknown> = Promise.resolve();
  /** One turn after the other: two at once would leave a camera on that nobody knows of. */
  function setCameraOff(off: boolean): Promise<void> {
    const turned = turning.then(() => turnCamera(off));
    turning = turned.catch(() => undefined);
    return turned;
  }

  return {
    setMuted: (muted) => {
      for (const track of media.getAudioTracks()) track.enabled = !muted;
      show({ muted });
      tellMedia();
    },
    setCameraOff,
    theyDiffer: () => {
      if (hasEnded()) return;
      end('code_differs');
      report('code_differs', 'people_said_so');
    },
    hangUp: () => {
      channel.send({ type: 'bye' });
      end('left');
    },
    leave: () => { end('left'); },
    guard: () => live?.guard,
    connection: () => live?.peer.connection,
  };
}
