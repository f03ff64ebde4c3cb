// SPDX-License-Identifier: Apache-2.0
// Adding an account; the first password and the secret are shown this once.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { useGuardLeaving } from '../../shared/ui/guard-leaving.ts';
import { Notice } from '../../shared/ui/notice.tsx';
import { Section } from '../../shared/ui/page.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import type { Role, Wire } from '../../wire/schema.ts';
import { useCreateAccount } from './create-account.ts';
import { RoleChoice } from './role-choice.tsx';
import { fault } from './roles.ts';
import { useAccountsTexts } from './texts.ts';

function Created({ created, onDone }: { created: Wire<'CreatedAccount'>; onDone: () => void }) {
  const t = useAccountsTexts();
  useGuardLeaving(true);
  return (
    <Notice tone="good" live="status" icon="key">
      <strong>{t('created', { name: created.account.name })}</strong>
      <p>{t('created_what')}</p>
      {([['password', created.password], ['secret', created.totp_secret]] as const).map(([name, value]) => (
        <div key={name}>
          <p>{t(name)}</p>
          <div className="row"><code className="mono secret">{value}</code><CopyButton text={value} label={t(name)} /></div>
        </div>
      ))}
      <div><Button onClick={onDone}>{t('done')}</Button></div>
    </Notice>
  );
}

export function AddAccount() {
  const t = useAccountsTexts();
  const create = useCreateAccount();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [touched, setTouched] = useState(false);
  if (create.isSuccess) return <Created created={create.data} onDone={() => { create.reset(); }} />;
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
        {create.isError && <Trouble error={create.error} words={{ conflict: t('taken'), unprocessable: t('own') }} />}
        <div><Button type="submit" loading={create.isPending}>{t('add_go')}</Button></div>
      </form>
    </Section>
  );
}
