// SPDX-License-Identifier: Apache-2.0
// One RTCPeerConnection for one numbered call: descriptions, candidates, tracks, and its restart when the network fails.
import { checkDescription, type Refusal } from './description-check.ts';
import type { Role } from './safety-code.ts';
import type { Outgoing } from './signals.ts';

export interface Peer {
  readonly connection: RTCPeerConnection;
  /** The fingerprint that the other side's description named. */
  signalled(): string | undefined;
  offer(): Promise<void>;
  heardDescription(type: 'offer' | 'answer', sdp: string): Promise<void>;
  heardCandidate(candidate: string, mid: string): Promise<void>;
  replaceVideo(track: MediaStreamTrack | null): Promise<void>;
  close(): void;
}

export interface PeerOptions {
  role: Role;
  call: number;
  certificate: RTCCertificate;
  iceServers: RTCIceServer[];
  media: MediaStream;
  send: (message: Outgoing) => void;
  refused: (why: Refusal | 'changed' | 'malformed') => void;
  track: (stream: MediaStream) => void;
  changed: () => void;
}

/** Header extensions stay in clear on the wire: who speaks when is nobody's business. Firefox can't be told. */
function keepQuietOnTheWire(connection: RTCPeerConnection): void {
  const telling = /audio-level|video-content-type|video-timing|abs-capture-time/;
  for (const transceiver of connection.getTransceivers()) {
    const able = transceiver as RTCRtpTransceiver & {
      getHeaderExtensionsToNegotiate?: () => { uri: string; direction: string }[];
      setHeaderExtensionsToNegotiate?: (extensions: { uri: string; direction: string }[]) => void;
    };
    const all = able.getHeaderExtensionsToNegotiate?.();
    if (!all) continue;
    able.setHeaderExtensionsToNegotiate?.(all.map((one) => (telling.test(one.uri) ? { ...one, direction: 'stopped' } : one)));
  }
}

export function makePeer(options: PeerOptions): Peer {
  const { role, call, send } = options;
  const connection = new RTCPeerConnection({
    bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require', iceServers: options.iceServers, certificates: [options.certificate],
  });
  const remote = new MediaStream();
  const early: RTCIceCandidateInit[] = [];
  let signalled: string | undefined;

  const audio = options.media.getAudioTracks()[0];
  const video = options.media.getVideoTracks()[0];

  /** The patient's tracks take the places that the offer made. */
  function answerTracks(): void {
    if (audio) connection.addTrack(audio, options.media);
    if (video) connection.addTrack(video, options.media);
    for (const transceiver of connection.getTransceivers()) transceiver.direction = 'sendrecv';
  }

  connection.onicecandidate = ({ candidate }) => {
    if (candidate?.candidate) send({ type: 'candidate', call, candidate: candidate.candidate, mid: candidate.sdpMid ?? '0' });
  };
  connection.ontrack = ({ track }) => {
    remote.addTrack(track);
    options.track(remote);
  };
  connection.onconnectionstatechange = options.changed;
  connection.oniceconnectionstatechange = options.changed;

  if (role === 'clinician') {
    connection.addTransceiver(audio ?? 'audio', { direction: 'sendrecv', streams: [options.media] });
    connection.addTransceiver(video ?? 'video', { direction: 'sendrecv', streams: [options.media] });
    keepQuietOnTheWire(connection);
  }

  async function describe(type: 'offer' | 'answer'): Promise<void> {
    await connection.setLocalDescription();
    send({ type, call, sdp: connection.localDescription?.sdp ?? '' });
  }

  return {
    connection,
    signalled: () => signalled,
    offer: async () => {
      // One that was lost on the way is sent again as it is.
      if (connection.signalingState === 'have-local-offer') send({ type: 'offer', call, sdp: connection.localDescription?.sdp ?? '' });
      if (connection.signalingState === 'stable') await describe('offer');
    },
    heardDescription: async (type, sdp) => {
      if ((type === 'offer') !== (role === 'patient')) return;
      if (type === 'answer' && connection.signalingState !== 'have-local-offer') return;
      const checked = checkDescription(type, sdp);
      if ('refused' in checked) return options.refused(checked.refused);
      // A restart keeps the certificate: another one means another peer.
      if (signalled !== undefined && signalled !== checked.fingerprint) return options.refused('changed');
      const first = signalled === undefined;
      signalled = checked.fingerprint;
      try {
        await connection.setRemoteDescription({ type, sdp });
      } catch {
        return options.refused('malformed');
      }
      for (const candidate of early.splice(0)) await connection.addIceCandidate(candidate).catch(() => undefined);
      if (type === 'answer') return;
      if (first) answerTracks();
      await describe('answer');
    },
    heardCandidate: async (candidate, mid) => {
      const init = { candidate, sdpMid: mid };
      if (!connection.remoteDescription) early.push(init);
      // One of before a restart is refused by the browser, and no harm done.
      else await connection.addIceCandidate(init).catch(() => undefined);
    },
    replaceVideo: async (track) => {
      const sender = connection.getTransceivers().find(({ receiver }) => receiver.track.kind === 'video')?.sender;
      await sender?.replaceTrack(track);
    },
    close: () => {
      connection.onconnectionstatechange = connection.oniceconnectionstatechange = connection.onicecandidate = null;
      connection.ontrack = null;
      connection.close();
    },
  };
}
