// SPDX-License-Identifier: Apache-2.0
// Two people in the room of one visit, for tests of their call: booked and opened through the API, held on the pages.
import assert from 'node:assert/strict';
import { look } from './windows.mjs';

/** What the page itself could ask with its session. Gives the answer's JSON. */
export async function ask(page, method, target, body) {
  const answer = await page.evaluate(async ([how, where, what]) => {
    const { csrf } = await (await fetch('/api/v1/session', { headers: { 'x-salus-background': 'true' } })).json();
    const headers = { 'content-type': 'application/json', 'x-salus-csrf': csrf };
    const reply = await fetch(`/api/v1${where}`, { method: how, headers, ...(what ? { body: JSON.stringify(what) } : {}) });
    return { status: reply.status, text: await reply.text() };
  }, [method, target, body]);
  assert.ok(answer.status < 300, `${method} ${target}: ${answer.status} ${answer.text}`);
  return answer.text === '' ? null : JSON.parse(answer.text);
}

/** Books the clinician's next free time, has the patient arrive and the clinician admit. Gives each one's handle. */
export async function openVisit(patient, clinician, clinicianName, reason) {
  const { clinicians } = await ask(patient, 'GET', '/clinicians');
  const { handle } = clinicians.find(({ name }) => name === clinicianName);
  const { slots } = await ask(patient, 'GET', `/slots?clinician=${handle}&days=2`);
  const booked = await ask(patient, 'POST', '/appointments', { slot: slots[0].handle, reason });
  const { appointments } = await ask(clinician, 'GET', '/today');
  const visits = { patient: booked.visit, clinician: appointments.find((one) => one.reason === reason).visit };
  await ask(patient, 'POST', `/visits/${visits.patient}/arrive`);
  await ask(clinician, 'POST', `/visits/${visits.clinician}/admit`);
  return visits;
}

/** Opens the visit's page afresh: whatever call was there before is over. */
export async function enter(page, visit) {
  await page.goto('/visit'); // of nothing yet
  await page.evaluate((handle) => { history.replaceState({ visit: handle }, ''); }, visit);
  await page.reload();
}

export const words = (page) => page.locator('.code li').allTextContents();

/** Both are connected and see a code; gives it. It must be the same, four words long. */
export async function sameWords(...pages) {
  for (const page of pages) {
    await page.getByText(/^Connected with/).waitFor({ timeout: 60_000 });
    await page.locator('.code li').nth(3).waitFor({ timeout: 60_000 });
    await look(page);
  }
  const read = () => Promise.all(pages.map(words));
  let [first, ...others] = await read();
  // One page may still show the call of before.
  for (const end = Date.now() + 30_000; Date.now() < end && others.some((other) => other.join() !== first.join());) {
    [first, ...others] = await read();
  }
  for (const other of others) assert.deepEqual(other, first);
  assert.equal(first.length, 4);
  return first;
}

/** What the page says of a call that was ended for safety. */
export async function endedSafely(page) {
  const section = page.getByRole('alert').filter({ has: page.getByRole('heading', { name: 'The call was ended for your safety' }) });
  await section.waitFor({ timeout: 60_000 });
  assert.equal(await page.locator('.picture').count(), 0, 'no picture is left');
  return section.innerText();
}
