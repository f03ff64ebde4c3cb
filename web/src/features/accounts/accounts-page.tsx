// SPDX-License-Identifier: Apache-2.0
// Accounts: who may sign in, and as what. Administrators give access, privacy officers confirm it, and nobody is both.
import { useSession } from '../../shared/session/session-context.ts';
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { AddAccount } from './add-account.tsx';
import { useAccounts } from './list-accounts.ts';
import { ManagedAccounts } from './managed-accounts.tsx';
import { ReviewedAccounts, waits } from './reviewed-accounts.tsx';
import { useAccountsTexts } from './texts.ts';
import './accounts.css';

export function AccountsPage() {
  const t = useAccountsTexts();
  const accounts = useAccounts();
  const manages = useSession().account.roles.includes('administrator');
  const active = accounts.data && t('answer', { count: accounts.data.filter(({ state }) => state === 'active').length });
  const waiting = accounts.data && t('waiting', { count: accounts.data.filter(waits).length });
  return (
    <Page title={t('title')} intro={<>{manages ? active : waiting} {t(manages ? 'intro' : 'review_intro')}</>}>
      <QueryView query={accounts} rows={5} empty={{ when: (all) => all.length === 0, say: t('none'), icon: 'people' }}>
        {(all) => (manages ? <ManagedAccounts accounts={all} /> : <ReviewedAccounts accounts={all} />)}
      </QueryView>
      {manages && <AddAccount />}
    </Page>
  );
}
