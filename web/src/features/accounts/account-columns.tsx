// SPDX-License-Identifier: Apache-2.0
// What administrators and privacy officers both see of an account.
import type { Column } from '../../shared/ui/data-table.tsx';
import { useWords } from '../../shared/vocabulary/texts.ts';
import type { AccountEntry } from './list-accounts.ts';
import { useAccountsTexts } from './texts.ts';

const tones = { active: 'tag good', awaiting: 'tag care', invited: 'tag', off: 'tag' } as const;

export function useAccountColumns(): Column<AccountEntry>[] {
  const t = useAccountsTexts();
  const words = useWords();
  return [
    { key: 'name', label: t('name'), heading: true, cell: (account) => <>{account.name}<br /><span className="quiet">{account.email}</span></> },
    { key: 'roles', label: t('roles'), cell: ({ roles, unconfirmed }) => roles
      .map((role) => (unconfirmed.includes(role) ? t('role_waits', { role: words(`role_${role}`) }) : words(`role_${role}`))).join(', ') },
    { key: 'state', label: t('state'), cell: ({ state }) => <span className={tones[state]}>{t(state)}</span> },
  ];
}
