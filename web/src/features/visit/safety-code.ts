// SPDX-License-Identifier: Apache-2.0
// The safety code: four words that both people compare, the same only when nobody sits between their browsers.
//
// As in ZRTP (RFC 6189 §4.4), each side commits to a random nonce before either shows its own. The code is 32 bits of a
// hash over both nonces and both certificates as DTLS used them. Without the commitment an attacker could try
// certificates until two codes agree (32 bits fall to a birthday search in under a second); with it, each nonce is
// fixed before the other is known, so an attacker has one try a call, right once in 4,294,967,296, and a wrong one shows.
import { bytesOf } from './certificates.ts';
import { words, type WordLanguage } from './safety-words.ts';

export type Role = 'clinician' | 'patient';
export interface Share {
  nonce: string;
  /** Of the certificate that DTLS used. */
  fingerprint: string;
}

const wordsInCode = 4;
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Behind its length, so that no two different lists give the same bytes. */
function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + 4 + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    new DataView(out.buffer).setUint32(at, piece.length);
    out.set(piece, at + 4);
    at += 4 + piece.length;
  }
  return out;
}

const hash = async (...pieces: Uint8Array[]): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', joined(pieces)));

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Nothing when it isn't exactly 32 bytes. */
function nonceBytes(nonce: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]{43}$/.test(nonce)) return undefined;
  const bytes = Uint8Array.from(atob(nonce.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return base64url(bytes) === nonce ? bytes : undefined;
}

export const makeNonce = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** What is sent first. The role keeps one side's commitment from being sent back as the other's. */
export async function commitment(role: Role, share: Share): Promise<string> {
  const nonce = nonceBytes(share.nonce);
  if (!nonce) throw new Error('not a nonce');
  return base64url(await hash(text('salus/safety-code/commit/v1'), text(role), nonce, bytesOf(share.fingerprint)));
}

/** Whether what the other side shows is what it committed to, with the certificate that DTLS saw. */
export async function keepsCommitment(role: Role, share: Share, committed: string): Promise<boolean> {
  return nonceBytes(share.nonce) !== undefined && (await commitment(role, share)) === committed;
}

/** Indices into a list of 256 words; the same for both sides, whatever their languages. */
export async function safetyCode(context: string, clinician: Share, patient: Share): Promise<number[]> {
  const nonces = [nonceBytes(clinician.nonce), nonceBytes(patient.nonce)];
  const digest = await hash(text('salus/safety-code/v1'), text(context), nonces[0] ?? text(''), nonces[1] ?? text(''),
    bytesOf(clinician.fingerprint), bytesOf(patient.fingerprint));
  return [...digest.slice(0, wordsInCode)];
}

export const codeInWords = (code: readonly number[], language: WordLanguage): string[] =>
  code.map((index) => words(language)[index] ?? '');
