// SPDX-License-Identifier: Apache-2.0
// The browser's own check of a description: what a server could slip in is refused by name.
import { expect, test } from 'vitest';
import { checkDescription } from './description-check.ts';
import { readMessage } from './signals.ts';

const value = Array(32).fill('AB').join(':');
const fingerprint = `a=fingerprint:sha-256 ${value}\r\n`;
const good = `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n${fingerprint}a=setup:actpass\r\nm=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n${fingerprint}a=setup:actpass\r\n`;

test('gives the one fingerprint of a good description, in upper case', () => {
  expect(checkDescription('offer', good)).toEqual({ fingerprint: value });
  expect(checkDescription('offer', good.replaceAll(value, value.toLowerCase()))).toEqual({ fingerprint: value });
  expect(checkDescription('answer', good.replaceAll('actpass', 'active'))).toEqual({ fingerprint: value });
});

test.each([
  ['too_large', good + 'a=x\r\n'.repeat(20_000)],
  ['no_fingerprint', good.replaceAll(fingerprint, '')],
  ['two_fingerprints', good.replace(fingerprint, fingerprint.replace('AB:', 'AC:'))],
  ['two_fingerprints', good.replace(fingerprint, fingerprint + fingerprint.replace('AB:', 'AC:'))],
  ['two_fingerprints', `${good}m=application 0 UDP/DTLS/SCTP webrtc-datachannel\n${fingerprint.replace('AB:', 'AC:')}`],
  ['weak_fingerprint', good.replace(fingerprint, 'a=fingerprint:sha-1 AB:AB\r\n')],
  ['weak_fingerprint', good.replace(fingerprint, `a=fingerprint:sha-256 ${value}:AB\r\n`)],
  ['weak_fingerprint', good.replace(fingerprint, `a=FINGERPRINT:sha-1 AB\r\n${fingerprint}`)],
  ['media_keys', `${good}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA\r\n`],
  ['media_keys', `${good}A=CRYPTO:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA\r\n`],
  ['media_keys', good.replace('v=0\r\n', 'v=0\nk=clear:x\n')],
  ['not_dtls_srtp', good.replaceAll('UDP/TLS/RTP/SAVPF', 'RTP/AVP')],
  ['not_dtls_srtp', good.replace('UDP/TLS/RTP/SAVPF', 'RTP/SAVPF')],
  ['not_dtls_srtp', `${good}m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n`],
  ['not_dtls_srtp', `v=0\r\n${fingerprint}`],
  ['wrong_setup', good.replaceAll('actpass', 'active')],
])('refuses: %s', (refused, sdp) => {
  expect(checkDescription('offer', sdp)).toEqual({ refused });
});

test('reads whole messages of the server and nothing else', () => {
  expect(readMessage('{"type":"peer","present":true}')).toEqual({ type: 'peer', present: true });
  for (const bad of ['', 'null', '[]', '{}', '{"type":"toString"}', '{"type":"peer"}', '{"type":"peer","present":1}', '{"type":"offer","call":"1","sdp":""}']) {
    expect(readMessage(bad), bad).toBeUndefined();
  }
  expect(readMessage(new Blob())).toBeUndefined();
});
