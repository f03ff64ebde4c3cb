// SPDX-License-Identifier: Apache-2.0
// Mantine on our own variables: theme.css holds every colour, since the CSP lets no component inject a style element.
import { createTheme, type VariantColorsResolver } from '@mantine/core';

const resolver: VariantColorsResolver = ({ color, variant }) => {
  const danger = color === 'red';
  const ink = danger ? 'var(--danger)' : 'var(--accent)';
  const none = '1px solid transparent';
  switch (variant) {
    case 'filled':
      return {
        background: danger ? 'var(--danger-fill)' : 'var(--accent-fill)',
        hover: danger ? 'var(--danger-fill-hover)' : 'var(--accent-fill-hover)',
        color: danger ? 'var(--on-danger)' : 'var(--on-accent)',
        border: none,
      };
    case 'light':
      return { background: danger ? 'var(--danger-soft)' : 'var(--accent-soft)', hover: 'var(--line)', color: ink, border: none };
    case 'outline':
    case 'default':
      return { background: 'var(--surface)', hover: 'var(--accent-soft)', color: ink, border: '1px solid var(--line-strong)' };
    default:
      return { background: 'transparent', hover: 'var(--accent-soft)', color: ink, border: none };
  }
};

export const theme = createTheme({
  primaryColor: 'teal',
  variantColorResolver: resolver,
  respectReducedMotion: true,
  cursorType: 'pointer',
  // Browsers write what stands in a form into the profile on disk, to restore a tab or to suggest it again: off, but at sign-in.
  components: Object.fromEntries(['TextInput', 'PasswordInput', 'Textarea', 'NativeSelect', 'Checkbox']
    .map((name) => [name, { defaultProps: { size: 'md', autoComplete: 'off' } }])),
});
