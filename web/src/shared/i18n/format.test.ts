// SPDX-License-Identifier: Apache-2.0
// Dates never shift by a zone, ages turn on the birthday.
import { describe, expect, it } from 'vitest';
import { addDays, ageOn, dayOf, formats, localeOf, noonOf } from './format.ts';

describe('formats', () => {
  it.each([
    ['en-GB', '1951-04-17', '17 April 1951'], ['es', '1951-04-17', '17 de abril de 1951'], ['en-GB', '2014-03', 'March 2014'], ['es', '2018', '2018'],
  ])('%s writes the FHIR date %s as %s in every zone', (language, date, words) => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) expect(formats(language, zone).partial(date)).toBe(words);
  });
  it('says how far away something is', () => {
    const now = new Date('2026-05-03T12:00:00Z');
    expect(formats('en').relative('2026-05-03T12:10:00Z', now)).toBe('in 10 minutes');
    expect(formats('en').relative('2026-05-02T12:00:00Z', now)).toBe('yesterday');
    expect(formats('es').relative('2026-05-03T14:00:00Z', now)).toBe('dentro de 2 horas');
    expect(formats('en').relative('2026-05-03T12:00:20Z', now)).toBe('this minute');
  });
  it('takes the reader’s own kind of a language', () => {
    expect(localeOf('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(localeOf('es', ['de-DE'])).toBe('es');
  });
});

describe('ageOn', () => {
  it.each([['1951-04-17', '2026-04-16', 74], ['1951-04-17', '2026-04-17', 75], ['1951', '2026-01-01', 75], ['1951-12', '2026-11-30', 74]])(
    'born %s is, on %s, %d', (birth, on, age) => { expect(ageOn(birth, new Date(`${on}T12:00:00`))).toBe(age); });
});

it('a day is that of the zone: ten minutes before and after its midnight', () => {
  expect(dayOf(new Date('2026-11-22T04:50:00Z'), 'America/New_York')).toBe('2026-11-21');
  expect(dayOf(new Date('2026-11-22T05:10:00Z'), 'America/New_York')).toBe('2026-11-22');
  expect(dayOf(new Date('2026-07-09T21:50:00Z'), 'Europe/Madrid')).toBe('2026-07-09');
  expect(dayOf(new Date('2026-07-09T22:10:00Z'), 'Europe/Madrid')).toBe('2026-07-10');
  expect(dayOf(noonOf('2026-03-08'))).toBe('2026-03-08');
});

it('dayOf and addDays stay on the local calendar', () => {
  expect(dayOf(addDays(new Date(2026, 1, 28, 23, 30), 1))).toBe('2026-03-01');
});
