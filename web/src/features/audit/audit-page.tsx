// SPDX-License-Identifier: Apache-2.0
// The audit log for the privacy officer: is it whole, what happened, and how to check both.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormats } from '../../shared/i18n/format.ts';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { EmptyState, Waiting } from '../../shared/ui/query-view.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import type { Wire } from '../../wire/schema.ts';
import { AuditFilter } from './audit-filter.tsx';
import { AuditTable } from './audit-table.tsx';
import { useAudit, type Filter } from './read-audit.ts';
import { useAuditTexts } from './texts.ts';
import './audit.css';

function Status({ status }: { status: Wire<'LogStatus'> }) {
  const t = useAuditTexts();
  const { moment, number } = useFormats();
  const counts = { entries: number(status.entries), anchored: number(status.anchored) };
  return (
    <Notice tone="good" icon="shield">
      <strong>{status.anchored_at === null ? t('answer_none', counts) : t('answer', { ...counts, when: moment(status.anchored_at) })}</strong>
      <details>
        <summary>{t('verify')}</summary>
        <div className="stack close">
          <p>{t('verify_what')}</p>
          <div className="row"><code className="mono grow">{status.verify_command}</code><CopyButton text={status.verify_command} label="salus audit verify" /></div>
          <p>{t('root')}: <span className="mono">{status.root}</span></p>
        </div>
      </details>
    </Notice>
  );
}

export function AuditPage() {
  const t = useAuditTexts();
  const [filter, setFilter] = useState<Filter>({});
  const audit = useAudit(filter);
  const status = audit.data?.pages[0]?.status;
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Page title={t('title')}>
      {status && <Status status={status} />}
      <AuditFilter filter={filter} onFilter={setFilter} />
      {audit.isPending && <Waiting rows={5} />}
      {audit.isError && <Trouble error={audit.error} again={() => void audit.refetch()} />}
      {audit.data && entries.length === 0 && <EmptyState icon="list">{t('none')}</EmptyState>}
      {entries.length > 0 && <AuditTable entries={entries} />}
      {audit.hasNextPage
        ? <div><Button variant="default" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>{t('more')}</Button></div>
        : entries.length > 0 && <p className="quiet">{t('end')}</p>}
    </Page>
  );
}
