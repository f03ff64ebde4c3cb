// SPDX-License-Identifier: Apache-2.0
// Writes a prescription, with the patient's allergies in sight and the whole sentence to confirm.
import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Handle } from '../../wire/schema.ts';
import { chartKey, type Chart } from '../calls/read-chart.ts';
import { AllergyStrip } from '../chart/banner.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useGuardLeaving } from '../ui/guard-leaving.ts';
import { Icon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { prescribe } from './prescribe.ts';
import { useWorkTexts } from './texts.ts';

const blank = { medication: '', dose: '', frequency: '', days: '7', note: '' };

/** `allergies` from the chart, when it may be seen; `patient` refreshes that chart. */
export function PrescriptionForm({ visit, patient, allergies }: { visit: Handle; patient?: Handle | undefined; allergies?: Chart['allergies'] | undefined }) {
  const t = useWorkTexts();
  const client = useQueryClient();
  const [form, setForm] = useState(blank);
  const [asking, setAsking] = useState(false);
  const send = useMutation({
    mutationFn: () => prescribe(visit, {
      medication: form.medication.trim(), dose: form.dose.trim(), frequency: form.frequency.trim(), duration_days: Number(form.days),
      ...(form.note.trim() === '' ? {} : { note: form.note.trim() }),
    }),
    onSuccess: () => {
      setForm(blank);
      if (patient !== undefined) void client.invalidateQueries({ queryKey: chartKey(patient) });
    },
    onSettled: () => { setAsking(false); },
  });
  useGuardLeaving(form.medication !== '');
  const set = (name: keyof typeof blank) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setForm((before) => ({ ...before, [name]: value }));
  };
  return (
    <form className="stack" aria-label={t('prescription')} onSubmit={(event) => { event.preventDefault(); setAsking(true); }}>
      <div role="status">{send.isSuccess && form.medication === '' && <Notice tone="good"><p>{t('prescribed', { medication: send.data.label })}</p></Notice>}</div>
      {allergies && <AllergyStrip allergies={allergies} />}
      <TextInput label={t('medication')} required maxLength={200} value={form.medication} onChange={set('medication')} autoComplete="off" />
      <div className="row top">
        <TextInput className="grow" label={t('dose')} description={t('dose_hint')} required maxLength={80} value={form.dose} onChange={set('dose')} autoComplete="off" />
        <TextInput className="grow" label={t('frequency')} description={t('frequency_hint')} required maxLength={120} value={form.frequency} onChange={set('frequency')} autoComplete="off" />
      </div>
      <TextInput label={t('days')} type="number" inputMode="numeric" min={1} max={365} step={1} required value={form.days} onChange={set('days')} />
      <Textarea label={t('extra')} description={t('extra_hint')} autosize minRows={2} maxLength={500} value={form.note} onChange={set('note')} />
      {send.isError && <Trouble error={send.error} />}
      <div><Button type="submit" variant="default" leftSection={<Icon name="pill" />}>{t('prescribe')}</Button></div>
      <Confirm open={asking} title={t('prescribe_title')} action={t('prescribe')} busy={send.isPending} onClose={() => { setAsking(false); }} onConfirm={() => { send.mutate(); }}>
        <p><strong>{t('sum', { medication: form.medication, dose: form.dose, frequency: form.frequency, count: Number(form.days) })}</strong></p>
        {allergies && <AllergyStrip allergies={allergies} />}
        <p>{t('prescribe_what')}</p>
      </Confirm>
    </form>
  );
}
