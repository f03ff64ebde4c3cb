// SPDX-License-Identifier: Apache-2.0
// An administrator's table: roles, on and off, an invitation anew. Never their own account.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../../shared/session/session-context.ts';
import { Confirm } from '../../shared/ui/confirm.tsx';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import { useAccountColumns } from './account-columns.tsx';
import { useChangeAccount } from './change-account.ts';
import { Invitation } from './invitation.tsx';
import { useInviteAccount } from './invite-account.ts';
import type { AccountEntry } from './list-accounts.ts';
import { RoleChoice } from './role-choice.tsx';
import { fault } from './roles.ts';
import { useAccountsTexts } from './texts.ts';

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
      <p className="quiet">{t('roles_wait')}</p>
      {change.isError && <Trouble error={change.error} words={{ unprocessable: t('apart'), conflict: t('changed') }} />}
      <div><Button type="submit" loading={change.isPending}>{t('save')}</Button></div>
    </form>
  );
}

export function ManagedAccounts({ accounts }: { accounts: AccountEntry[] }) {
  const t = useAccountsTexts();
  const columns = useAccountColumns();
  const own = useSession().account.email;
  const change = useChangeAccount();
  const invite = useInviteAccount();
  const [editing, setEditing] = useState<string | null>(null);
  const [asking, setAsking] = useState<{ what: 'off' | 'invite'; account: AccountEntry } | null>(null);
  const edited = accounts.find(({ handle }) => handle === editing);
  const close = () => { setAsking(null); };
  const turn = (account: AccountEntry, active: boolean) => {
    change.mutate({ handle: account.handle, change: { active } }, { onSettled: close });
  };
  const act = () => {
    if (asking?.what === 'off') turn(asking.account, false);
    if (asking?.what === 'invite') invite.mutate(asking.account.handle, { onSettled: close });
  };
  const failed = change.error ?? invite.error;
  return (
    <div className="stack">
      {failed && <Trouble error={failed} words={{ unprocessable: t('apart'), conflict: t('changed') }} />}
      {invite.isSuccess && <Invitation invited={invite.data} onDone={() => { invite.reset(); }} />}
      {edited && <div className="card marked"><Change key={edited.handle} account={edited} onDone={() => { setEditing(null); }} /></div>}
      <DataTable caption={t('title')} rows={accounts} rowKey={(account) => account.handle} columns={[...columns,
        { key: 'action', label: t('action'), cell: (account) => (account.email === own ? <span className="quiet">{t('yours')}</span> : (
          <div className="row">
            <Button variant="default" aria-expanded={editing === account.handle} aria-label={t('change_name', { name: account.name })}
              onClick={() => { setEditing(editing === account.handle ? null : account.handle); }}>{t('change')}</Button>
            <Button variant="subtle" aria-label={`${t('invite')}: ${account.name}`} onClick={() => { setAsking({ what: 'invite', account }); }}>{t('invite')}</Button>
            <Button variant="subtle" aria-label={`${t(account.state === 'off' ? 'on' : 'switch_off')}: ${account.name}`}
              onClick={() => { if (account.state === 'off') turn(account, true); else setAsking({ what: 'off', account }); }}>
              {t(account.state === 'off' ? 'on' : 'switch_off')}
            </Button>
          </div>
        )) },
      ]} />
      <Confirm open={asking !== null} title={t(asking?.what === 'invite' ? 'invite_title' : 'off_title')} danger busy={change.isPending || invite.isPending}
        action={t(asking?.what === 'invite' ? 'invite' : 'switch_off')} onClose={close} onConfirm={act}>
        <p>{t(asking?.what === 'invite' ? 'invite_what' : 'off_what', { name: asking?.account.name ?? '' })}</p>
      </Confirm>
    </div>
  );
}
