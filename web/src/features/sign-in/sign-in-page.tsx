// SPDX-License-Identifier: Apache-2.0
// Sign-in: password, then code; nobody skips the second.
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAbout } from '../../shared/calls/read-about.ts';
import { GoButton } from '../../shared/go.tsx';
import { CodeField } from '../../shared/session/code-field.tsx';
import { startOver } from '../../shared/session/start-over.ts';
import { Notice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { PasswordField } from '../../shared/ui/password-field.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import { isProblem } from '../../wire/problem.ts';
import { finishSession } from './finish-session.ts';
import { startSession } from './start-session.ts';
import { useSignInTexts } from './texts.ts';

function PasswordStep({ expired, onTicket }: { expired: boolean; onTicket: (ticket: string) => void }) {
  const t = useSignInTexts();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const start = useMutation({ mutationFn: startSession, onSuccess: ({ ticket }) => { onTicket(ticket); } });
  const wrong = isProblem(start.error, 'unauthenticated') || isProblem(start.error, 'invalid');
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); start.mutate({ email: email.trim(), password }); }}>
      {expired && !start.isError && <Notice tone="care" live="alert"><p>{t('expired')}</p></Notice>}
      {start.isError && (wrong ? <Notice tone="danger" live="alert"><p>{t('wrong_password')}</p></Notice> : <Trouble error={start.error} />)}
      <TextInput label={t('email')} type="email" autoComplete="username" required maxLength={254} value={email} size="md"
        onChange={(event) => { setEmail(event.currentTarget.value); }} />
      <PasswordField label={t('password')} autoComplete="current-password" value={password}
        onChange={(event) => { setPassword(event.currentTarget.value); }} />
      <div><Button type="submit" size="md" loading={start.isPending}>{t('next')}</Button></div>
    </form>
  );
}

function CodeStep({ ticket, onSignedIn, onExpired, onBack }:
  { ticket: string; onSignedIn: () => void; onExpired: () => void; onBack: () => void }) {
  const t = useSignInTexts();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const finish = useMutation({
    mutationFn: finishSession,
    onSuccess: (session) => {
      startOver(client, session);
      onSignedIn();
    },
    onError: (error) => {
      setCode('');
      if (isProblem(error, 'stale') || isProblem(error, 'absent')) onExpired();
    },
  });
  const wrong = isProblem(finish.error, 'unauthenticated') || isProblem(finish.error, 'invalid');
  const words = { forbidden: t('awaiting') };
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); finish.mutate({ ticket, code }); }}>
      <CodeField value={code} onChange={setCode} error={wrong ? t('wrong_code') : undefined} autoFocus />
      {finish.isError && !wrong && <Trouble error={finish.error} words={words} />}
      <div className="row">
        <Button type="submit" size="md" loading={finish.isPending} disabled={code.length !== 6}>{t('finish')}</Button>
        <Button variant="subtle" onClick={onBack}>{t('back')}</Button>
      </div>
    </form>
  );
}

export function SignInPage({ ended, onSignedIn }: { ended: boolean; onSignedIn: () => void }) {
  const t = useSignInTexts();
  const about = useAbout();
  const [ticket, setTicket] = useState<string | null>(null);
  const [expired, setExpired] = useState(false);
  const heading = ticket === null ? t('heading') : t('code_heading');
  return (
    <div className="sign-in">
      <Page key={heading} title={t('title')} heading={heading} intro={ticket === null ? t('intro') : t('code_intro')}>
        {ended && ticket === null && <Notice live="status"><p>{t('ended')}</p></Notice>}
        {ticket === null
          ? <PasswordStep expired={expired} onTicket={setTicket} />
          : <CodeStep ticket={ticket} onSignedIn={onSignedIn} onBack={() => { setTicket(null); }}
              onExpired={() => { setExpired(true); setTicket(null); }} />}
        {ticket === null && <div><GoButton to="/enrol" variant="subtle">{t('invited')}</GoButton></div>}
        {about.data?.demo && (
          <Notice>
            <p>{t('demo')}</p>
            <div><GoButton to="/demo" variant="default">{t('demo_go')}</GoButton></div>
          </Notice>
        )}
      </Page>
    </div>
  );
}
