// SPDX-License-Identifier: Apache-2.0
// Booking: for oneself as a patient, or for a patient at the front desk, who never sees a reason.
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useClinicians } from '../../shared/calls/list-clinicians.ts';
import { usePatients } from '../../shared/calls/list-patients.ts';
import { GoButton, useSubject } from '../../shared/go.tsx';
import { useFormats } from '../../shared/i18n/format.ts';
import { useHasRole } from '../../shared/session/session-context.ts';
import { Notice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { EmptyState, QueryView } from '../../shared/ui/query-view.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import { useGuardLeaving } from '../../shared/ui/guard-leaving.ts';
import type { Handle, Wire } from '../../wire/schema.ts';
import { useBookAppointment } from './book-appointment.ts';
import { ClinicianChoice, TimeChoice } from './choices.tsx';
import type { Slot } from './list-slots.ts';
import { useBookingTexts } from './texts.ts';
import './booking.css';

const longest = 500;

function Booked({ appointment, desk, onAnother }: { appointment: Wire<'Appointment'>; desk: boolean; onAnother: () => void }) {
  const t = useBookingTexts();
  const { day, time } = useFormats();
  return (
    <Page title={t('title')} heading={t(desk ? 'done_desk' : 'done')}>
      <Notice tone="good" live="status">
        <p><strong>{t('done_what', { when: `${day(appointment.start)}, ${time(appointment.start)}`, name: appointment.clinician.name })}</strong></p>
      </Notice>
      <div className="row">
        <GoButton to={desk ? '/day' : '/home'}>{t(desk ? 'day' : 'home')}</GoButton>
        <Button variant="default" onClick={onAnother}>{t('another')}</Button>
      </div>
    </Page>
  );
}

function ForWhom({ patient }: { patient: Handle }) {
  const t = useBookingTexts();
  const patients = usePatients('');
  const name = patients.data?.patients.find(({ handle }) => handle === patient)?.name ?? t('for_chosen');
  return <p className="tag accent">{t('for_whom', { name })}</p>;
}

function Reason({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  const t = useBookingTexts();
  return (
    <section className="stack">
      <h2>{t('why')}</h2>
      <Textarea aria-label={t('why')} description={t('why_hint')} autosize minRows={3} maxLength={longest} required value={value}
        onChange={(event) => { onChange(event.currentTarget.value); }} />
      {value.length > longest - 100 && <p className="quiet" role="status">{t('left', { count: longest - value.length })}</p>}
    </section>
  );
}

export function BookingPage() {
  const t = useBookingTexts();
  const { day, time } = useFormats();
  const { patient } = useSubject();
  const own = useHasRole('patient');
  const desk = useHasRole('front_desk') && !own;
  const clinicians = useClinicians();
  const book = useBookAppointment();
  const [clinician, setClinician] = useState<Handle | null>(null);
  const [slot, setSlot] = useState<Slot | null>(null);
  const [reason, setReason] = useState('');
  useGuardLeaving(reason !== '' && !book.isSuccess);

  if (book.isSuccess) {
    return <Booked appointment={book.data} desk={desk} onAnother={() => { book.reset(); setSlot(null); setReason(''); }} />;
  }
  if (desk && patient === undefined) {
    return (
      <Page title={t('title')}>
        <EmptyState icon="people">{t('choose_patient')}</EmptyState>
        <div><GoButton to="/patients">{t('to_patients')}</GoButton></div>
      </Page>
    );
  }
  const ready = slot !== null && (desk || reason.trim() !== '');
  const submit = () => {
    if (!slot) return;
    book.mutate(desk ? { slot: slot.handle, patient: patient ?? '' } : { slot: slot.handle, reason: reason.trim() }, {
      onError: () => { setSlot(null); },
    });
  };
  return (
    <Page title={t('title')} intro={t(desk ? 'intro_desk' : 'intro')}>
      {patient !== undefined && desk && <ForWhom patient={patient} />}
      <form className="stack wide" onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <QueryView query={clinicians} rows={2} empty={{ when: (all) => all.clinicians.length === 0, say: t('no_clinicians'), icon: 'people' }}>
          {(all) => <ClinicianChoice clinicians={all.clinicians} chosen={clinician} onChoose={(one) => { setClinician(one); setSlot(null); }} />}
        </QueryView>
        {clinician !== null && <TimeChoice key={clinician} clinician={clinician} patient={desk ? patient : undefined} chosen={slot} onChoose={setSlot} />}
        {clinician !== null && !desk && <Reason value={reason} onChange={setReason} />}
        {book.isError && <Trouble error={book.error} words={{ conflict: t('taken'), stale: t('taken'), unprocessable: t(own ? 'overlaps' : 'overlaps_desk') }} />}
        {clinician !== null && (
          <div>
            <Button type="submit" size="md" disabled={!ready} loading={book.isPending}>
              {slot ? t('book', { when: `${day(slot.start)}, ${time(slot.start)}` }) : t('choose')}
            </Button>
          </div>
        )}
      </form>
    </Page>
  );
}
