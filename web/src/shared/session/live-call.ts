// SPDX-License-Identifier: Apache-2.0
// Whether a call is live: the lock then covers the chart and leaves the call alone.
import { useEffect, useSyncExternalStore } from 'react';

let live = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  live = next;
  for (const heard of listeners) heard();
}

function subscribe(heard: () => void): () => void {
  listeners.add(heard);
  return () => { listeners.delete(heard); };
}

export function useLiveCall(): boolean {
  return useSyncExternalStore(subscribe, () => live);
}

/** The visit room says so while a call is up; leaving the room takes it back. */
export function useDeclareLiveCall(isLive: boolean): void {
  useEffect(() => {
    set(isLive);
    return () => { set(false); };
  }, [isLive]);
}
