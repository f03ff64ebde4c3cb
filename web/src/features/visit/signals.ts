// SPDX-License-Identifier: Apache-2.0
// What the browser and the server say to each other during a visit, and the connection that carries it.
import type { Role } from './safety-code.ts';

export type Outgoing =
  | { type: 'hello'; call: number }
  | { type: 'offer' | 'answer'; call: number; sdp: string }
  | { type: 'candidate'; call: number; candidate: string; mid: string }
  | { type: 'commit'; call: number; hash: string }
  | { type: 'reveal'; call: number; nonce: string }
  | { type: 'connected'; call: number }
  | { type: 'media'; call: number; muted: boolean; camera_off: boolean }
  | { type: 'bye' };

export type RoomState = 'waiting' | 'admitted' | 'connecting' | 'in_call' | 'ended';

export type Incoming =
  | { type: 'welcome'; role: Role; state: RoomState; peer: boolean }
  | { type: 'state'; state: RoomState }
  | { type: 'peer'; present: boolean }
  | { type: 'start'; call: number; context: string }
  | { type: 'resumed'; call: number }
  | { type: 'offer' | 'answer'; call: number; sdp: string }
  | { type: 'candidate'; call: number; candidate: string; mid: string }
  | { type: 'commit'; call: number; hash: string }
  | { type: 'reveal'; call: number; nonce: string }
  | { type: 'media'; call: number; muted: boolean; camera_off: boolean }
  | { type: 'refused'; what: string; reason: string; words: string }
  /** `noticed`: what the guard of one of the two saw, with reason `guard`. */
  | { type: 'ended'; reason: string; noticed?: unknown };

export interface Listener {
  /** A new connection: say hello. */
  opened(): void;
  heard(message: Incoming): void;
  /** Gone; a new one is being tried. */
  lost(): void;
}

export interface Channel {
  send(message: Outgoing): void;
  close(): void;
}

export type OpenChannel = (listener: Listener) => Channel;

const members: Record<Incoming['type'], Record<string, string>> = {
  welcome: { role: 'string', state: 'string', peer: 'boolean' },
  state: { state: 'string' },
  peer: { present: 'boolean' },
  start: { call: 'number', context: 'string' },
  resumed: { call: 'number' },
  offer: { call: 'number', sdp: 'string' },
  answer: { call: 'number', sdp: 'string' },
  candidate: { call: 'number', candidate: 'string', mid: 'string' },
  commit: { call: 'number', hash: 'string' },
  reveal: { call: 'number', nonce: 'string' },
  media: { call: 'number', muted: 'boolean', camera_off: 'boolean' },
  refused: { what: 'string', reason: 'string', words: 'string' },
  ended: { reason: 'string' },
};

/** Nothing for what isn't a message of ours, whole and of the right types. */
export function readMessage(json: unknown): Incoming | undefined {
  if (typeof json !== 'string') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const message = value as Record<string, unknown>;
  const type = message['type'];
  if (typeof type !== 'string' || !Object.hasOwn(members, type)) return undefined;
  const wanted = Object.entries(members[type as Incoming['type']]);
  return wanted.every(([name, kind]) => typeof message[name] === kind) ? (message as Incoming) : undefined;
}

const firstWait = 500;
const longestWait = 8000;

/** A WebSocket that comes back by itself, each time with a new hello, until it is closed. */
export const openWebSocket = (address: string): OpenChannel => (listener) => {
  let socket: WebSocket | undefined;
  let wait = firstWait;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const open = (): void => {
    const now = new WebSocket(address);
    socket = now;
    now.onopen = () => {
      wait = firstWait;
      listener.opened();
    };
    now.onmessage = ({ data }) => {
      const message = readMessage(data);
      if (message && socket === now) listener.heard(message);
    };
    now.onclose = () => {
      if (closed || socket !== now) return;
      listener.lost();
      retry = setTimeout(open, wait);
      wait = Math.min(wait * 2, longestWait);
    };
  };
  open();

  return {
    // What is said while the line is down is lost on purpose: a resumed call says again what still matters.
    send: (message) => {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close: () => {
      closed = true;
      clearTimeout(retry);
      socket?.close();
    },
  };
};

export const visitAddress = (visit: string): string =>
  `${location.origin.replace(/^http/, 'ws')}/ws?visit=${encodeURIComponent(visit)}`;
