// SPDX-License-Identifier: Apache-2.0
// The language that this browser remembers; the choice of colours is Mantine's own. Never anything about a person's health.
/* eslint-disable no-restricted-globals -- the one place; the value is from a closed list */

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

const key = 'salus-language';

/** What was chosen here before. */
export function chosenLanguage(): Language | null {
  try {
    const stored = localStorage.getItem(key);
    return languages.find((language) => language === stored) ?? null;
  } catch {
    return null; // storage may be switched off: the choice then lasts as long as the page
  }
}

/** What was chosen here before, else what the browser asks for, else English. */
export function preferredLanguage(): Language {
  const wanted = [chosenLanguage(), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return languages.find((language) => wanted.find((tag) => languages.some((l) => l === tag)) === language) ?? 'en';
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(key, language);
  } catch {
    // as above
  }
}
