// SPDX-License-Identifier: Apache-2.0
// "Who opened my record": the answer in a sentence, then all of it by visit.
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { AccessGroups, Proof } from './access-groups.tsx';
import { summary } from './by-person.ts';
import { useAccesses } from './list-accesses.ts';
import { useAccessesTexts } from './texts.ts';

export function AccessesPage() {
  const t = useAccessesTexts();
  const accesses = useAccesses();
  return (
    <Page title={t('title')} intro={t('intro')}>
      <QueryView query={accesses} rows={4} empty={{ when: ({ groups }) => groups.length === 0, say: t('empty'), icon: 'eye' }}>
        {(data) => {
          const { people, refused } = summary(data);
          return (
            <>
              <div className="card marked stack tight">
                <p><strong>{people === 0 ? t('answer_none') : t('answer', { count: people })}</strong></p>
                <p>{refused === 0 ? t('refused_none') : t('refused', { count: refused })}</p>
              </div>
              <AccessGroups groups={data.groups} />
              <Proof status={data.anchored} />
            </>
          );
        }}
      </QueryView>
    </Page>
  );
}
