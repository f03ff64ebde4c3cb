// SPDX-License-Identifier: Apache-2.0
// "Who touched this patient": the privacy officer chooses one patient and sees all accesses by visit, odd ones marked.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePatients } from '../../shared/calls/list-patients.ts';
import { useOpen, useSubject } from '../../shared/go.tsx';
import { useFormats } from '../../shared/i18n/format.ts';
import { Page } from '../../shared/ui/page.tsx';
import { EmptyState, QueryView } from '../../shared/ui/query-view.tsx';
import { useWords } from '../../shared/vocabulary/texts.ts';
import type { Handle } from '../../wire/schema.ts';
import { AccessPages } from './access-pages.tsx';
import { usePatientAccesses } from './list-patient-accesses.ts';
import { useAccessesTexts } from './texts.ts';

function Find({ onChoose }: { onChoose: (patient: Handle) => void }) {
  const t = useAccessesTexts();
  const words = useWords();
  const { partial } = useFormats();
  const [name, setName] = useState('');
  const long = name.trim().length >= 3;
  const patients = usePatients(name, long);
  return (
    <div className="stack">
      <div className="form">
        <TextInput label={t('search')} description={t('search_hint')} value={name} maxLength={80} autoComplete="off" type="search"
          onChange={(event) => { setName(event.currentTarget.value); }} />
      </div>
      {!long ? <EmptyState icon="people">{t('type')}</EmptyState> : (
        <QueryView query={patients} rows={2} empty={{ when: (all) => all.patients.length === 0, say: t('none'), icon: 'people' }}>
          {({ patients: all }) => (
            <ul className="plain-list stack close">
              {all.map((patient) => (
                <li className="card row apart" key={patient.handle}>
                  <span><strong>{patient.name}</strong> <span className="quiet">{words('born', { date: partial(patient.birth_date) })}</span></span>
                  <Button variant="default" onClick={() => { onChoose(patient.handle); }} aria-label={t('show', { name: patient.name })}>{t('show', { name: patient.name })}</Button>
                </li>
              ))}
            </ul>
          )}
        </QueryView>
      )}
    </div>
  );
}

function Of({ patient }: { patient: Handle }) {
  const t = useAccessesTexts();
  return (
    <AccessPages query={usePatientAccesses(patient)} answer={({ people, refused, odd }, first) => (
      <>
        {first.patient && <h2>{first.patient.name}</h2>}
        <p><strong>{people === 0 ? t('officer_none') : t('officer', { count: people })}</strong></p>
        <p>{refused === 0 ? t('refused_none') : t('refused', { count: refused })} {odd > 0 && t('odd', { count: odd })}</p>
      </>
    )} />
  );
}

export function TouchedPage() {
  const t = useAccessesTexts();
  const { patient } = useSubject();
  const open = useOpen();
  return (
    <Page title={t('touched')} intro={patient === undefined ? t('touched_intro') : undefined}
      actions={patient !== undefined && <Button variant="default" onClick={() => { open('/touched'); }}>{t('other')}</Button>}>
      {patient === undefined ? <Find onChoose={(chosen) => { open('/touched', { patient: chosen }); }} /> : <Of key={patient} patient={patient} />}
    </Page>
  );
}
