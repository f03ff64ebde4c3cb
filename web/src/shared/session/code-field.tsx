// SPDX-License-Identifier: Apache-2.0
// Six digits from an authenticator: one plain field that phones and password managers can fill.
import { TextInput } from '@mantine/core';
import { useSessionTexts } from './texts.ts';

export function CodeField({ value, onChange, error, autoFocus = false }:
  { value: string; onChange: (code: string) => void; error?: string | undefined; autoFocus?: boolean }) {
  const t = useSessionTexts();
  return (
    <TextInput label={t('code')} description={t('code_hint')} value={value} error={error} inputMode="numeric" autoComplete="one-time-code"
      pattern="[0-9]{6}" maxLength={6} required size="md" autoFocus={autoFocus} className="code-field"
      onChange={(event) => { onChange(event.currentTarget.value.replace(/\D/g, '')); }} />
  );
}
