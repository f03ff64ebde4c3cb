// SPDX-License-Identifier: Apache-2.0
// Adding an account: its person is invited to set it up.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../../shared/ui/page.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import type { Role } from '../../wire/schema.ts';
import { useCreateAccount } from './create-account.ts';
import { Invitation } from './invitation.tsx';
import { RoleChoice } from './role-choice.tsx';
import { fault } from './roles.ts';
import { useAccountsTexts } from './texts.ts';

export function AddAccount() {
  const t = useAccountsTexts();
  const create = useCreateAccount();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [touched, setTouched] = useState(false);
  if (create.isSuccess) return <Invitation invited={create.data} onDone={() => { create.reset(); }} />;
  const submit = () => {
    setTouched(true);
    if (fault(roles)) return;
    create.mutate({ name: name.trim(), email: email.trim(), roles }, {
      onSuccess: () => { setName(''); setEmail(''); setRoles([]); setTouched(false); },
    });
  };
  return (
    <Section title={t('add')}>
      <form className="card stack" onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <div className="grid">
          <TextInput label={t('name')} required maxLength={120} autoComplete="off" value={name} onChange={(event) => { setName(event.currentTarget.value); }} />
          <TextInput label={t('email')} type="email" required maxLength={254} autoComplete="off" value={email} onChange={(event) => { setEmail(event.currentTarget.value); }} />
        </div>
        <RoleChoice label={t('roles')} chosen={roles} touched={touched || roles.length > 1} onChange={setRoles} />
        {create.isError && <Trouble error={create.error} words={{ conflict: t('taken'), unprocessable: t('apart') }} />}
        <div><Button type="submit" loading={create.isPending}>{t('add_go')}</Button></div>
      </form>
    </Section>
  );
}
