// SPDX-License-Identifier: Apache-2.0
// Today: who waits, who comes next, what is left to sign and to answer.
import { GoButton } from '../../shared/go.tsx';
import { PatientLine } from '../../shared/ui/patient-line.tsx';
import { dayOf, noonOf, useFormats } from '../../shared/i18n/format.ts';
import { useSession } from '../../shared/session/session-context.ts';
import { ZoneNote } from '../../shared/session/zone-note.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { EmptyState, QueryView } from '../../shared/ui/query-view.tsx';
import { useNow } from '../../shared/ui/use-now.ts';
import type { Wire } from '../../wire/schema.ts';
import { nextBooked, queue } from './queue.ts';
import { useToday } from './read-today.ts';
import { ScheduleRow } from './schedule.tsx';
import { useTodayTexts } from './texts.ts';
import './today.css';

function useAnswer(today: Wire<'Today'> | undefined, now: Date): string | undefined {
  const t = useTodayTexts();
  const { relative } = useFormats();
  if (!today) return undefined;
  const waiting = today.appointments.filter(({ state }) => state === 'waiting').length;
  const next = nextBooked(today.appointments, now);
  const after = next ? t(new Date(next.start) < now ? 'late' : 'next', { name: next.patient?.name ?? '', when: relative(next.start, now) }) : t('over');
  return `${waiting === 0 ? t('waiting_none') : t('waiting', { count: waiting })} ${after}`;
}

function Unsigned({ notes }: { notes: Wire<'UnsignedNote'>[] }) {
  const t = useTodayTexts();
  const { moment } = useFormats();
  return (
    <Section title={t('unsigned')}>
      {notes.length === 0 ? <EmptyState icon="tick">{t('no_unsigned')}</EmptyState> : (
        <ul className="plain-list stack close">
          {notes.map(({ visit, patient, started_at: started }) => (
            <li className="card alarm row apart" key={visit}>
              <div className="grow"><strong>{patient.name}</strong><p className="quiet">{t('visit_of', { when: moment(started) })}</p></div>
              <GoButton to="/note" about={{ visit, patient: patient.handle }} variant="default" leftSection={<Icon name="pen" />}
                aria-label={t('write_name', { name: patient.name })}>{t('write')}</GoButton>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Unanswered({ count }: { count: number }) {
  const t = useTodayTexts();
  return (
    <Section title={t('messages')}>
      {count === 0 ? <EmptyState icon="tick">{t('no_unanswered')}</EmptyState> : (
        <div className="card row apart">
          <p>{t('unanswered', { count })}</p>
          <GoButton to="/messages" variant="default" leftSection={<Icon name="message" />}>{t('answer')}</GoButton>
        </div>
      )}
    </Section>
  );
}

export function TodayPage() {
  const t = useTodayTexts();
  const now = useNow(15_000);
  const { day } = useFormats();
  const { account } = useSession();
  const date = dayOf(now, account.time_zone);
  const today = useToday();
  return (
    <Page title={t('title')} heading={`${t('title')}, ${day(noonOf(date))}`} intro={useAnswer(today.data, now)}>
      <ZoneNote />
      <QueryView query={today} rows={4}>
        {(data) => (
          <div className="day">
            <Section title={t('schedule')}>
              {data.appointments.length === 0 ? <EmptyState icon="calendar">{t('no_schedule')}</EmptyState> : (
                <ul className="plain-list stack close">
                  {queue(data.appointments).map((appointment) => <ScheduleRow key={appointment.handle} appointment={appointment} now={now}
                      anotherDay={dayOf(new Date(appointment.start)) !== date} />)}
                </ul>
              )}
            </Section>
            <div className="stack wide">
              <Unsigned notes={data.unsigned_notes} />
              <Unanswered count={data.unanswered} />
              <Section title={t('patients')}>
                {data.patients.length === 0 ? <EmptyState icon="people">{t('no_patients')}</EmptyState> : (
                  <ul className="plain-list card rows">
                    {data.patients.map((patient) => (
                      <li key={patient.handle} className="row apart">
                        <PatientLine patient={patient} />
                        <GoButton to="/chart" about={{ patient: patient.handle }} variant="subtle" aria-label={t('chart_name', { name: patient.name })}>{t('chart')}</GoButton>
                      </li>
                    ))}
                  </ul>
                )}
              </Section>
            </div>
          </div>
        )}
      </QueryView>
    </Page>
  );
}
