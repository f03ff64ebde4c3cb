// SPDX-License-Identifier: Apache-2.0
// Certificates as DTLS used them, never as a description claims: the two differ when somebody sits between.

export const octets = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');

export const bytesOf = (fingerprint: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(fingerprint.split(':'), (pair) => Number.parseInt(pair, 16));

/** All of a call's media share one transport (max-bundle). More than one is a peer's trick; none is a call not begun. */
export function transportOf(connection: RTCPeerConnection): RTCDtlsTransport | 'several' | undefined {
  const all = new Set<RTCDtlsTransport>();
  for (const { sender, receiver, currentDirection } of connection.getTransceivers()) {
    if (currentDirection === null || currentDirection === 'stopped') continue;
    if (sender.transport) all.add(sender.transport);
    if (receiver.transport) all.add(receiver.transport);
  }
  return all.size > 1 ? 'several' : [...all][0];
}

/** SHA-256 over the certificate that the peer proved in the handshake; works in Chromium and Firefox. */
export async function remoteFingerprint(transport: RTCDtlsTransport): Promise<string | undefined> {
  const certificate = transport.getRemoteCertificates()[0];
  return certificate ? octets(await crypto.subtle.digest('SHA-256', certificate)) : undefined;
}

/** A certificate for one call. Its fingerprint is asked of the browser, or read from what it says of itself. */
export async function ownCertificate(): Promise<RTCCertificate> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  return RTCPeerConnection.generateCertificate(algorithm);
}

export async function ownFingerprint(certificate: RTCCertificate): Promise<string> {
  const named = certificate.getFingerprints?.().find(({ algorithm }) => algorithm === 'sha-256')?.value;
  if (named !== undefined) return named.toUpperCase();
  // Firefox doesn't name it: a connection of our own, never used, describes it.
  const described = new RTCPeerConnection({ certificates: [certificate] });
  try {
    described.addTransceiver('audio');
    const sdp = (await described.createOffer()).sdp ?? '';
    const value = /^a=fingerprint:sha-256 ([0-9A-F:]{95})/im.exec(sdp)?.[1];
    if (value === undefined) throw new Error('the browser names no certificate of its own');
    return value.toUpperCase();
  } finally {
    described.close();
  }
}
