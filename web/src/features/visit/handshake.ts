// SPDX-License-Identifier: Apache-2.0
// The commit-then-reveal exchange of one call, as a small machine that is fed messages and asked for the code.
import { commitment, keepsCommitment, makeNonce, safetyCode, type Role } from './safety-code.ts';

export type ReadyCode = { code: number[] } | 'waiting' | 'broken';

export interface Handshake {
  /** To be sent first, and again after a resumed connection. */
  commit(): Promise<string>;
  /** The nonce to show, once both have committed; nothing before. */
  reveal(): string | undefined;
  heardCommit(hash: string): void;
  heardReveal(nonce: string): void;
  /** `broken`: the other side showed something else than it had committed to. */
  code(remoteFingerprint: string): Promise<ReadyCode>;
}

export function beginHandshake(role: Role, context: string, ownFingerprint: string): Handshake {
  const mine = { nonce: makeNonce(), fingerprint: ownFingerprint };
  const other: Role = role === 'clinician' ? 'patient' : 'clinician';
  const own = commitment(role, mine);
  let committed: string | undefined;
  let revealed: string | undefined;
  let changedItsMind = false;

  return {
    commit: () => own,
    reveal: () => (committed === undefined ? undefined : mine.nonce),
    heardCommit: (hash) => {
      changedItsMind ||= committed !== undefined && committed !== hash;
      committed ??= hash;
    },
    heardReveal: (nonce) => {
      // A nonce before its commitment was not fixed by anything.
      changedItsMind ||= committed === undefined || (revealed !== undefined && revealed !== nonce);
      revealed ??= nonce;
    },
    code: async (remoteFingerprint) => {
      if (changedItsMind) return 'broken';
      if (committed === undefined || revealed === undefined) return 'waiting';
      const theirs = { nonce: revealed, fingerprint: remoteFingerprint };
      if (!(await keepsCommitment(other, theirs, committed))) return 'broken';
      const code = role === 'clinician' ? safetyCode(context, mine, theirs) : safetyCode(context, theirs, mine);
      return { code: await code };
    },
  };
}
