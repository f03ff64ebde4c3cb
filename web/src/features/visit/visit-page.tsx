// SPDX-License-Identifier: Apache-2.0
// The visit room. Clinician: chart and a note that saves itself on the left, the call on the right. Patient: the call,
// large, and who will see it.
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useAdmitToVisit } from '../../shared/calls/admit-to-visit.ts';
import { useChart } from '../../shared/calls/read-chart.ts';
import { hasOpenNote, useVisit, visitKey, type Visit } from '../../shared/calls/read-visit.ts';
import { AllergyStrip } from '../../shared/chart/banner.tsx';
import { ChartPanel } from '../../shared/chart/chart-panel.tsx';
import { GoButton } from '../../shared/go.tsx';
import { LockedPane } from '../../shared/session/locked-pane.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import { NoteEditor } from '../../shared/visit-work/note-editor.tsx';
import { PrescriptionForm } from '../../shared/visit-work/prescription-form.tsx';
import type { Handle } from '../../wire/schema.ts';
import { CallPane } from './call-pane.tsx';
import { Ended } from './ended.tsx';
import { useVisitTexts } from './texts.ts';
import './visit.css';

function Admit({ visit }: { visit: Visit }) {
  const t = useVisitTexts();
  const admit = useAdmitToVisit();
  return (
    <section className="card marked stack">
      <p>{t('admit_what')}</p>
      {admit.isError && <Trouble error={admit.error} />}
      <div><Button leftSection={<Icon name="video" />} loading={admit.isPending} onClick={() => { admit.mutate(visit.handle); }}>{t('admit', { name: visit.other })}</Button></div>
    </section>
  );
}

function NotOpen({ visit }: { visit: Visit }) {
  const t = useVisitTexts();
  return (
    <Notice live="status">
      <p>{t('not_open')}</p>
      <div><GoButton to="/join" about={{ visit: visit.handle }}>{t('to_waiting')}</GoButton></div>
    </Notice>
  );
}

function CallColumn({ visit }: { visit: Visit }) {
  const client = useQueryClient();
  const [attempt, setAttempt] = useState(0);
  const [live, setLive] = useState(visit.state === 'in_call');
  const role = visit.role === 'caller' ? 'clinician' : 'patient';
  // A call that has begun on this page stays, whatever is fetched meanwhile: it ends by itself and says why.
  if (!live && visit.state === 'in_call') setLive(true);
  // Meanwhile the clinician may have ended the visit.
  const again = async () => {
    await client.invalidateQueries({ queryKey: visitKey(visit.handle) });
    setLive(false);
    setAttempt(attempt + 1);
  };
  if (live) return <CallPane key={attempt} visit={visit} again={() => void again()} />;
  if (visit.state === 'ended') return <Ended snapshot={{ role }} name={visit.other} noteOpen={hasOpenNote(visit)} again={undefined} />;
  return role === 'clinician' ? <Admit visit={visit} /> : <NotOpen visit={visit} />;
}

/** What must stay in sight whatever one writes: allergies, and that something is withheld. */
function AlwaysOnTop({ patient }: { patient: Handle }) {
  const t = useVisitTexts();
  const { data } = useChart(patient);
  if (!data) return null;
  return (
    <div className="always-on-top stack close">
      <AllergyStrip allergies={data.allergies} />
      {data.withheld && <p className="row"><Icon name="lock" size={18} />{t('withheld')}</p>}
    </div>
  );
}

function Prescribe({ visit, patient }: { visit: Handle; patient: Handle }) {
  const t = useVisitTexts();
  const chart = useChart(patient);
  return (
    <details className="card">
      <summary className="row"><Icon name="pill" /><strong>{t('prescription')}</strong></summary>
      <PrescriptionForm visit={visit} patient={patient} allergies={chart.data?.allergies} />
    </details>
  );
}

function Work({ visit, chart }: { visit: Visit; chart: ReactNode }) {
  const t = useVisitTexts();
  const { note, patient, handle } = visit;
  return (
    <LockedPane>
      <div className="stack">
        {patient !== undefined && <AlwaysOnTop patient={patient} />}
        {note && (
          <section className="card stack" aria-label={t('note')}>
            <NoteEditor key={note.signed_at ?? 'open'} visit={handle} start={note} />
          </section>
        )}
        {patient !== undefined && <Prescribe visit={handle} patient={patient} />}
        {chart}
      </div>
    </LockedPane>
  );
}

/** `chart` takes the place of the patient's chart, for tests and other compositions. */
export function VisitPage({ visit, chart }: { visit: Handle; chart?: ReactNode }) {
  const t = useVisitTexts();
  const query = useVisit(visit);
  return (
    <Page title={t('title')} heading={query.data ? t('heading', { name: query.data.other }) : undefined}>
      <QueryView query={query} rows={4}>
        {(data) => {
          const clinician = data.role === 'caller';
          const shown = chart ?? (data.patient === undefined ? <Notice tone="care"><p>{t('no_chart')}</p></Notice> : <ChartPanel patient={data.patient} />);
          return (
            <div className={clinician ? 'visit-room with-chart' : 'visit-room'}>
              <section className="call-column" aria-label={t('call')}><CallColumn visit={data} /></section>
              {clinician
                ? <section className="work-column" aria-label={t('work')}><Work visit={data} chart={shown} /></section>
                : (
                  <Notice tone="good" icon="shield">
                    <strong>{t('who')}</strong>
                    <p>{t('who_what', { name: data.other })}</p>
                  </Notice>
                )}
            </div>
          );
        }}
      </QueryView>
    </Page>
  );
}
