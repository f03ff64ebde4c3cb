// SPDX-License-Identifier: Apache-2.0
// "Who opened my record": for the patient.
import { Page } from '../../shared/ui/page.tsx';
import { AccessPages } from './access-pages.tsx';
import { useAccesses } from './list-accesses.ts';
import { useAccessesTexts } from './texts.ts';

export function AccessesPage() {
  const t = useAccessesTexts();
  return (
    <Page title={t('title')} intro={t('intro')}>
      <AccessPages query={useAccesses()} answer={({ people, refused }) => (
        <>
          <p><strong>{people === 0 ? t('answer_none') : t('answer', { count: people })}</strong></p>
          <p>{refused === 0 ? t('refused_none') : t('refused', { count: refused })}</p>
        </>
      )} />
    </Page>
  );
}
