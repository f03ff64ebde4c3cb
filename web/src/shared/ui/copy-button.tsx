// SPDX-License-Identifier: Apache-2.0
// Copies one text and says so.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Icon } from './icons.tsx';
import { useUiTexts } from './texts.ts';

/** `label` says what is copied, for those who don't see it beside the button; `small` shows the sign alone. */
export function CopyButton({ text, label, small = false }: { text: string; label: string; small?: boolean }) {
  const t = useUiTexts();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => { setCopied(false); }, 2500);
    return () => { clearTimeout(timer); };
  }, [copied]);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => { setCopied(true); });
  };
  if (small) {
    return (
      <Button variant="subtle" px={12} onClick={copy} aria-label={`${t('copy')}: ${label}`} title={t('copy')}>
        <Icon name={copied ? 'tick' : 'copy'} /><span className="hidden-text" aria-live="polite">{copied ? t('copied') : ''}</span>
      </Button>
    );
  }
  return (
    <Button variant="default" leftSection={<Icon name={copied ? 'tick' : 'copy'} />} onClick={copy} aria-label={`${t('copy')}: ${label}`}>
      <span aria-live="polite">{copied ? t('copied') : t('copy')}</span>
    </Button>
  );
}
