// SPDX-License-Identifier: Apache-2.0
// Why there is no camera or microphone, in the words that pages know.
export type MediaTrouble = 'refused' | 'missing' | 'busy' | 'unsupported';

export function mediaTrouble(error: unknown): MediaTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  return name === 'NotReadableError' ? 'busy' : 'unsupported';
}
