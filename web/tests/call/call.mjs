// SPDX-License-Identifier: Apache-2.0
// A real call between two Chromium windows through the server's own room: it connects, it counts frames, its codes
// agree, and each tampering on the way ends it with a clear reason.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { seat, Windows } from './browser.mjs';
import { Room } from './room.mjs';

let windows;
let room;
let clinician;
let patient;
before(async () => { windows = await Windows.open(); });
after(async () => { await windows.close(); });
beforeEach(async () => {
  room = new Room();
  clinician = await seat(await windows.page(), room, 'clinician');
  patient = await seat(await windows.page(), room, 'patient');
});
afterEach(async () => {
  await clinician.page.context().close();
  await patient.page.context().close();
  room.close();
  assert.deepEqual(windows.errors.splice(0), [], 'no page threw');
});

async function begin() {
  await patient.start();
  await clinician.start();
  room.admit();
}
const both = (expression, timeout) => Promise.all([clinician.until(expression, timeout), patient.until(expression, timeout)]);
async function connect() {
  await begin();
  await both('s.stage === "connected" && s.words');
}
/** Rises over a second on both sides, or it is no call. */
async function assertFramesFlow() {
  const earlier = [await clinician.frames(), await patient.frames()];
  await new Promise((done) => { setTimeout(done, 1500); });
  const later = [await clinician.frames(), await patient.frames()];
  for (const side of [0, 1]) {
    assert.ok(later[side].video > earlier[side].video, `video frames rose on side ${side}: ${earlier[side].video} → ${later[side].video}`);
    assert.ok(later[side].audio > earlier[side].audio, `audio arrived on side ${side}`);
  }
}
const fingerprint = /a=fingerprint:sha-256 [0-9A-F:]{95}/g;
const inDescriptions = (change) => (_party, message) => ('sdp' in message ? { ...message, sdp: change(message.sdp) } : message);

test('a call connects, decodes frames on both sides, and both screens show the same words', async () => {
  await patient.start();
  await patient.until('s.stage === "waiting"');
  await clinician.start();
  await clinician.until('s.peerHere');
  room.admit();
  await both('s.stage === "connected" && s.words');
  await assertFramesFlow();
  const [ours, theirs] = [await clinician.snapshot(), await patient.snapshot()];
  assert.deepEqual(ours.words, theirs.words);
  assert.equal(new Set([...ours.words, ...ours.palabras]).size >= 4, true);
  assert.equal(ours.words.length, 4);
  assert.match(ours.reading.tls, /^DTLS 1\.[23]$/);
  assert.match(ours.reading.srtp, /AES/);
  assert.notEqual(ours.reading.remote, theirs.reading.remote, 'each sees the other’s certificate');
  assert.match(ours.reading.path, /host|prflx/);
  assert.ok(room.events.some((event) => event.endsWith('connected')), room.events.join(', '));
  console.log(`  used: ${ours.reading.tls}, ${ours.reading.srtp}, ${ours.reading.path}; code: ${ours.words.join(' ')}`);
});

test('two calls have two codes', async () => {
  await connect();
  const first = (await clinician.snapshot()).words;
  await patient.page.reload();
  await patient.page.waitForFunction(() => 'party' in window);
  await patient.start();
  await both('s.stage === "connected" && s.words');
  const second = (await clinician.snapshot()).words;
  assert.deepEqual(second, (await patient.snapshot()).words);
  assert.notDeepEqual(second, first, 'a new call has new nonces and certificates');
  await assertFramesFlow();
});

test('mute, camera off and on, hang up', async () => {
  await connect();
  await patient.do('setMuted', true);
  assert.equal((await patient.snapshot()).muted, true);
  await patient.do('setCameraOff', true);
  await new Promise((done) => { setTimeout(done, 700); });
  const still = (await clinician.frames()).video;
  await new Promise((done) => { setTimeout(done, 1200); });
  assert.ok((await clinician.frames()).video - still <= 2, 'no picture while the camera is off');
  await patient.do('setMuted', false);
  await patient.do('setCameraOff', false);
  await new Promise((done) => { setTimeout(done, 500); });
  await assertFramesFlow();
  await clinician.do('hangUp');
  await patient.until('s.stage === "ended" && s.ended === "hung_up"');
  assert.deepEqual([await clinician.reports(), await patient.reports()], [[], []]);
});

test('the line to the clinic drops: the call lives on and is resumed, the code stays', async () => {
  await connect();
  const { words } = await clinician.snapshot();
  await patient.dropLine();
  await clinician.until('!s.peerHere');
  await assertFramesFlow();
  await patient.restoreLine();
  await clinician.until('s.peerHere && s.stage === "connected"');
  assert.deepEqual((await clinician.snapshot()).words, words);
  await assertFramesFlow();
});

test('an ICE restart keeps the call and its code', async () => {
  await connect();
  const { words } = await clinician.snapshot();
  let offers = 0;
  room.tamperDelivered = (_to, message) => {
    offers += message.type === 'offer';
    return message;
  };
  await clinician.page.evaluate(async () => {
    const connection = window.party.call('call').connection();
    connection.restartIce();
    // the call's own restart runs when the browser says that the network failed; here it is asked for
    Object.defineProperty(connection, 'connectionState', { configurable: true, get: () => 'failed' });
    connection.onconnectionstatechange();
    await new Promise((done) => { setTimeout(done, 2500); });
    delete connection.connectionState;
    connection.onconnectionstatechange();
  });
  assert.ok(offers >= 1, 'a restart was offered');
  await both('s.stage === "connected"');
  await assertFramesFlow();
  assert.deepEqual((await patient.snapshot()).words, words);
});

test('fingerprints swapped on the way without a peer: DTLS fails and the guard ends the call', async () => {
  const other = `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`;
  room.tamperDelivered = inDescriptions((sdp) => sdp.replaceAll(fingerprint, other));
  await begin();
  await both('s.stage === "ended"');
  const ends = [(await clinician.snapshot()).ended, (await patient.snapshot()).ended];
  assert.ok(ends.includes('dtls_failed') || ends.includes('fingerprint_mismatch'), ends.join(', '));
  assert.ok(ends.every((end) => ['dtls_failed', 'fingerprint_mismatch', 'guard'].includes(end)), ends.join(', '));
  const reports = [...await clinician.reports(), ...await patient.reports()];
  assert.ok(reports.some(({ kind }) => kind === 'guard'), 'the clinic is told');
  assert.ok(room.events.some((event) => / reported (dtls_failed|fingerprint_mismatch)$/.test(event)), room.events.join(', '));
});

const doubled = (sdp) => sdp.replaceAll(fingerprint, (line) => `${line}\r\na=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`);
const attacks = [
  ['stripped fingerprint', (sdp) => sdp.replaceAll(/a=fingerprint:.*\r\n/g, ''), 'no_fingerprint', 'fingerprint_count'],
  ['doubled fingerprint', doubled, 'two_fingerprints', 'fingerprint_count'],
  ['a=crypto', (sdp) => sdp.replace(/a=rtcp-mux\r\n/, (line) => `${line}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA\r\n`), 'media_keys', 'not_dtls_srtp'],
  ['RTP/AVP', (sdp) => sdp.replaceAll('UDP/TLS/RTP/SAVPF', 'RTP/AVP'), 'not_dtls_srtp', 'not_dtls_srtp'],
];

for (const [what, change, refusal, reason] of attacks) {
  test(`${what}, by the other browser: the server's filter refuses it with its reason`, async () => {
    room.tamperSent = inDescriptions(change);
    await begin();
    await both('s.stage === "ended"');
    assert.ok(room.events.includes(`clinician refused ${refusal}`), room.events.join(', '));
    const ends = [await clinician.snapshot(), await patient.snapshot()];
    assert.ok(ends.some(({ refusal: why }) => why === refusal), JSON.stringify(ends));
  });

  test(`${what}, behind the filter: the browser's own check refuses it with its reason`, async () => {
    room.tamperDelivered = inDescriptions(change);
    await begin();
    await both('s.stage === "ended"');
    const { ended, refusal: why } = await patient.snapshot();
    assert.deepEqual([ended, why], [reason, refusal]);
    assert.ok((await patient.reports()).some((report) => report.kind === 'guard' && report.reason === reason));
    assert.equal((await clinician.snapshot()).ended, 'guard');
  });
}

test('a nonce that was not committed to: the browser ends the call', async () => {
  room.tamperDelivered = (to, message) =>
    (to === 'patient' && message.type === 'reveal' ? { ...message, nonce: 'A'.repeat(43) } : message);
  await begin();
  await patient.until('s.stage === "ended"');
  assert.equal((await patient.snapshot()).ended, 'reveal_mismatch');
});

test('a restart with another certificate: the browser ends the call', async () => {
  await connect();
  room.tamperDelivered = inDescriptions((sdp) => sdp.replaceAll(fingerprint, `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`));
  await clinician.page.evaluate(async () => {
    const connection = window.party.call('call').connection();
    Object.defineProperty(connection, 'connectionState', { configurable: true, get: () => 'failed' });
    connection.onconnectionstatechange();
  });
  await patient.until('s.stage === "ended"');
  assert.equal((await patient.snapshot()).ended, 'peer_changed');
});

test('nobody hears who speaks when: no telling header extension is negotiated', async () => {
  await connect();
  const negotiated = await clinician.page.evaluate(() => window.party.call('call').connection().currentRemoteDescription.sdp);
  const sent = await clinician.page.evaluate(() => window.party.call('call').connection().currentLocalDescription.sdp);
  for (const telling of ['audio-level', 'video-content-type', 'video-timing', 'abs-capture-time']) {
    assert.ok(!negotiated.includes(telling) && !sent.includes(telling), telling);
  }
});
