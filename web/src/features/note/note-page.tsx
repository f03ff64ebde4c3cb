// SPDX-License-Identifier: Apache-2.0
// A note left unsigned, finished after the call, with the chart beside it.
import { useVisit } from '../../shared/calls/read-visit.ts';
import { ChartPanel } from '../../shared/chart/chart-panel.tsx';
import { GoButton } from '../../shared/go.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { EmptyState, QueryView } from '../../shared/ui/query-view.tsx';
import { NoteEditor } from '../../shared/visit-work/note-editor.tsx';
import type { Handle } from '../../wire/schema.ts';
import { useNoteTexts } from './texts.ts';

export function NotePage({ visit }: { visit: Handle }) {
  const t = useNoteTexts();
  const query = useVisit(visit);
  return (
    <Page title={t('title')} heading={query.data ? t('heading', { name: query.data.other }) : undefined}
      actions={<GoButton to="/today" variant="default">{t('today')}</GoButton>}>
      <QueryView query={query} rows={3}>
        {({ note, patient }) => (
          <div className="stack wide">
            {note ? <div className="card"><NoteEditor key={note.signed_at ?? 'open'} visit={visit} start={note} /></div> : <EmptyState icon="pen">{t('none')}</EmptyState>}
            {patient !== undefined && <ChartPanel patient={patient} />}
          </div>
        )}
      </QueryView>
    </Page>
  );
}
