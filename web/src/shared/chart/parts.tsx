// SPDX-License-Identifier: Apache-2.0
// The sections of a chart, each with its own emptiness.
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Chart } from '../calls/read-chart.ts';
import { useFormats } from '../i18n/format.ts';
import { Section } from '../ui/page.tsx';
import { useWords } from '../vocabulary/texts.ts';
import { useChartTexts } from './texts.ts';
import './chart.css';

type Part = 'allergies' | 'conditions' | 'medications' | 'documents' | 'notes' | 'appointments' | 'observations';

/** Shows the first few, the rest on demand. */
export function Part<T>({ part, items, hidden, first = 5, children }:
  { part: Part; items: T[]; hidden: Chart['hidden']; first?: number; children: (item: T, index: number) => ReactNode }) {
  const t = useChartTexts();
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, first);
  return (
    <Section title={t(part)}>
      <div className="card">
        {items.length === 0 && <p className="quiet">{t(hidden.includes(part) ? 'hidden' : `no_${part}`)}</p>}
        <ul className="plain-list rows">{shown.map((item, index) => <li key={index}>{children(item, index)}</li>)}</ul>
        {items.length > first && (
          <Button variant="subtle" aria-expanded={all} onClick={() => { setAll(!all); }}>
            {all ? t('fewer') : t('more', { count: items.length })}
          </Button>
        )}
      </div>
    </Section>
  );
}

export function Allergies({ allergies, hidden }: Pick<Chart, 'allergies' | 'hidden'>) {
  const t = useChartTexts();
  return (
    <Part part="allergies" hidden={hidden} items={allergies}>
      {(allergy) => (
        <div className="row apart">
          <div>
            <strong>{allergy.label}</strong>
            {allergy.reaction !== undefined && <p className="quiet">{t('reaction', { reaction: allergy.reaction })}</p>}
          </div>
          <span className={allergy.criticality === 'high' ? 'tag danger' : 'tag'}>{t(allergy.criticality)}</span>
        </div>
      )}
    </Part>
  );
}

const current = new Set(['active', 'recurrence', 'relapse', 'on_hold']);

export function Conditions({ conditions, hidden }: Pick<Chart, 'conditions' | 'hidden'>) {
  const t = useChartTexts();
  const { partial } = useFormats();
  return (
    <Part part="conditions" hidden={hidden} items={[...conditions].sort((a, b) => Number(current.has(b.status)) - Number(current.has(a.status)))}>
      {({ label, status, onset, recorded_at: recorded }) => (
        <div className="row apart">
          <div className="grow">
            <strong>{label}</strong>
            {(onset ?? recorded) !== undefined && <p className="quiet">{t('since', { date: partial(onset ?? recorded ?? '') })}</p>}
          </div>
          <span className={current.has(status) ? 'tag accent' : 'tag'}>{t(current.has(status) ? 'active' : 'past')}</span>
        </div>
      )}
    </Part>
  );
}

export function Medications({ medications, hidden }: Pick<Chart, 'medications' | 'hidden'>) {
  const t = useChartTexts();
  const { partial } = useFormats();
  return (
    <Part part="medications" hidden={hidden} items={[...medications].sort((a, b) => Number(current.has(b.status)) - Number(current.has(a.status)))}>
      {(medication) => (
        <div className="row apart">
          <div className="grow">
            <strong>{medication.label}</strong>
            <p>{[medication.dose, medication.frequency].filter(Boolean).join(', ')}</p>
            {medication.note !== undefined && <p>{medication.note}</p>}
            <p className="quiet">
              {[t('since', { date: partial(medication.since) }), medication.until && t('until', { date: partial(medication.until) }),
                medication.prescriber && t('prescribed', { name: medication.prescriber })].filter(Boolean).join(' · ')}
            </p>
          </div>
          <span className={current.has(medication.status) ? 'tag accent' : 'tag'}>{t(current.has(medication.status) ? 'active' : 'past')}</span>
        </div>
      )}
    </Part>
  );
}

export function Notes({ notes, hidden }: Pick<Chart, 'notes' | 'hidden'>) {
  const t = useChartTexts();
  const { moment } = useFormats();
  return (
    <Part part="notes" hidden={hidden} items={notes} first={3}>
      {(note) => (
        <article className="stack close">
          <div className="row apart">
            <p><strong>{moment(note.at)}</strong> <span className="quiet">{t('by', { name: note.author })}</span></p>
            <span className={note.signed ? 'tag good' : 'tag care'}>
              {note.signed ? t('signed', { when: note.signed_at ? moment(note.signed_at) : '' }) : t('unsigned')}
            </span>
          </div>
          {note.diagnosis && <p>{t('diagnosis', note.diagnosis)}</p>}
          <p className="note-text">{note.text}</p>
        </article>
      )}
    </Part>
  );
}

export function Documents({ documents, hidden }: Pick<Chart, 'documents' | 'hidden'>) {
  const t = useChartTexts();
  const { date } = useFormats();
  return (
    <Part part="documents" hidden={hidden} items={documents}>
      {(document) => (
        <details>
          <summary>
            <strong>{document.title}</strong>{' '}
            <span className="quiet">{[document.kind, date(document.at), document.author && t('by', { name: document.author })].filter(Boolean).join(' · ')}</span>
          </summary>
          <p className="note-text">{document.text}</p>
        </details>
      )}
    </Part>
  );
}

export function Visits({ appointments, hidden }: Pick<Chart, 'appointments' | 'hidden'>) {
  const t = useChartTexts();
  const words = useWords();
  const { moment } = useFormats();
  return (
    <Part part="appointments" hidden={hidden} items={appointments}>
      {(appointment) => (
        <div className="row apart">
          <div className="grow">
            <strong>{moment(appointment.start)}</strong> <span className="quiet">{t('with', { name: appointment.clinician.name })}</span>
            {appointment.reason !== undefined && <p>{t('reason', { reason: appointment.reason })}</p>}
          </div>
          <span className="tag">{words(`state_${appointment.state}`)}</span>
        </div>
      )}
    </Part>
  );
}
