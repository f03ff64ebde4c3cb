// SPDX-License-Identifier: Apache-2.0
// One conversation: what was said, and the next word. The draft lives in the page's memory, one a person.
import { Button, Textarea } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useFormats } from '../../shared/i18n/format.ts';
import { Trouble } from '../../shared/ui/trouble.tsx';
import type { Wire } from '../../wire/schema.ts';
import type { Message } from './list-messages.ts';
import { useSendMessage } from './send-message.ts';
import { useMessagesTexts } from './texts.ts';

export function ConversationView({ other, messages, draft, onDraft }:
  { other: Wire<'Person'>; messages: Message[]; draft: string; onDraft: (text: string) => void }) {
  const t = useMessagesTexts();
  const { moment } = useFormats();
  const send = useSendMessage();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => { end.current?.scrollIntoView({ block: 'nearest' }); }, [messages.length]);
  const answered = messages.filter((message) => !message.mine).at(-1);
  const submit = () => {
    send.mutate({ to: other.handle, text: draft.trim(), ...(answered ? { in_reply_to: answered.handle } : {}) }, {
      onSuccess: () => { onDraft(''); },
    });
  };
  return (
    <section className="stack conversation" aria-label={other.name}>
      <h2>{other.name}</h2>
      {messages.length === 0 && <p className="quiet">{t('first')}</p>}
      <ol className="plain-list talk" aria-live="polite">
        {messages.map((message) => (
          <li key={message.handle} className={message.mine ? 'said mine' : 'said'}>
            <p className="quiet">{message.mine ? t('you') : other.name} · {moment(message.sent_at)}</p>
            <p className="note-text">{message.text}</p>
          </li>
        ))}
      </ol>
      <div ref={end} />
      <form className="stack close" onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <Textarea label={t('write', { name: other.name })} autosize minRows={3} maxLength={4000} required value={draft}
          onChange={(event) => { onDraft(event.currentTarget.value); }} />
        {send.isError && <Trouble error={send.error} />}
        <div className="row">
          <Button type="submit" loading={send.isPending} disabled={draft.trim() === ''}>{t('send')}</Button>
          <span role="status" className="quiet">{send.isSuccess && draft === '' ? t('sent') : ''}</span>
        </div>
      </form>
    </section>
  );
}
