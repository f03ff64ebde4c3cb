// SPDX-License-Identifier: Apache-2.0
// What any call may learn about the session or the network, told to whoever shows it.

export type Signal = 'locked' | 'signed-out' | 'unreachable' | 'reached';
const target = new EventTarget();

export function announce(signal: Signal): void {
  target.dispatchEvent(new Event(signal));
}

/** Returns the way to stop listening. */
export function listen(signal: Signal, heard: () => void): () => void {
  target.addEventListener(signal, heard);
  return () => { target.removeEventListener(signal, heard); };
}
