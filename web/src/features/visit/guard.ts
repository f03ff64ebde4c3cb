// SPDX-License-Identifier: Apache-2.0
// Watches a call and says when it is not what it must be: DTLS-SRTP with the peer that was signalled. It looks at what
// the browser really used, each second and at each change of state; whoever owns the call then ends it.
import { remoteFingerprint, transportOf } from './certificates.ts';

const troubles = ['not_dtls_srtp', 'fingerprint_mismatch', 'fingerprint_count', 'peer_changed', 'certificate_unknown', 'dtls_failed',
  'description_refused', 'reveal_mismatch', 'stats_missing'] as const;
export type Trouble = (typeof troubles)[number];

export const asTrouble = (word: unknown): Trouble | undefined => troubles.find((trouble) => trouble === word);

/** What a healthy call was seen to use, for those who want to know. */
export interface Reading {
  tls: string;
  srtp: string;
  /** Of the certificate that the peer proved in DTLS. */
  remote: string;
  path: string;
}

export interface Guard {
  /** Looks once; also for tests. Gives nothing while there is nothing to see yet. */
  look(): Promise<Reading | undefined>;
  stop(): void;
}

const tlsVersions: Record<string, string> = { FEFC: 'DTLS 1.3', FEFD: 'DTLS 1.2' };
/** RFC 5764 and RFC 7714, with and without the prefix that Chromium writes. None is NULL, none has a 32-bit tag. */
const srtpCiphers = new Set(['AES128_CM_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_80', 'AEAD_AES_128_GCM', 'AEAD_AES_256_GCM']);
const direct = new Set(['host', 'prflx']); // a host candidate hidden behind a .local name is seen as prflx
const relayed = new Set([...direct, 'srflx', 'relay']);

type Stat = Record<string, unknown> & { id: string; type: string };

class Found extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

function text(stat: Stat | undefined, name: string): string | undefined {
  const value = stat?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Suite and path from getStats. Nothing when they aren't all named, or when the other side has just closed: that is an
 * end like any other, and no attack. Only a browser without transport statistics (Firefox) leaves them unnamed; there the
 * state and the certificate of its RTCDtlsTransport, which were looked at before, have to do.
 */
function readStats(all: readonly Stat[], mayRelay: boolean): Omit<Reading, 'remote'> | undefined {
  const transports = all.filter(({ type }) => type === 'transport');
  if (transports.length > 1) throw new Found('peer_changed');
  const transport = transports[0];
  if (!transport) return all.length === 0 ? undefined : { tls: 'unnamed', srtp: 'unnamed', path: 'unnamed' };
  const dtls = text(transport, 'dtlsState');
  if (dtls === 'failed') throw new Found('dtls_failed');
  const tls = text(transport, 'tlsVersion');
  const srtp = text(transport, 'srtpCipher');
  if (dtls !== 'connected' || tls === undefined || srtp === undefined) return undefined;
  const version = tlsVersions[tls];
  if (version === undefined || !srtpCiphers.has(srtp.replace(/^SRTP_/, ''))) throw new Found('not_dtls_srtp');

  const byId = new Map(all.map((stat) => [stat.id, stat]));
  const pair = byId.get(text(transport, 'selectedCandidatePairId') ?? '');
  const types = [text(pair, 'localCandidateId'), text(pair, 'remoteCandidateId')].map((id) => text(byId.get(id ?? ''), 'candidateType'));
  const allowed = mayRelay ? relayed : direct;
  if (types.some((type) => type !== undefined && !allowed.has(type))) throw new Found('peer_changed');
  return types.includes(undefined) ? undefined : { tls: version, srtp, path: types.join(' – ') };
}

export function watch(connection: RTCPeerConnection, options: {
  /** The one fingerprint that the peer's description named. */
  signalled: () => string | undefined;
  mayRelay: boolean;
  trouble: (what: Trouble) => void;
  healthy?: (reading: Reading) => void;
  everyMs?: number;
}): Guard {
  const patience = 5; // looks at a call that is up without seeing what it uses
  let stopped = false;
  let seen: string | undefined;
  let blind = 0;
  let watched: RTCDtlsTransport | undefined;

  function changed(): void {
    void look();
  }

  function stop(): void {
    stopped = true;
    clearInterval(timer);
    connection.removeEventListener('connectionstatechange', changed);
    watched?.removeEventListener('statechange', changed);
  }

  async function read(): Promise<Reading | undefined> {
    const transport = transportOf(connection);
    if (transport === 'several') throw new Found('peer_changed');
    if (!transport) return undefined;
    if (transport !== watched) {
      watched?.removeEventListener('statechange', changed);
      watched = transport;
      transport.addEventListener('statechange', changed);
    }
    if (transport.state === 'failed') throw new Found('dtls_failed');
    if (transport.state !== 'connected') return undefined;

    const remote = await remoteFingerprint(transport);
    if (remote === undefined) throw new Found('certificate_unknown');
    if (seen !== undefined && seen !== remote) throw new Found('peer_changed');
    seen = remote;
    if (remote !== options.signalled()) throw new Found('fingerprint_mismatch');

    const report = await connection.getStats();
    const all: Stat[] = [];
    report.forEach((stat: Stat) => all.push(stat));
    const used = readStats(all, options.mayRelay);
    // A network that failed, or a side that hung up, leaves nothing to see and nothing to hear either.
    const live = connection.connectionState === 'connected' && transport.state === 'connected';
    blind = used || !live ? 0 : blind + 1;
    if (blind > patience) throw new Found('stats_missing');
    return used && { remote, ...used };
  }

  async function look(): Promise<Reading | undefined> {
    if (stopped) return undefined;
    try {
      const reading = await read();
      if (reading && !stopped) options.healthy?.(reading);
      return reading;
    } catch (error) {
      // A look that itself fails on a live call proves nothing, so it counts against it.
      const what = error instanceof Found ? error.trouble : 'stats_missing';
      if (stopped || connection.connectionState === 'closed') return undefined;
      stop();
      options.trouble(what);
      return undefined;
    }
  }

  const timer = setInterval(changed, options.everyMs ?? 1000);
  connection.addEventListener('connectionstatechange', changed);
  return { look, stop };
}
