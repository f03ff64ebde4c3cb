// SPDX-License-Identifier: Apache-2.0
// Every state of something that is fetched: skeleton, failure, emptiness, content; old content stays while offline.
import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Fresh } from '../calls/use-kept-fresh.ts';
import { Icon, type IconName } from './icons.tsx';
import { Notice } from './notice.tsx';
import { useUiTexts } from './texts.ts';
import { Trouble } from './trouble.tsx';

interface Empty<T> {
  when: (data: T) => boolean;
  /** What this will hold, and how it gets there. */
  say: ReactNode;
  icon?: IconName;
}

/** The answer holds less than there is, and says so. */
const isCut = (data: unknown): boolean => typeof data === 'object' && data !== null
  && (('truncated' in data && data.truncated === true) || ('pages' in data && Array.isArray(data.pages) && data.pages.some(isCut)));

export function QueryView<T>({ query, rows = 3, empty, children }:
  { query: Fresh<T>; rows?: number; empty?: Empty<T>; children: (data: T) => ReactNode }) {
  const t = useUiTexts();
  if (query.data !== undefined) {
    return (
      <>
        {query.isError && <Trouble error={query.error} again={() => void query.refetch()} />}
        {isCut(query.data) && <Notice tone="care" live="status"><p>{t('cut')}</p></Notice>}
        {empty?.when(query.data) ? <EmptyState icon={empty.icon}>{empty.say}</EmptyState> : children(query.data)}
      </>
    );
  }
  if (query.isError) return <Trouble error={query.error} again={() => void query.refetch()} />;
  return <Waiting rows={rows} />;
}

/** Keeps the layout while something loads. */
export function Waiting({ rows = 3 }: { rows?: number }) {
  const t = useUiTexts();
  return (
    <div className="stack" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div className="card stack close" key={row}>
          <Skeleton height={18} width="40%" />
          <Skeleton height={14} width={`${90 - (row % 3) * 12}%`} />
        </div>
      ))}
    </div>
  );
}

export function EmptyState({ icon = 'info', children }: { icon?: IconName | undefined; children: ReactNode }) {
  return (
    <div className="card row quiet">
      <Icon name={icon} size={24} />
      <div className="grow">{children}</div>
    </div>
  );
}
