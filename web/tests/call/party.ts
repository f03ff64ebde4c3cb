// SPDX-License-Identifier: Apache-2.0
// What runs in a test's window: the portal's own call, its line to the room made by the test.
import { startCall, type Call, type Snapshot } from '../../src/features/visit/call.ts';
import { codeInWords, type Role } from '../../src/features/visit/safety-code.ts';
import { openWebSocket, type Incoming, type Listener, type OpenChannel } from '../../src/features/visit/signals.ts';

type Bridge = (what: 'join' | 'leave' | 'say' | 'report', value?: unknown) => Promise<void>;

interface Held {
  call: Call;
  snapshot: Snapshot;
  reports: { kind: string; reason: string }[];
  listener: Listener | undefined;
  bridge: Bridge;
  up: boolean;
}

const held = new Map<string, Held>();
const the = (name: string): Held => {
  const found = held.get(name);
  if (!found) throw new Error(`no call named ${name}`);
  return found;
};

/** The bridge to the test's room, or a real server's WebSocket: nothing else differs. */
function lineOf(name: string, bridge: Bridge, address: string | undefined): OpenChannel {
  if (address !== undefined) return openWebSocket(address);
  return (listener) => {
    queueMicrotask(() => {
      the(name).listener = listener;
      void bridge('join').then(() => { listener.opened(); });
    });
    return {
      send: (message) => { if (the(name).up) void bridge('say', message); },
      close: () => { the(name).listener = undefined; },
    };
  };
}

async function start(name: string, role: Role, bridgeName: string, options: { address?: string; withoutCamera?: boolean }): Promise<void> {
  const bridge = (window as unknown as Record<string, Bridge>)[bridgeName] as Bridge;
  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: !options.withoutCamera });
  const mine: Held = { call: undefined as unknown as Call, snapshot: undefined as unknown as Snapshot, reports: [], listener: undefined, bridge, up: true };
  held.set(name, mine);
  const screen = document.body.appendChild(document.createElement('video')); // sound is decoded only where it plays
  screen.autoplay = true;
  mine.call = startCall({
    role, media, iceServers: [],
    open: lineOf(name, bridge, options.address),
    show: (snapshot) => {
      mine.snapshot = snapshot;
      if (screen.srcObject !== (snapshot.remote ?? null)) screen.srcObject = snapshot.remote ?? null;
    },
    report: (kind, reason) => {
      mine.reports.push({ kind, reason });
      void bridge('report', { kind, reason });
    },
    camera: async () => {
      const [track] = (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks();
      if (!track) throw new Error('no camera');
      return track;
    },
  });
}

/** What is plain data of a snapshot, and the code in words. */
function snapshot(name: string): unknown {
  const { remote, code, ...rest } = the(name).snapshot;
  return { ...rest, hasRemote: remote !== undefined, words: code && codeInWords(code, 'en'), palabras: code && codeInWords(code, 'es') };
}

/** Video frames and audio energy that were decoded, from the browser's own counts. */
async function frames(name: string): Promise<{ video: number; audio: number }> {
  const counts = { video: 0, audio: 0 };
  const report = await the(name).call.connection()?.getStats();
  report?.forEach((stat: Record<string, unknown>) => {
    if (stat['type'] !== 'inbound-rtp') return;
    if (stat['kind'] === 'video') counts.video += Number(stat['framesDecoded'] ?? 0);
    if (stat['kind'] === 'audio') counts.audio += Number(stat['totalAudioEnergy'] ?? 0);
  });
  return counts;
}

function act(name: string, action: 'hangUp' | 'theyDiffer' | 'leave' | 'setMuted' | 'setCameraOff' | 'failNetwork', values: unknown[]): unknown {
  const { call } = the(name);
  if (action === 'setMuted') return call.setMuted(values[0] === true);
  if (action === 'setCameraOff') return call.setCameraOff(values[0] === true);
  if (action === 'failNetwork') return call.connection()?.restartIce();
  return call[action]();
}

const party = {
  start, snapshot, frames, act,
  reports: (name: string) => the(name).reports,
  deliver: (name: string, message: Incoming) => { the(name).listener?.heard(message); },
  dropLine: async (name: string) => {
    the(name).up = false;
    await the(name).bridge('leave');
    the(name).listener?.lost();
  },
  restoreLine: async (name: string) => {
    the(name).up = true;
    await the(name).bridge('join');
    the(name).listener?.opened();
  },
  call: (name: string) => the(name).call,
  remote: (name: string) => the(name).snapshot.remote,
};
export type Party = typeof party;
Object.assign(window, { party });
