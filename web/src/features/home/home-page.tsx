// SPDX-License-Identifier: Apache-2.0
// The patient's first page: when is my next visit, and what can I do.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useCancelAppointment } from '../../shared/calls/cancel-appointment.ts';
import { useAppointments, type Appointment } from '../../shared/calls/list-appointments.ts';
import { Go, GoButton } from '../../shared/go.tsx';
import { addDays, dayOf, useFormats } from '../../shared/i18n/format.ts';
import { useSession } from '../../shared/session/session-context.ts';
import { ZoneNote } from '../../shared/session/zone-note.tsx';
import { Confirm } from '../../shared/ui/confirm.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import { useNow } from '../../shared/ui/use-now.ts';
import { useWords } from '../../shared/vocabulary/texts.ts';
import { ahead, joinable } from './next-visit.ts';
import { useHomeTexts } from './texts.ts';
import './home.css';

function VisitCard({ appointment, now, first, onCancel }:
  { appointment: Appointment; now: Date; first: boolean; onCancel: () => void }) {
  const t = useHomeTexts();
  const words = useWords();
  const { day, time } = useFormats();
  const started = appointment.state !== 'booked';
  const Heading = first ? 'h2' : 'h3';
  return (
    <article className={first ? 'card marked stack' : 'card stack'}>
      <div className="row apart top">
        <div>
          <Heading className="visit-time">{day(appointment.start)}, {time(appointment.start)}</Heading>
          <p>{t('with', { name: appointment.clinician.name })}</p>
          {appointment.reason !== undefined && <p className="quiet">{appointment.reason}</p>}
        </div>
        <span className="tag">{words(`state_${appointment.state}`)}</span>
      </div>
      <div className="row">
        {joinable(appointment, now) && appointment.visit !== null
          ? <GoButton to="/join" about={{ visit: appointment.visit }} leftSection={<Icon name="video" />}>{t(started ? 'rejoin' : 'join')}</GoButton>
          : <span className="quiet">{t('join_when')}</span>}
        {!started && <Button variant="subtle" onClick={onCancel}>{t('cancel')}</Button>}
      </div>
    </article>
  );
}

const ways: { to: string; name: 'book' | 'message' | 'record' | 'opened'; icon: IconName }[] = [
  { to: '/book', name: 'book', icon: 'calendar' }, { to: '/messages', name: 'message', icon: 'message' },
  { to: '/record', name: 'record', icon: 'record' }, { to: '/opened', name: 'opened', icon: 'eye' },
];

export function HomePage() {
  const t = useHomeTexts();
  const { account } = useSession();
  const { relative } = useFormats();
  const now = useNow(30_000);
  const appointments = useAppointments(dayOf(addDays(new Date(), -1), account.time_zone), 120);
  const cancel = useCancelAppointment();
  const [leaving, setLeaving] = useState<Appointment | null>(null);
  const next = appointments.data && ahead(appointments.data.appointments, now)[0];
  const intro = appointments.data && (next ? t(new Date(next.start) < now ? 'begun' : 'next', { when: relative(next.start, now) }) : t('none'));
  return (
    <Page title={t('title')} heading={t('hello', { name: account.name })} intro={intro}>
      <div role="status">{cancel.isSuccess && <Notice tone="good"><p>{t('cancelled')}</p></Notice>}</div>
      {cancel.isError && <Trouble error={cancel.error} />}
      <ZoneNote />
      <QueryView query={appointments} rows={1}>
        {({ appointments: all }) => {
          const [first, ...rest] = ahead(all, now);
          const card = (one: Appointment) => (
            <VisitCard key={one.handle} appointment={one} now={now} first={one === first} onCancel={() => { setLeaving(one); }} />
          );
          return (
            <>
              {first && card(first)}
              {rest.length > 0 && <Section title={t('later')}>{rest.map(card)}</Section>}
            </>
          );
        }}
      </QueryView>
      <nav aria-label={t('title')} className="ways">
        {ways.map(({ to, name, icon }) => (
          <Go key={to} to={to} className="way card">
            <Icon name={icon} size={28} />
            <span><strong>{t(name)}</strong><br /><span className="quiet">{t(`${name}_what`)}</span></span>
          </Go>
        ))}
      </nav>
      <Confirm open={leaving !== null} title={t('cancel_title')} action={t('cancel')} danger busy={cancel.isPending}
        onClose={() => { setLeaving(null); }}
        onConfirm={() => { if (leaving) cancel.mutate(leaving.handle, { onSettled: () => { setLeaving(null); } }); }}>
        <p>{t('cancel_what')}</p>
      </Confirm>
    </Page>
  );
}
