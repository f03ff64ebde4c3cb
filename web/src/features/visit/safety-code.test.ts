// SPDX-License-Identifier: Apache-2.0
// Codes agree when nobody sits between, and every single thing that differs changes them.
import { expect, test } from 'vitest';
import { beginHandshake } from './handshake.ts';
import { codeInWords, commitment, keepsCommitment, makeNonce, safetyCode } from './safety-code.ts';
import { words } from './safety-words.ts';

const fingerprint = (octet: string): string => Array(32).fill(octet).join(':');
const share = (nonce: string, octet: string) => ({ nonce: nonce.repeat(43).slice(0, 42) + 'A', fingerprint: fingerprint(octet) });

test('each language has 256 words, none twice, none hard to tell from another', () => {
  for (const language of ['en', 'es'] as const) {
    const list = words(language);
    expect(list).toHaveLength(256);
    expect(new Set(list).size).toBe(256);
    for (const word of list) expect(word).toMatch(/^\p{Ll}{2,13}$/u);
    const plain = list.map((word) => word.normalize('NFD').replaceAll(/\p{M}/gu, ''));
    for (const [at, one] of plain.entries()) {
      for (const other of plain.slice(at + 1)) expect(oneLetterApart(one, other), `${one} and ${other}`).toBe(false);
    }
  }
});

function oneLetterApart(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  if (long.length === short.length) return [...short].filter((letter, at) => letter !== long[at]).length <= 1;
  return [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short);
}

test('everything that goes in changes the code, and both sides compute the same', async () => {
  const [a, b] = [share('a', 'AA'), share('b', 'BB')];
  const code = await safetyCode('context', a, b);
  expect(code).toHaveLength(4);
  expect(await safetyCode('context', a, b)).toEqual(code);
  const others = [
    await safetyCode('contexu', a, b), await safetyCode('context', b, a),
    await safetyCode('context', { ...a, nonce: share('c', 'AA').nonce }, b), await safetyCode('context', { ...a, fingerprint: fingerprint('AB') }, b),
    await safetyCode('context', a, { ...b, nonce: share('c', 'AA').nonce }), await safetyCode('context', a, { ...b, fingerprint: fingerprint('BA') }),
  ];
  for (const other of others) expect(other).not.toEqual(code);
  expect(codeInWords([0, 255, 1, 2], 'en')).toEqual([words('en')[0], words('en')[255], words('en')[1], words('en')[2]]);
});

test('a commitment binds role, nonce and certificate', async () => {
  const mine = { nonce: makeNonce(), fingerprint: fingerprint('AA') };
  const committed = await commitment('patient', mine);
  expect(await keepsCommitment('patient', mine, committed)).toBe(true);
  expect(await keepsCommitment('clinician', mine, committed)).toBe(false);
  expect(await keepsCommitment('patient', { ...mine, nonce: makeNonce() }, committed)).toBe(false);
  expect(await keepsCommitment('patient', { ...mine, fingerprint: fingerprint('AB') }, committed)).toBe(false);
  for (const bad of ['', 'short', `${mine.nonce}A`, mine.nonce.replace(/^./, '!')]) {
    expect(await keepsCommitment('patient', { ...mine, nonce: bad }, committed)).toBe(false);
  }
});

async function exchange() {
  const clinician = beginHandshake('clinician', 'context', fingerprint('AA'));
  const patient = beginHandshake('patient', 'context', fingerprint('BB'));
  expect(clinician.reveal()).toBeUndefined();
  clinician.heardCommit(await patient.commit());
  patient.heardCommit(await clinician.commit());
  clinician.heardReveal(patient.reveal() ?? '');
  patient.heardReveal(clinician.reveal() ?? '');
  return { clinician, patient };
}

test('a handshake without anybody between gives both the same code', async () => {
  const { clinician, patient } = await exchange();
  const code = await clinician.code(fingerprint('BB'));
  expect(code).toHaveProperty('code');
  expect(await patient.code(fingerprint('AA'))).toEqual(code);
});

test('a handshake breaks on another certificate, another nonce, a second commitment, or a nonce before any', async () => {
  expect(await (await exchange()).clinician.code(fingerprint('CC'))).toBe('broken');
  const second = await exchange();
  second.clinician.heardReveal(makeNonce());
  expect(await second.clinician.code(fingerprint('BB'))).toBe('broken');
  const third = await exchange();
  third.clinician.heardCommit('x'.repeat(43));
  expect(await third.clinician.code(fingerprint('BB'))).toBe('broken');
  const early = beginHandshake('clinician', 'context', fingerprint('AA'));
  early.heardReveal(makeNonce());
  expect(await early.code(fingerprint('BB'))).toBe('broken');
  expect(await beginHandshake('clinician', 'context', fingerprint('AA')).code(fingerprint('BB'))).toBe('waiting');
});
