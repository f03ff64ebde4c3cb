// SPDX-License-Identifier: Apache-2.0
// Addresses that lead nowhere, and pages that no longer know whom they were about.
import { GoButton } from '../shared/go.tsx';
import { Notice } from '../shared/ui/notice.tsx';
import { Page } from '../shared/ui/page.tsx';
import { useAppTexts } from './texts.ts';

export function NotFound() {
  const t = useAppTexts();
  return (
    <Page title={t('not_found')} intro={t('not_found_what')}>
      <div><GoButton to="/">{t('not_found_go')}</GoButton></div>
    </Page>
  );
}

export function SubjectLost() {
  const t = useAppTexts();
  return (
    <Page title={t('lost')}>
      <Notice><p>{t('lost_what')}</p></Notice>
      <div><GoButton to="/">{t('not_found_go')}</GoButton></div>
    </Page>
  );
}
