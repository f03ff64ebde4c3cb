// SPDX-License-Identifier: Apache-2.0
// The man in the middle: a real peer to each side, with certificates of his own, who hands picture and sound through.
import type { Call } from '../../web/src/features/visit/call.ts';
import type { Party } from '../../web/tests/call/party.ts';

const own = (window as unknown as { party: Party & { call(name: string): Call } }).party;

/** What comes in on one leg goes out on the other, so that both people see and hear each other through him. */
async function handThrough(from: string, to: string): Promise<void> {
  for (const track of own.remote(from)?.getTracks() ?? []) {
    const transceiver = own.call(to).connection()?.getTransceivers().find(({ receiver }) => receiver.track.kind === track.kind);
    await transceiver?.sender.replaceTrack(track);
  }
}

Object.assign(window, {
  bridge: async () => {
    await handThrough('toClinician', 'toPatient');
    await handThrough('toPatient', 'toClinician');
  },
});
