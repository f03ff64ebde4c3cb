// SPDX-License-Identifier: Apache-2.0
// The clinic's day for the front desk: who comes when, to whom. Never why.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCancelAppointment } from '../../shared/calls/cancel-appointment.ts';
import { useAppointments, type Appointment } from '../../shared/calls/list-appointments.ts';
import { GoButton } from '../../shared/go.tsx';
import { addDays, dayOf, noonOf, useFormats } from '../../shared/i18n/format.ts';
import { useSession } from '../../shared/session/session-context.ts';
import { ZoneNote } from '../../shared/session/zone-note.tsx';
import { Confirm } from '../../shared/ui/confirm.tsx';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import { useWords } from '../../shared/vocabulary/texts.ts';
import type { Wire } from '../../wire/schema.ts';
import { useDayBookTexts } from './texts.ts';

const tones: Record<Appointment['state'], string> = { in_call: 'tag good', waiting: 'tag care', booked: 'tag accent', done: 'tag', cancelled: 'tag' };

function DayChoice({ day, onDay, clinicians, who, onWho }: {
  day: string; onDay: (day: string) => void; clinicians: Wire<'Person'>[]; who: string; onWho: (who: string) => void;
}) {
  const t = useDayBookTexts();
  const { account } = useSession();
  const move = (days: number) => { onDay(dayOf(addDays(noonOf(day), days))); };
  return (
    <div className="row low">
      <TextInput type="date" label={t('day')} value={day} required onChange={(event) => { if (event.currentTarget.value) onDay(event.currentTarget.value); }} />
      <NativeSelect label={t('who')} value={who} onChange={(event) => { onWho(event.currentTarget.value); }}
        data={[{ value: '', label: t('everybody') }, ...clinicians.map(({ handle, name }) => ({ value: handle, label: name }))]} />
      <Button variant="default" onClick={() => { move(-1); }}>{t('before')}</Button>
      <Button variant="default" onClick={() => { onDay(dayOf(new Date(), account.time_zone)); }}>{t('today')}</Button>
      <Button variant="default" onClick={() => { move(1); }}>{t('after')}</Button>
    </div>
  );
}

/** `day` is the clinic's; where the reader's own is another, the row says so. */
function Book({ appointments, day, onCancel }: { appointments: Appointment[]; day: string; onCancel: (one: Appointment) => void }) {
  const t = useDayBookTexts();
  const words = useWords();
  const { time, date } = useFormats();
  return (
    <DataTable caption={t('title')} rows={appointments} rowKey={(one) => one.handle} columns={[
      { key: 'time', label: t('time'), heading: true, cell: (one) => (
        <>{`${time(one.start)} – ${time(one.end)}`}{dayOf(new Date(one.start)) !== day && <><br /><span className="quiet">{date(one.start)}</span></>}</>
      ) },
      { key: 'patient', label: t('patient'), cell: (one) => one.patient?.name },
      { key: 'clinician', label: t('clinician'), cell: (one) => one.clinician.name },
      { key: 'state', label: t('state'), cell: (one) => <span className={tones[one.state]}>{words(`state_${one.state}`)}</span> },
      { key: 'action', label: t('action'), cell: (one) => one.state === 'booked' && (
        <Button variant="subtle" onClick={() => { onCancel(one); }} aria-label={t('cancel_name', { name: one.patient?.name ?? '' })}>{t('cancel')}</Button>
      ) },
    ]} />
  );
}

export function DayBookPage() {
  const t = useDayBookTexts();
  const { day: dayWords, time } = useFormats();
  const { account } = useSession();
  const [day, setDay] = useState(() => dayOf(new Date(), account.time_zone));
  const [who, setWho] = useState('');
  const [leaving, setLeaving] = useState<Appointment | null>(null);
  const appointments = useAppointments(day, 1);
  const ofDay = appointments.data?.appointments ?? [];
  const cancel = useCancelAppointment();
  const clinicians = [...new Map(ofDay.map(({ clinician }) => [clinician.handle, clinician])).values()];
  const shown = ofDay.filter(({ clinician }) => who === '' || clinician.handle === who);
  const planned = shown.filter(({ state }) => state !== 'cancelled').length;
  const arrived = shown.filter(({ state }) => state === 'waiting').length;
  return (
    <Page title={t('title')} heading={`${t('title')}: ${dayWords(noonOf(day))}`} intro={appointments.data && t('answer', { count: planned, arrived })}
      actions={<GoButton to="/patients" leftSection={<Icon name="calendar" />}>{t('book')}</GoButton>}>
      <div role="status">{cancel.isSuccess && <Notice tone="good"><p>{t('cancelled')}</p></Notice>}</div>
      {cancel.isError && <Trouble error={cancel.error} />}
      <DayChoice day={day} onDay={setDay} clinicians={clinicians} who={who} onWho={setWho} />
      <ZoneNote />
      <QueryView query={appointments} rows={4} empty={{ when: () => shown.length === 0, say: t('none'), icon: 'calendar' }}>
        {() => <Book appointments={shown} day={day} onCancel={setLeaving} />}
      </QueryView>
      <Confirm open={leaving !== null} title={t('cancel_title')} action={t('cancel')} danger busy={cancel.isPending} onClose={() => { setLeaving(null); }}
        onConfirm={() => { if (leaving) cancel.mutate(leaving.handle, { onSettled: () => { setLeaving(null); } }); }}>
        {leaving && <p>{t('cancel_what', { name: leaving.patient?.name ?? '', when: `${dayWords(leaving.start)}, ${time(leaving.start)}` })}</p>}
      </Confirm>
    </Page>
  );
}
