// SPDX-License-Identifier: Apache-2.0
// The guard is content with DTLS-SRTP and the signalled peer only, and takes neither silence for health nor an end for an attack.
import { afterEach, expect, test, vi } from 'vitest';
import { octets } from './certificates.ts';
import { watch, type Reading, type Trouble } from './guard.ts';

const certificate = new Uint8Array([1, 2, 3]).buffer;
const proved = octets(await crypto.subtle.digest('SHA-256', certificate));

const good = {
  transport: { dtlsState: 'connected', tlsVersion: 'FEFC', srtpCipher: 'AEAD_AES_256_GCM', selectedCandidatePairId: 'pair' },
  pair: { localCandidateId: 'mine', remoteCandidateId: 'theirs' },
  mine: { candidateType: 'host' },
  theirs: { candidateType: 'prflx' },
};
type Stats = Record<string, Record<string, string | undefined>>;
const but = (change: Stats): Stats => ({ ...good, ...Object.fromEntries(Object.entries(change).map(([id, part]) => [id, { ...(good as Stats)[id], ...part }])) });

function call(stats: Stats) {
  const dtls = Object.assign(new EventTarget(), { state: 'connected', getRemoteCertificates: () => [certificate] });
  const connection = Object.assign(new EventTarget(), {
    connectionState: 'connected', stats,
    getTransceivers: () => [{ sender: { transport: dtls }, receiver: { transport: dtls }, currentDirection: 'sendrecv' }],
    getStats: () => Promise.resolve(new Map(Object.entries(connection.stats).map(([id, part]) => [id, { id, type: id.replace(/\d$/, ''), ...part }]))),
  });
  const troubles: Trouble[] = [];
  const readings: Reading[] = [];
  const guard = watch(connection as unknown as RTCPeerConnection, {
    signalled: () => proved, mayRelay: false, everyMs: 1e6,
    trouble: (what) => { troubles.push(what); }, healthy: (reading) => { readings.push(reading); },
  });
  stop = guard.stop;
  const look = async (times = 1): Promise<void> => { for (let i = 0; i < times; ++i) await guard.look(); };
  return { connection, dtls, guard, troubles, readings, look };
}
let stop: (() => void) | undefined;
afterEach(() => { stop?.(); vi.restoreAllMocks(); });

test('a good call is read as it is', async () => {
  const { troubles, readings, look } = call(good);
  await look();
  expect(troubles).toEqual([]);
  expect(readings).toEqual([{ remote: proved, tls: 'DTLS 1.3', srtp: 'AEAD_AES_256_GCM', path: 'host – prflx' }]);
});

const at_once: Record<string, [Stats, Trouble]> = {
  'a suite without encryption': [but({ transport: { srtpCipher: 'NULL_HMAC_SHA1_80' } }), 'not_dtls_srtp'],
  'a short tag': [but({ transport: { srtpCipher: 'AES_CM_128_HMAC_SHA1_32' } }), 'not_dtls_srtp'],
  'an old protocol': [but({ transport: { tlsVersion: 'FEFF' } }), 'not_dtls_srtp'],
  'a failed handshake': [but({ transport: { dtlsState: 'failed' } }), 'dtls_failed'],
  'a relay that nobody asked for': [but({ theirs: { candidateType: 'relay' } }), 'peer_changed'],
  'a second transport': [{ ...good, transport2: good.transport }, 'peer_changed'],
};
for (const [what, [stats, trouble]] of Object.entries(at_once)) {
  test(`${what} ends the call at once`, async () => {
    const { troubles, readings, look } = call(stats);
    await look(2);
    expect(troubles).toEqual([trouble]);
    expect(readings).toEqual([]);
  });
}

const unseen: Record<string, Stats> = {
  'no statistics': {},
  'no suite': but({ transport: { srtpCipher: undefined } }),
  'no version': but({ transport: { tlsVersion: undefined } }),
  'no path': but({ transport: { selectedCandidatePairId: undefined } }),
  'half a path': but({ theirs: { candidateType: undefined } }),
  'a handshake that never ends': but({ transport: { dtlsState: 'connecting' } }),
};
for (const [what, stats] of Object.entries(unseen)) {
  test(`${what}: never healthy, and trouble when it stays so`, async () => {
    const { troubles, readings, look } = call(stats);
    await look(5);
    expect(troubles).toEqual([]);
    await look();
    expect(troubles).toEqual(['stats_missing']);
    expect(readings).toEqual([]);
  });
}

test('a side that hung up is no attack, though its statistics say so first', async () => {
  const { connection, dtls, troubles, look } = call(good);
  await look();
  connection.stats = but({ transport: { dtlsState: 'closed' } });
  await look(2);
  dtls.state = 'closed';
  await look(10);
  expect(troubles).toEqual([]);
});

test('a network that fails for long is no attack either', async () => {
  const { connection, troubles, look } = call(good);
  connection.stats = but({ transport: { selectedCandidatePairId: undefined } });
  connection.connectionState = 'disconnected';
  await look(20);
  expect(troubles).toEqual([]);
});

test('another certificate than the signalled one, none, or a new one later', async () => {
  const other = call(good);
  other.dtls.getRemoteCertificates = () => [new Uint8Array([9]).buffer];
  await other.look();
  expect(other.troubles).toEqual(['fingerprint_mismatch']);
  const none = call(good);
  none.dtls.getRemoteCertificates = () => [];
  await none.look();
  expect(none.troubles).toEqual(['certificate_unknown']);
  const later = call(good);
  await later.look();
  later.dtls.getRemoteCertificates = () => [new Uint8Array([9]).buffer];
  await later.look();
  expect(later.troubles).toEqual(['peer_changed']);
});
