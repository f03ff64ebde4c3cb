// SPDX-License-Identifier: Apache-2.0
// Patients: those one cares for, or everybody's contact details at the front desk.
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePatients, type Patient } from '../../shared/calls/list-patients.ts';
import { GoButton } from '../../shared/go.tsx';
import { useHasRole } from '../../shared/session/session-context.ts';
import { Icon } from '../../shared/ui/icons.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { PatientLine } from '../../shared/ui/patient-line.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { usePatientsTexts } from './texts.ts';

function Actions({ patient }: { patient: Patient }) {
  const t = usePatientsTexts();
  const clinician = useHasRole('clinician');
  const nurse = useHasRole('nurse');
  const desk = useHasRole('front_desk');
  const about = { patient: patient.handle };
  const { name } = patient;
  return (
    <div className="row">
      {nurse && <GoButton to="/vitals" about={about} leftSection={<Icon name="heart" />} aria-label={t('vitals_name', { name })}>{t('vitals')}</GoButton>}
      {(clinician || nurse) && <GoButton to="/chart" about={about} variant="default" leftSection={<Icon name="record" />} aria-label={t('chart_name', { name })}>{t('chart')}</GoButton>}
      {desk && <GoButton to="/book" about={about} variant="default" leftSection={<Icon name="calendar" />} aria-label={t('book_name', { name })}>{t('book')}</GoButton>}
    </div>
  );
}

export function PatientsPage() {
  const t = usePatientsTexts();
  const clinician = useHasRole('clinician');
  const nurse = useHasRole('nurse');
  const [name, setName] = useState('');
  const patients = usePatients(name);
  const searching = name.trim().length >= 3;
  const care = clinician || nurse;
  const nobody = searching ? t('none') : t(care ? 'empty' : 'empty_desk');
  return (
    <Page title={t('title')} intro={t(care ? 'intro_care' : 'intro_desk')}>
      <div className="form">
        <TextInput type="search" label={t('search')} description={t('search_hint')} value={name} maxLength={80} autoComplete="off"
          onChange={(event) => { setName(event.currentTarget.value); }} />
      </div>
      <QueryView query={patients} rows={5} empty={{ when: (all) => all.patients.length === 0, say: nobody, icon: 'people' }}>
        {({ patients: all }) => (
          <div className="stack">
            <p className="quiet" role="status">{t('found', { count: all.length })}</p>
            <ul className="plain-list card rows">
              {all.map((patient) => (
                <li className="row apart" key={patient.handle}><PatientLine patient={patient} /><Actions patient={patient} /></li>
              ))}
            </ul>
          </div>
        )}
      </QueryView>
    </Page>
  );
}
