// SPDX-License-Identifier: Apache-2.0
// Narrows the log by date, outcome, role and name.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../shared/vocabulary/texts.ts';
import type { Role } from '../../wire/schema.ts';
import type { Filter } from './read-audit.ts';
import { useAuditTexts } from './texts.ts';

const outcomes = ['granted', 'denied', 'aborted'] as const;
const roles: Role[] = ['patient', 'clinician', 'nurse', 'front_desk', 'privacy_officer', 'custodian', 'administrator'];

export function AuditFilter({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const t = useAuditTexts();
  const words = useWords();
  const [form, setForm] = useState(filter);
  const set = (name: keyof Filter, value: string) => {
    setForm((before) => ({ ...before, [name]: value === '' ? undefined : value }));
  };
  return (
    <form className="card stack" aria-label={t('filter')} onSubmit={(event) => { event.preventDefault(); onFilter(form); }}>
      <div className="audit-filter">
        <TextInput type="date" label={t('from')} value={form.from ?? ''} onChange={(event) => { set('from', event.currentTarget.value); }} />
        <TextInput type="date" label={t('until')} value={form.until ?? ''} onChange={(event) => { set('until', event.currentTarget.value); }} />
        <NativeSelect label={t('outcome')} value={form.outcome ?? ''} onChange={(event) => { set('outcome', event.currentTarget.value); }}
          data={[{ value: '', label: t('any') }, ...outcomes.map((one) => ({ value: one, label: words(`outcome_${one}`) }))]} />
        <NativeSelect label={t('role')} value={form.role ?? ''} onChange={(event) => { set('role', event.currentTarget.value); }}
          data={[{ value: '', label: t('any') }, ...roles.map((one) => ({ value: one, label: words(`role_${one}`) }))]} />
        <TextInput label={t('who')} value={form.who ?? ''} maxLength={120} autoComplete="off" onChange={(event) => { set('who', event.currentTarget.value); }} />
      </div>
      <div className="row">
        <Button type="submit">{t('apply')}</Button>
        {Object.keys(filter).length > 0 && <Button variant="subtle" onClick={() => { setForm({}); onFilter({}); }}>{t('clear')}</Button>}
      </div>
    </form>
  );
}
