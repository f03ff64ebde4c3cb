// SPDX-License-Identifier: Apache-2.0
// One i18next for all features; each brings its own texts through defineTexts.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { preferredLanguage, rememberLanguage, type Language } from '../preferences.ts';

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: preferredLanguage(),
  fallbackLng: 'en',
  resources: {},
  initAsync: false,
  interpolation: { escapeValue: false }, // React escapes
  returnNull: false,
});

function mark(language: string): void {
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}
mark(i18n.language);
i18n.on('languageChanged', mark);

export function changeLanguage(language: Language): void {
  rememberLanguage(language);
  void i18n.changeLanguage(language);
}
