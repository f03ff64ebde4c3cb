// SPDX-License-Identifier: Apache-2.0
// The schedule: one click admits and opens the call.
import { Button } from '@mantine/core';
import { useAdmitToVisit } from '../../shared/calls/admit-to-visit.ts';
import type { Appointment } from '../../shared/calls/list-appointments.ts';
import { GoButton, useOpen } from '../../shared/go.tsx';
import { useFormats } from '../../shared/i18n/format.ts';
import { Icon } from '../../shared/ui/icons.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import { useWords } from '../../shared/vocabulary/texts.ts';
import { minutesWaiting } from './queue.ts';
import { useTodayTexts } from './texts.ts';

const tones: Record<Appointment['state'], string> = { in_call: 'tag good', waiting: 'tag care', booked: 'tag', done: 'tag', cancelled: 'tag' };

/** `anotherDay`, for the reader: over midnight, the visits that are near. */
export function ScheduleRow({ appointment, now, anotherDay }: { appointment: Appointment; now: Date; anotherDay: boolean }) {
  const t = useTodayTexts();
  const words = useWords();
  const { day, time } = useFormats();
  const open = useOpen();
  const admit = useAdmitToVisit();
  const { patient, visit, state } = appointment;
  const name = patient?.name ?? '';
  const minutes = minutesWaiting(appointment, now);
  const over = state === 'done' || state === 'cancelled';
  const letIn = () => {
    if (visit === null) return;
    admit.mutate(visit, { onSuccess: () => { open('/visit', { visit }); } });
  };
  return (
    <li className={state === 'waiting' ? 'card marked stack close' : 'card stack close'}>
      <div className="slot">
        <strong className="slot-time">{time(appointment.start)}</strong>
        <div className="stack tight">
          <h3>{name}</h3>
          {anotherDay && <p>{day(appointment.start)}</p>}
          <p className="quiet">{appointment.reason === undefined ? t('none_given') : t('reason', { reason: appointment.reason })}</p>
          <div><span className={tones[state]}>
            {words(`state_${state}`)}{state === 'waiting' && `, ${minutes === 0 ? t('waits_now') : t('waits', { count: minutes })}`}
          </span></div>
        </div>
        <div className="row">
          {visit !== null && state === 'in_call' && (
            <GoButton to="/visit" about={{ visit }} leftSection={<Icon name="video" />} aria-label={t('call_name', { name })}>{t('call')}</GoButton>
          )}
          {visit !== null && (state === 'waiting' || state === 'booked') && (
            <Button variant={state === 'waiting' ? 'filled' : 'default'} leftSection={<Icon name="video" />} loading={admit.isPending}
              onClick={letIn} aria-label={t('admit_name', { name })}>{t('admit')}</Button>
          )}
          {patient && !over && <GoButton to="/chart" about={{ patient: patient.handle }} variant="default" aria-label={t('chart_name', { name })}>{t('chart')}</GoButton>}
        </div>
      </div>
      {admit.isError && <Trouble error={admit.error} />}
    </li>
  );
}
