// SPDX-License-Identifier: Apache-2.0
// The two things this browser remembers: language and colours. Never anything about a person's health.
/* eslint-disable no-restricted-globals -- the one place; both values are from closed lists */

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

const key = 'salus-language';

/** What was chosen here before, else what the browser asks for, else English. */
export function preferredLanguage(): Language {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(key);
  } catch {
    // storage may be switched off: the choice then lasts as long as the page
  }
  const wanted = [stored, ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return languages.find((language) => wanted.find((tag) => languages.some((l) => l === tag)) === language) ?? 'en';
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(key, language);
  } catch {
    // as above
  }
}
