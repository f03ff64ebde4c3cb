// SPDX-License-Identifier: Apache-2.0
// The man in the middle's window: to each of the two people he plays the other, with the portal's own call and a
// certificate of his own, and hands picture and sound through.
import { startCall, type Call, type Snapshot } from '../../web/src/features/visit/call.ts';
import { codeInWords, type Role } from '../../web/src/features/visit/safety-code.ts';
import type { Incoming, Listener, Outgoing } from '../../web/src/features/visit/signals.ts';

interface Leg {
  call: Call;
  snapshot: Snapshot | undefined;
  listener: Listener | undefined;
}
/** By whom he speaks to. */
const legs: Partial<Record<Role, Leg>> = {};

const middle = {
  /** `sayTo` hands what he says to whoever listens on that line. */
  play: async (to: Role, sayTo: (to: Role, message: Outgoing) => void) => {
    // He has no camera: what the people see is what he hands through.
    const media = await navigator.mediaDevices.getUserMedia({ audio: true });
    const leg: Leg = { call: undefined as unknown as Call, snapshot: undefined, listener: undefined };
    legs[to] = leg;
    leg.call = startCall({
      role: to === 'clinician' ? 'patient' : 'clinician', media, iceServers: [],
      open: (listener) => {
        leg.listener = listener;
        return { send: (message) => { sayTo(to, message); }, close: () => undefined };
      },
      show: (snapshot) => { leg.snapshot = snapshot; },
      report: () => undefined,
    });
  },
  hear: (from: Role, message: Incoming) => { legs[from]?.listener?.heard(message); },
  words: (to: Role) => {
    const code = legs[to]?.snapshot?.code;
    return code && codeInWords(code, 'en');
  },
  /** What comes in on one leg goes out on the other, so that both people see and hear each other through him. */
  handThrough: async () => {
    for (const [from, to] of [['clinician', 'patient'], ['patient', 'clinician']] as const) {
      for (const track of legs[from]?.snapshot?.remote?.getTracks() ?? []) {
        const place = legs[to]?.call.connection()?.getTransceivers().find(({ receiver }) => receiver.track.kind === track.kind);
        await place?.sender.replaceTrack(track);
      }
    }
  },
};
Object.assign(window, { middle });
