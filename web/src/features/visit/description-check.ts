// SPDX-License-Identifier: Apache-2.0
// The browser's own check of a description that arrives: the server's filter isn't to be trusted alone, and browsers
// accept keys in clear, plain RTP names and several fingerprints, of which each takes another.

export type Refusal = 'too_large' | 'media_keys' | 'not_dtls_srtp' | 'no_fingerprint' | 'two_fingerprints' | 'weak_fingerprint' | 'wrong_setup';
export type Checked = { fingerprint: string } | { refused: Refusal };

/** Upper-case octets with colons, as certificates are named everywhere in this folder. */
const sha256 = /^a=fingerprint:sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/i;
const secure = /^m=(?:audio|video) \d+ UDP\/TLS\/RTP\/SAVPF [\d ]+$/;
const declined = /^m=application 0 UDP\/DTLS\/SCTP webrtc-datachannel$/;

/** Gives the one certificate that the description vouches for, or why it is refused. */
export function checkDescription(type: 'offer' | 'answer', sdp: string): Checked {
  if (sdp.length > 65536) return { refused: 'too_large' };
  const lines = sdp.split(/\r\n|\r|\n/);
  const fingerprints = new Set<string>();
  let sections = 0;
  for (const line of lines) {
    if (/^k=/i.test(line) || /^a=(?:crypto|key-mgmt)/i.test(line)) return { refused: 'media_keys' };
    if (/^m=/i.test(line) && !secure.test(line) && !declined.test(line)) return { refused: 'not_dtls_srtp' };
    if (secure.test(line)) sections += 1;
    if (/^a=setup:/i.test(line) && line !== (type === 'offer' ? 'a=setup:actpass' : 'a=setup:active')) return { refused: 'wrong_setup' };
    if (/^a=fingerprint/i.test(line)) {
      const value = sha256.exec(line)?.[1];
      if (value === undefined) return { refused: 'weak_fingerprint' };
      fingerprints.add(value.toUpperCase());
    }
  }
  if (sections === 0) return { refused: 'not_dtls_srtp' };
  const [only, ...others] = fingerprints;
  if (only === undefined) return { refused: 'no_fingerprint' };
  return others.length > 0 ? { refused: 'two_fingerprints' } : { fingerprint: only };
}
