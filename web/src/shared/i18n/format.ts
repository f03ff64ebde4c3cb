// SPDX-License-Identifier: Apache-2.0
// Dates, times and ages in the reader's language and zone. Pure: language and zone are handed in.
import { useTranslation } from 'react-i18next';
import { i18n } from './i18n.ts';

export interface Formats {
  /** "Tuesday, 3 May" and, in another year, the year too. */
  day: (at: string | Date) => string;
  /** "3 May 2026" */
  date: (at: string) => string;
  /** "14:30" as the language writes it */
  time: (at: string | Date) => string;
  /** "3 May 2026, 14:30", the month short */
  moment: (at: string) => string;
  /** A FHIR date: a year, a month or a day, never shifted by a zone. */
  partial: (date: string) => string;
  number: (value: number) => string;
  /** "in 5 minutes", "2 hours ago" */
  relative: (at: string, now: Date) => string;
  list: (items: string[]) => string;
}

export function formats(language: string, timeZone?: string): Formats {
  const zone = timeZone ? { timeZone } : {};
  const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...zone, ...options });
  const date = make({ day: 'numeric', month: 'long', year: 'numeric' });
  const day = make({ weekday: 'long', day: 'numeric', month: 'long' });
  const dayAndYear = make({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const time = make({ hour: 'numeric', minute: '2-digit' });
  const moment = make({ day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' });
  const year = make({ year: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return {
    day: (at) => {
      const when = new Date(at);
      return (year.format(when) === year.format(new Date()) ? day : dayAndYear).format(when);
    },
    date: (at) => date.format(new Date(at)),
    time: (at) => time.format(new Date(at)),
    moment: (at) => moment.format(new Date(at)),
    partial: (text) => {
      const [y, m, d] = text.split('-').map(Number);
      const when = new Date(Date.UTC(y ?? 0, (m ?? 1) - 1, d ?? 1));
      const precision: Intl.DateTimeFormatOptions =
        d ? { day: 'numeric', month: 'long', year: 'numeric' } : m ? { month: 'long', year: 'numeric' } : { year: 'numeric' };
      return new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...precision }).format(when);
    },
    number: (value) => number.format(value),
    relative: (at, now) => {
      const seconds = Math.round((new Date(at).getTime() - now.getTime()) / 1000);
      const size = Math.abs(seconds);
      if (size < 60) return relative.format(0, 'minute');
      if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute');
      if (size < 86400) return relative.format(Math.round(seconds / 3600), 'hour');
      return relative.format(Math.round(seconds / 86400), 'day');
    },
    list: (items) => list.format(items),
  };
}

/** The reader's own kind of a language, "en-GB" for "en", when the browser names one. */
export function localeOf(language: string, known: readonly string[]): string {
  return known.find((tag) => tag.split('-')[0] === language) ?? language;
}

/** The formats of the language in use, in the reader's own zone. */
export function useFormats(): Formats {
  const { i18n: current } = useTranslation(undefined, { i18n });
  return formats(localeOf(current.language, navigator.languages));
}

/** Whole years between a birth date and a day. */
export function ageOn(birth: string, on: Date): number {
  const [y, m, d] = birth.split('-').map(Number);
  const had = [on.getMonth() + 1, on.getDate()];
  const before = had[0] !== (m ?? 1) ? (had[0] ?? 0) < (m ?? 1) : (had[1] ?? 0) < (d ?? 1);
  return on.getFullYear() - (y ?? on.getFullYear()) - (before ? 1 : 0);
}

/** A day in a zone, the reader's own without one, as the wire writes it. */
export function dayOf(when: Date, timeZone?: string): string {
  const parts = new Intl.DateTimeFormat('en', { ...(timeZone ? { timeZone } : {}), year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(when);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** Noon of such a day where the reader is: what its words are made of. */
export function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00`);
}

export function addDays(when: Date, days: number): Date {
  const next = new Date(when);
  next.setDate(next.getDate() + days);
  return next;
}
