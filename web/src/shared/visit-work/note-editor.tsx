// SPDX-License-Identifier: Apache-2.0
// The note of a visit: saves itself, survives lock and reload on the server, ends with a signature.
import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Handle, Wire } from '../../wire/schema.ts';
import { visitKey } from '../calls/read-visit.ts';
import { useFormats } from '../i18n/format.ts';
import { Confirm } from '../ui/confirm.tsx';
import { Icon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { Trouble } from '../ui/trouble.tsx';
import type { KeeperState } from './draft-keeper.ts';
import { signNote } from './sign-note.ts';
import { useDraft, type DraftOnScreen } from './use-draft.ts';
import { useWorkTexts } from './texts.ts';

function SaveState({ state }: { state: KeeperState }) {
  const t = useWorkTexts();
  const { time } = useFormats();
  const words = {
    saved: state.savedAt ? t('saved', { when: time(state.savedAt) }) : t('note_hint'),
    waiting: t('unsaved'), saving: t('saving'), failed: t('save_failed'), stale: t('unsaved'),
  };
  return (
    <span role="status" className={state.is === 'failed' ? 'tag danger' : 'quiet'}>
      {state.is === 'saved' && state.savedAt && <Icon name="tick" size={16} />} {words[state.is]}
    </span>
  );
}

function Newer({ screen, theirs }: { screen: DraftOnScreen; theirs: Wire<'Draft'> }) {
  const t = useWorkTexts();
  return (
    <Notice tone="care" live="alert">
      <p>{t('stale')}</p>
      <p className="note-text card">{theirs.text}</p>
      <div className="row">
        <Button variant="default" onClick={() => { screen.resolve(false); }}>{t('take_theirs')}</Button>
        <Button variant="default" onClick={() => { screen.resolve(true); }}>{t('keep_mine')}</Button>
      </div>
    </Notice>
  );
}

function Diagnosis({ screen }: { screen: DraftOnScreen }) {
  const t = useWorkTexts();
  const { draft, edit } = screen;
  const { label = '', code = '' } = draft.diagnosis ?? {};
  const half = (label === '') !== (code === '');
  const change = (next: { label: string; code: string }) => {
    edit({ ...draft, diagnosis: next.label === '' && next.code === '' ? null : next });
  };
  return (
    <fieldset className="choices">
      <legend>{t('diagnosis')} <span className="quiet">{t('diagnosis_hint')}</span></legend>
      <div className="row top">
        <TextInput className="grow" label={t('diagnosis_label')} maxLength={200} value={label} error={half && label === '' ? t('diagnosis_half') : undefined}
          onChange={(event) => { change({ label: event.currentTarget.value, code }); }} />
        <TextInput label={t('diagnosis_code')} maxLength={40} value={code} error={half && code === '' ? t('diagnosis_half') : undefined}
          onChange={(event) => { change({ label, code: event.currentTarget.value.toUpperCase() }); }} />
      </div>
    </fieldset>
  );
}

function Editor({ visit, start, onSigned }: { visit: Handle; start: Wire<'Draft'>; onSigned?: (() => void) | undefined }) {
  const t = useWorkTexts();
  const client = useQueryClient();
  const screen = useDraft(visit, start);
  const [asking, setAsking] = useState(false);
  const sign = useMutation({
    mutationFn: async () => {
      const version = await screen.flush();
      if (version === null) throw new Error('not saved');
      return signNote(visit, version);
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: visitKey(visit) });
      void client.invalidateQueries({ queryKey: ['today'] });
      onSigned?.();
    },
    onSettled: () => { setAsking(false); },
  });
  const { draft, state, theirs } = screen;
  const half = draft.diagnosis !== null && (draft.diagnosis.code === '' || draft.diagnosis.label === '');
  return (
    <div className="stack">
      {theirs && <Newer screen={screen} theirs={theirs} />}
      <Textarea label={t('note')} description={t('note_text')} autosize minRows={8} maxRows={24} maxLength={20000} value={draft.text}
        onChange={(event) => { screen.edit({ ...draft, text: event.currentTarget.value }); }} />
      <Diagnosis screen={screen} />
      {sign.isError && <Trouble error={sign.error} />}
      <div className="row apart">
        <SaveState state={state} />
        <Button leftSection={<Icon name="pen" />} disabled={draft.text.trim() === '' || half || state.is === 'stale'} onClick={() => { setAsking(true); }}>{t('sign')}</Button>
      </div>
      <Confirm open={asking} title={t('sign_title')} action={t('sign')} busy={sign.isPending} onClose={() => { setAsking(false); }} onConfirm={() => { sign.mutate(); }}>
        <p>{t('sign_what')}</p>
      </Confirm>
    </div>
  );
}

/** `start` comes with the visit (GET /visits/{handle}); a signed note is shown and can't be edited. */
export function NoteEditor({ visit, start, onSigned }: { visit: Handle; start: Wire<'Draft'>; onSigned?: () => void }) {
  const t = useWorkTexts();
  const { moment } = useFormats();
  if (start.signed_at === undefined) return <Editor visit={visit} start={start} onSigned={onSigned} />;
  return (
    <div className="stack">
      <Notice tone="good"><p>{t('signed', { when: moment(start.signed_at) })}</p></Notice>
      <p className="note-text">{start.text}</p>
    </div>
  );
}
