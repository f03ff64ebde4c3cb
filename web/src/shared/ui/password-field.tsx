// SPDX-License-Identifier: Apache-2.0
// A password, with a button in words to look at what was typed.
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useUiTexts } from './texts.ts';

export function PasswordField(props: PasswordInputProps) {
  const t = useUiTexts();
  return <PasswordInput required maxLength={256} size="md" visibilityToggleButtonProps={{ 'aria-label': t('show_password') }} {...props} />;
}
