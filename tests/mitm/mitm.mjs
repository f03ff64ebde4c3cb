// SPDX-License-Identifier: Apache-2.0
// A dishonest server bridges two real peers: the call connects and looks right, and the safety codes tell.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { seat, Windows } from '../../web/tests/call/browser.mjs';
import { Room } from '../../web/tests/call/room.mjs';

let windows;
let rooms;
let clinician;
let patient;
let toClinician;
let toPatient;
before(async () => { windows = await Windows.open(); });
after(async () => { await windows.close(); });

/** Two rooms where there should be one: in each, the man in the middle plays the other party. */
beforeEach(async () => {
  rooms = { withClinician: new Room(), withPatient: new Room() };
  clinician = await seat(await windows.page(), rooms.withClinician, 'clinician');
  patient = await seat(await windows.page(), rooms.withPatient, 'patient');
  const middle = await windows.page();
  toClinician = await seat(middle, rooms.withClinician, 'patient', 'toClinician');
  toPatient = await seat(middle, rooms.withPatient, 'clinician', 'toPatient');
  await middle.addScriptTag({ type: 'module', url: '/tests/mitm/bridge.ts' });
  await middle.waitForFunction(() => 'bridge' in window);
});
afterEach(async () => {
  for (const party of [clinician, patient, toClinician]) await party.page.context().close();
  rooms.withClinician.close();
  rooms.withPatient.close();
  assert.deepEqual(windows.errors.splice(0), [], 'no page threw');
});

async function begin() {
  for (const party of [patient, clinician]) await party.start();
  // He has no camera: what the people see is what he hands through.
  for (const leg of [toClinician, toPatient]) await leg.start({ withoutCamera: true });
  rooms.withClinician.admit();
  rooms.withPatient.admit();
}
/** A dishonest server also tells both sides the same context. */
function sameContext() {
  let context;
  for (const room of Object.values(rooms)) {
    room.tamperDelivered = (_to, message) => {
      if (message.type !== 'start') return message;
      context ??= message.context;
      return { ...message, context };
    };
  }
}
const both = (expression) => Promise.all([clinician.until(expression), patient.until(expression)]);

test('the call connects through him, pictures flow, both guards are content, and the codes differ', async () => {
  sameContext();
  await begin();
  await both('s.stage === "connected" && s.words');
  await toClinician.page.evaluate(() => window.bridge());
  await new Promise((done) => { setTimeout(done, 1000); });
  const earlier = [await clinician.frames(), await patient.frames()];
  await new Promise((done) => { setTimeout(done, 2000); });
  const later = [await clinician.frames(), await patient.frames()];
  for (const side of [0, 1]) assert.ok(later[side].video > earlier[side].video, `frames flow through him to side ${side}`);

  const [ours, theirs] = [await clinician.snapshot(), await patient.snapshot()];
  assert.equal(ours.words.length, 4);
  assert.notDeepEqual(ours.words, theirs.words, 'he can’t make the codes agree');
  assert.deepEqual(ours.words, (await toClinician.snapshot()).words, 'he shares a code with each …');
  assert.deepEqual(theirs.words, (await toPatient.snapshot()).words, '… and none with both');

  await patient.do('theyDiffer');
  await patient.until('s.stage === "ended" && s.ended === "code_differs"');
  assert.deepEqual(await patient.reports(), [{ kind: 'code_differs', reason: 'people_said_so' }]);
  await toPatient.until('s.stage === "ended"');
  assert.ok(rooms.withPatient.events.includes('patient reported people_said_so'), rooms.withPatient.events.join(', '));
  assert.ok(rooms.withPatient.events.includes('patient ended'));
});

test('he hands the nonces through instead of making his own: the browsers notice', async () => {
  sameContext();
  const [left, right] = [rooms.withClinician, rooms.withPatient];
  const honest = { left: left.tamperDelivered, right: right.tamperDelivered };
  const kept = { commit: {}, reveal: {} };
  // what the real other side said takes the place of what he says himself
  const handThrough = (victim) => (to, message) => {
    const plain = (victim === 'clinician' ? honest.left : honest.right)(to, message);
    if (!(message.type in kept)) return plain;
    if (to !== victim) {
      kept[message.type][victim] = message;
      return plain;
    }
    const real = kept[message.type][victim === 'clinician' ? 'patient' : 'clinician'];
    return real ? { ...message, ...real } : plain;
  };
  left.tamperDelivered = handThrough('clinician');
  right.tamperDelivered = handThrough('patient');
  await begin();
  await Promise.race([clinician.until('s.stage === "ended"'), patient.until('s.stage === "ended"')]);
  const ends = [(await clinician.snapshot()).ended, (await patient.snapshot()).ended];
  assert.ok(ends.includes('reveal_mismatch'), ends.join(', '));
});
