// SPDX-License-Identifier: Apache-2.0
// A privacy officer's table: who waits to be confirmed comes first. Nobody acts on an administrator's word alone.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../../shared/session/session-context.ts';
import { Confirm } from '../../shared/ui/confirm.tsx';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import { useWords } from '../../shared/vocabulary/texts.ts';
import { useAccountColumns } from './account-columns.tsx';
import { useConfirmAccount } from './confirm-account.ts';
import type { AccountEntry } from './list-accounts.ts';
import { useAccountsTexts } from './texts.ts';

export const waits = ({ state, unconfirmed }: AccountEntry): boolean => state !== 'off' && unconfirmed.length > 0;

export function ReviewedAccounts({ accounts }: { accounts: AccountEntry[] }) {
  const t = useAccountsTexts();
  const words = useWords();
  const columns = useAccountColumns();
  const own = useSession().account.email;
  const confirm = useConfirmAccount();
  const [asking, setAsking] = useState<AccountEntry | null>(null);
  const close = () => { setAsking(null); };
  const sorted = [...accounts.filter(waits), ...accounts.filter((account) => !waits(account))];
  return (
    <div className="stack">
      {confirm.isError && <Trouble error={confirm.error} words={{ conflict: t('changed'), unprocessable: t('not_yours') }} />}
      <DataTable caption={t('title')} rows={sorted} rowKey={(account) => account.handle} columns={[...columns,
        { key: 'action', label: t('action'), cell: (account) => (account.email === own ? <span className="quiet">{t('yours')}</span>
          : waits(account) && <Button aria-label={`${t('confirm')}: ${account.name}`} onClick={() => { setAsking(account); }}>{t('confirm')}</Button>) },
      ]} />
      <Confirm open={asking !== null} title={t('confirm_title', { name: asking?.name ?? '' })} action={t('confirm')} busy={confirm.isPending} onClose={close}
        onConfirm={() => { if (asking) confirm.mutate(asking, { onSettled: close }); }}>
        <p>{t('confirm_what', { roles: (asking?.roles ?? []).map((role) => words(`role_${role}`)).join(', ') })}</p>
      </Confirm>
    </div>
  );
}
