// SPDX-License-Identifier: Apache-2.0
// Entering vitals of an active patient.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useChart } from '../../shared/calls/read-chart.ts';
import { Banner } from '../../shared/chart/banner.tsx';
import { GoButton } from '../../shared/go.tsx';
import { useGuardLeaving } from '../../shared/ui/guard-leaving.ts';
import { Notice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import type { Handle } from '../../wire/schema.ts';
import { blank, measures, names, read, type Form, type Measure, type Wrong } from './measures.ts';
import { useRecordVitals } from './record-vitals.ts';
import { useVitalsTexts } from './texts.ts';

function Fields({ form, wrong, onChange }: { form: Form; wrong: Partial<Record<Measure, Wrong>>; onChange: (form: Form) => void }) {
  const t = useVitalsTexts();
  return (
    <div className="grid">
      {names.map((name) => {
        const { unit, min, max } = measures[name];
        const fault = wrong[name];
        const words = { min, max, unit };
        return (
          <TextInput key={name} label={`${t(name)} (${unit})`} description={t('range', words)} inputMode="decimal" autoComplete="off" maxLength={6}
            value={form[name]} error={fault === 'both' ? t('both') : fault && t('range', words)}
            onChange={(event) => { onChange({ ...form, [name]: event.currentTarget.value }); }} />
        );
      })}
    </div>
  );
}

export function VitalsPage({ patient }: { patient: Handle }) {
  const t = useVitalsTexts();
  const chart = useChart(patient);
  const record = useRecordVitals(patient);
  const [form, setForm] = useState(blank);
  const [checked, setChecked] = useState(false);
  const { vitals, wrong } = read(form);
  const typed = names.some((name) => form[name] !== '');
  useGuardLeaving(typed);
  const submit = () => {
    setChecked(true);
    if (Object.keys(wrong).length > 0 || Object.keys(vitals).length === 0) return;
    record.mutate(vitals, { onSuccess: () => { setForm(blank); setChecked(false); } });
  };
  return (
    <Page title={t('title')} intro={t('intro')} actions={(
      <>
        <GoButton to="/patients" variant="default">{t('patients')}</GoButton>
        <GoButton to="/chart" about={{ patient }} variant="default">{t('chart')}</GoButton>
      </>
    )}>
      <QueryView query={chart} rows={1}>{(data) => <Banner chart={data} />}</QueryView>
      <div role="status">
        {record.isSuccess && !typed && <Notice tone="good"><p>{t('saved', { count: record.data.recorded })}</p></Notice>}
      </div>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <Fields form={form} wrong={checked ? wrong : {}} onChange={setForm} />
        {checked && !typed && <Notice tone="care" live="alert"><p>{t('nothing')}</p></Notice>}
        {record.isError && <Trouble error={record.error} />}
        <div><Button type="submit" size="md" loading={record.isPending}>{t('save')}</Button></div>
      </form>
    </Page>
  );
}
