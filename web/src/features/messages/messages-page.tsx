// SPDX-License-Identifier: Apache-2.0
// Messages between a patient and a clinician, one conversation a pair.
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useClinicians } from '../../shared/calls/list-clinicians.ts';
import { usePatients } from '../../shared/calls/list-patients.ts';
import { useSubject } from '../../shared/go.tsx';
import { useHasRole } from '../../shared/session/session-context.ts';
import { useGuardLeaving } from '../../shared/ui/guard-leaving.ts';
import { Page } from '../../shared/ui/page.tsx';
import { EmptyState, QueryView } from '../../shared/ui/query-view.tsx';
import type { Handle, Wire } from '../../wire/schema.ts';
import { ConversationView } from './conversation-view.tsx';
import { conversations, type Conversation } from './conversations.ts';
import { useMessages } from './list-messages.ts';
import { useMessagesTexts } from './texts.ts';
import './messages.css';

function List({ all, chosen, onChoose }: { all: Conversation[]; chosen: Handle | null; onChoose: (other: Handle) => void }) {
  const t = useMessagesTexts();
  return (
    <nav aria-label={t('list')}>
      <ul className="plain-list stack close">
        {all.map(({ other, messages, waiting }) => (
          <li key={other.handle}>
            <button type="button" className="thread card" aria-current={other.handle === chosen} onClick={() => { onChoose(other.handle); }}>
              <span className="row apart"><strong>{other.name}</strong>{waiting && <span className="tag accent">{t('waiting')}</span>}</span>
              <span className="quiet clip">{messages.at(-1)?.text}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NewConversation({ people, onStart }: { people: Wire<'Person'>[]; onStart: (other: Handle) => void }) {
  const t = useMessagesTexts();
  const [to, setTo] = useState('');
  if (people.length === 0) return null;
  return (
    <form className="card stack close" onSubmit={(event) => { event.preventDefault(); onStart(to); }}>
      <h2>{t('new')}</h2>
      <NativeSelect label={t('to')} value={to} onChange={(event) => { setTo(event.currentTarget.value); }}
        data={[{ value: '', label: t('to_none') }, ...people.map(({ handle, name }) => ({ value: handle, label: name }))]} />
      <div><Button type="submit" variant="default" disabled={to === ''}>{t('start')}</Button></div>
    </form>
  );
}

/** Whom one may write to: a patient to clinicians, a clinician to active patients. */
function usePeople(patient: boolean): Wire<'Person'>[] {
  const clinicians = useClinicians(patient);
  const patients = usePatients('', !patient);
  return (patient ? clinicians.data?.clinicians : patients.data?.patients) ?? [];
}

export function MessagesPage() {
  const t = useMessagesTexts();
  const patient = useHasRole('patient');
  const messages = useMessages();
  const people = usePeople(patient);
  const asked = useSubject().person;
  const [chosen, setChosen] = useState<Handle | null>(asked ?? null);
  const [drafts, setDrafts] = useState<Record<Handle, string>>({});
  useGuardLeaving(Object.values(drafts).some((draft) => draft !== ''));

  const all = messages.data ? conversations(messages.data.messages) : [];
  const unanswered = all.filter(({ waiting }) => waiting).length;
  const staffIntro = unanswered === 0 ? t('intro_staff_none') : t('intro_staff', { count: unanswered });
  const current = all.find(({ other }) => other.handle === chosen);
  const other = current?.other ?? people.find(({ handle }) => handle === chosen);
  return (
    <Page title={t('title')} intro={patient ? t('intro_patient') : messages.data && staffIntro}>
      <QueryView query={messages} rows={3}>
        {() => (
          <div className={other ? 'letters open' : 'letters'}>
            <div className="stack letters-list">
              {all.length === 0 && <EmptyState icon="message">{t(patient ? 'empty_patient' : 'empty_staff')}</EmptyState>}
              <List all={all} chosen={chosen} onChoose={setChosen} />
              <NewConversation people={people.filter(({ handle }) => all.every((one) => one.other.handle !== handle))} onStart={setChosen} />
            </div>
            {other ? (
              <div className="stack">
                <div className="letters-back"><Button variant="subtle" onClick={() => { setChosen(null); }}>{t('back')}</Button></div>
                <ConversationView key={other.handle} other={other} messages={current?.messages ?? []} draft={drafts[other.handle] ?? ''}
                  onDraft={(text) => { setDrafts({ ...drafts, [other.handle]: text }); }} />
              </div>
            ) : all.length > 0 && <p className="quiet letters-hint">{t('choose')}</p>}
          </div>
        )}
      </QueryView>
    </Page>
  );
}
