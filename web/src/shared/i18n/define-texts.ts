// SPDX-License-Identifier: Apache-2.0
// Texts of one subject in both languages side by side; the compiler sees that neither misses one.
import { useTranslation } from 'react-i18next';
import { i18n } from './i18n.ts';

/** `days_one` and `days_other` together are asked for as `days`; a lone `_other` is a name like any. */
type Counted<K, All = K> =
  K extends `${infer Stem}_one` ? Stem : K extends `${infer Stem}_other` ? (`${Stem}_one` extends All ? Stem : K) : K;
export type Values = Record<string, string | number>;
/** Looks a text up; `{count}` picks `_one` or `_other`. */
export type Texts<K extends string> = (key: Counted<K>, values?: Values) => string;

export function defineTexts<const E extends Record<string, string>>(
  subject: string, en: E, es: Record<keyof E, string>,
): () => Texts<keyof E & string> {
  i18n.addResourceBundle('en', subject, en);
  i18n.addResourceBundle('es', subject, es);
  return function useTexts() {
    const { t } = useTranslation(subject, { i18n });
    return t as unknown as Texts<keyof E & string>;
  };
}
