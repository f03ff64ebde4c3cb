// SPDX-License-Identifier: Apache-2.0
// The two choices of a booking: a clinician, then a time. Plain radio buttons, drawn as cards and chips.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { addDays, dayOf, noonOf, useFormats } from '../../shared/i18n/format.ts';
import { useSession } from '../../shared/session/session-context.ts';
import { ZoneNote } from '../../shared/session/zone-note.tsx';
import { EmptyState, QueryView } from '../../shared/ui/query-view.tsx';
import type { Handle, Wire } from '../../wire/schema.ts';
import { useSlots, type Slot } from './list-slots.ts';
import { slotsByDay } from './slots-by-day.ts';
import { useBookingTexts } from './texts.ts';

export function ClinicianChoice({ clinicians, chosen, onChoose }:
  { clinicians: Wire<'Clinician'>[]; chosen: Handle | null; onChoose: (clinician: Handle) => void }) {
  const t = useBookingTexts();
  return (
    <fieldset className="choices">
      <legend><h2>{t('who')}</h2></legend>
      <div className="grid">
        {clinicians.map(({ handle, name, specialty }) => (
          <label className="choice card" key={handle}>
            <input type="radio" name="clinician" checked={chosen === handle} onChange={() => { onChoose(handle); }} />
            <span><strong>{name}</strong><br /><span className="quiet">{specialty}</span></span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const week = 7;

/** `patient`, when the desk books for one. */
export function TimeChoice({ clinician, patient, chosen, onChoose }:
  { clinician: Handle; patient: Handle | undefined; chosen: Slot | null; onChoose: (slot: Slot) => void }) {
  const t = useBookingTexts();
  const { account } = useSession();
  const { day, time, partial } = useFormats();
  const [weeks, setWeeks] = useState(0);
  const from = addDays(new Date(), weeks * week);
  const first = dayOf(from, account.time_zone);
  const last = dayOf(addDays(noonOf(first), week - 1));
  const slots = useSlots(clinician, patient, first, week);
  return (
    <fieldset className="choices">
      <legend><h2>{t('when')}</h2></legend>
      <div className="row apart">
        <p aria-live="polite">{t('week', { from: partial(first), to: partial(last) })}</p>
        <div className="row">
          <Button variant="default" disabled={weeks === 0} onClick={() => { setWeeks(weeks - 1); }}>{t('earlier')}</Button>
          <Button variant="default" disabled={weeks >= 12} onClick={() => { setWeeks(weeks + 1); }}>{t('later')}</Button>
        </div>
      </div>
      <ZoneNote />
      <QueryView query={slots} rows={2}>
        {({ slots: free }) => free.length === 0 ? <EmptyState icon="calendar">{t('no_slots')}</EmptyState> : (
          <div className="stack">
            {slotsByDay(free).map(({ day: key, slots: times }) => (
              <div key={key} role="group" aria-label={day(times[0]?.start ?? '')} className="stack close">
                <h3>{day(times[0]?.start ?? '')}</h3>
                <div className="row">
                  {times.map((slot) => (
                    <label className="chip" key={slot.handle}>
                      <input type="radio" name="slot" checked={chosen?.handle === slot.handle} onChange={() => { onChoose(slot); }} />
                      <span>{time(slot.start)}</span>
                    </label>
                  ))}
                </div>
              </div>
            ))}
          </div>
        )}
      </QueryView>
    </fieldset>
  );
}
