// SPDX-License-Identifier: Apache-2.0
// Accesses a page at a time: the answer in a sentence, what it covers, all of it by visit, and the way to older ones.
import { Button } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormats } from '../../shared/i18n/format.ts';
import { EmptyState, QueryView } from '../../shared/ui/query-view.tsx';
import { AccessGroups, Proof } from './access-groups.tsx';
import { summary, type Summary } from './by-person.ts';
import { joined } from './joined.ts';
import type { Accesses } from './list-accesses.ts';
import { useAccessesTexts } from './texts.ts';

type Pages = UseInfiniteQueryResult<InfiniteData<Accesses>>;

export function AccessPages({ query, answer }: { query: Pages; answer: (summary: Summary, first: Accesses) => ReactNode }) {
  const t = useAccessesTexts();
  const { moment } = useFormats();
  return (
    <QueryView query={query} rows={4}>
      {({ pages }) => {
        const groups = joined(pages);
        const entries = groups.flatMap((group) => group.entries);
        const first = pages[0];
        const oldest = entries.reduce((before, { at }) => (before === '' || at < before ? at : before), '');
        if (!first) return null;
        return (
          <>
            <div className="card marked stack tight">
              {answer(summary(groups), first)}
              {query.hasNextPage && oldest !== '' && <p className="quiet">{t('so_far', { count: entries.length, when: moment(oldest) })}</p>}
            </div>
            {groups.length === 0 ? <EmptyState icon="eye">{t('empty')}</EmptyState> : <AccessGroups groups={groups} />}
            {query.hasNextPage
              ? <div><Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('older')}</Button></div>
              : groups.length > 0 && <p className="quiet">{t('beginning')}</p>}
            <Proof status={first.anchored} />
          </>
        );
      }}
    </QueryView>
  );
}
