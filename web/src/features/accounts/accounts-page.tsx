// SPDX-License-Identifier: Apache-2.0
// Accounts: who may sign in, and as what.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormats } from '../../shared/i18n/format.ts';
import { Confirm } from '../../shared/ui/confirm.tsx';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import { useWords } from '../../shared/vocabulary/texts.ts';
import { AddAccount } from './add-account.tsx';
import { useChangeAccount } from './change-account.ts';
import { useAccounts, type AccountEntry } from './list-accounts.ts';
import { RoleChoice } from './role-choice.tsx';
import { fault } from './roles.ts';
import { useAccountsTexts } from './texts.ts';
import './accounts.css';

function Change({ account, onDone }: { account: AccountEntry; onDone: () => void }) {
  const t = useAccountsTexts();
  const change = useChangeAccount();
  const [roles, setRoles] = useState(account.roles);
  return (
    <form className="stack" onSubmit={(event) => {
      event.preventDefault();
      if (!fault(roles)) change.mutate({ handle: account.handle, change: { roles } }, { onSuccess: onDone });
    }}>
      <RoleChoice label={t('roles_of', { name: account.name })} chosen={roles} touched onChange={setRoles} />
      {change.isError && <Trouble error={change.error} words={{ unprocessable: t('own'), conflict: t('own') }} />}
      <div><Button type="submit" loading={change.isPending}>{t('save')}</Button></div>
    </form>
  );
}

function Table({ accounts }: { accounts: AccountEntry[] }) {
  const t = useAccountsTexts();
  const words = useWords();
  const { moment } = useFormats();
  const change = useChangeAccount();
  const [editing, setEditing] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<AccountEntry | null>(null);
  const edited = accounts.find(({ handle }) => handle === editing);
  const turn = (account: AccountEntry, active: boolean) => {
    change.mutate({ handle: account.handle, change: { active } }, { onSettled: () => { setLeaving(null); } });
  };
  return (
    <div className="stack">
      {change.isError && <Trouble error={change.error} words={{ unprocessable: t('own') }} />}
      {edited && <div className="card marked"><Change key={edited.handle} account={edited} onDone={() => { setEditing(null); }} /></div>}
      <DataTable caption={t('title')} rows={accounts} rowKey={(account) => account.handle} columns={[
        { key: 'name', label: t('name'), heading: true, cell: (account) => <>{account.name}<br /><span className="quiet">{account.email}</span></> },
        { key: 'roles', label: t('roles'), cell: (account) => account.roles.map((role) => words(`role_${role}`)).join(', ') },
        { key: 'last', label: t('last'), cell: (account) => account.last_sign_in === undefined ? t('never') : moment(account.last_sign_in) },
        { key: 'state', label: t('state'), cell: (account) => <span className={account.active ? 'tag good' : 'tag'}>{t(account.active ? 'active' : 'inactive')}</span> },
        { key: 'action', label: t('action'), cell: (account) => (
          <div className="row">
            <Button variant="default" aria-expanded={editing === account.handle} aria-label={t('change_name', { name: account.name })}
              onClick={() => { setEditing(editing === account.handle ? null : account.handle); }}>{t('change')}</Button>
            <Button variant="subtle" aria-label={`${t(account.active ? 'off' : 'on')}: ${account.name}`}
              onClick={() => { if (account.active) setLeaving(account); else turn(account, true); }}>{t(account.active ? 'off' : 'on')}</Button>
          </div>
        ) },
      ]} />
      <Confirm open={leaving !== null} title={t('off_title')} action={t('off')} danger busy={change.isPending} onClose={() => { setLeaving(null); }}
        onConfirm={() => { if (leaving) turn(leaving, false); }}>
        <p>{t('off_what', { name: leaving?.name ?? '' })}</p>
      </Confirm>
    </div>
  );
}

export function AccountsPage() {
  const t = useAccountsTexts();
  const accounts = useAccounts();
  const answer = accounts.data && t('answer', { count: accounts.data.filter(({ active }) => active).length });
  return (
    <Page title={t('title')} intro={<>{answer} {t('intro')}</>}>
      <QueryView query={accounts} rows={5} empty={{ when: (all) => all.length === 0, say: t('none'), icon: 'people' }}>
        {(all) => <Table accounts={all} />}
      </QueryView>
      <AddAccount />
    </Page>
  );
}
