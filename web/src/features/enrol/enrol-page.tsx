// SPDX-License-Identifier: Apache-2.0
// From an invitation to credentials that nobody else knows: invitation, then authenticator and password, then a wait.
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { GoButton } from '../../shared/go.tsx';
import { CodeField } from '../../shared/session/code-field.tsx';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { PasswordField } from '../../shared/ui/password-field.tsx';
import { Trouble } from '../../shared/ui/trouble.tsx';
import { isProblem } from '../../wire/problem.ts';
import type { Wire } from '../../wire/schema.ts';
import { beginEnrolment } from './begin-enrolment.ts';
import { finishEnrolment } from './finish-enrolment.ts';
import { QrCode } from './qr-code.tsx';
import { useEnrolTexts } from './texts.ts';
import './enrol.css';

const shortest = 12;

/** What authenticator apps read, from a picture or a link: Key URI Format. */
function keyAddress({ email, totp_secret }: Wire<'Enrolment'>): string {
  return `otpauth://totp/${encodeURIComponent(`Salus:${email}`)}?secret=${totp_secret}&issuer=Salus`;
}

function InvitationStep({ expired, onBegun }: { expired: boolean; onBegun: (begun: Wire<'Enrolment'>) => void }) {
  const t = useEnrolTexts();
  const [email, setEmail] = useState('');
  const [invitation, setInvitation] = useState('');
  const begin = useMutation({ mutationFn: beginEnrolment, onSuccess: onBegun, gcTime: 0 });
  const wrong = isProblem(begin.error, 'unauthenticated') || isProblem(begin.error, 'invalid');
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); begin.mutate({ email: email.trim(), invitation: invitation.trim() }); }}>
      {expired && !begin.isError && <Notice tone="care" live="alert"><p>{t('expired')}</p></Notice>}
      {begin.isError && (wrong ? <Notice tone="danger" live="alert"><p>{t('wrong_invitation')}</p></Notice> : <Trouble error={begin.error} />)}
      <TextInput label={t('email')} type="email" autoComplete="username" required maxLength={254} value={email} size="md"
        onChange={(event) => { setEmail(event.currentTarget.value); }} />
      <TextInput label={t('invitation')} description={t('invitation_hint')} autoComplete="off" autoCapitalize="off" spellCheck={false} required maxLength={64}
        value={invitation} size="md" onChange={(event) => { setInvitation(event.currentTarget.value); }} />
      <div><Button type="submit" size="md" loading={begin.isPending}>{t('next')}</Button></div>
    </form>
  );
}

function CredentialsStep({ begun, onDone, onExpired }: { begun: Wire<'Enrolment'>; onDone: () => void; onExpired: () => void }) {
  const t = useEnrolTexts();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const finish = useMutation({
    mutationFn: finishEnrolment,
    onSuccess: onDone,
    onError: (error) => {
      setCode('');
      if (isProblem(error, 'unauthenticated')) onExpired();
    },
  });
  const wrong = isProblem(finish.error, 'invalid');
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); finish.mutate({ ticket: begun.ticket, password, code }); }}>
      {finish.isError && !wrong && <Trouble error={finish.error} />}
      <div className="card stack close">
        <p>{t('secret_what')}</p>
        <QrCode text={keyAddress(begun)} label={t('picture')} />
        <p>{t('secret')}</p>
        <div className="row"><code className="mono secret">{begun.totp_secret}</code><CopyButton text={begun.totp_secret} label={t('secret')} /></div>
        <div><Button component="a" variant="default" href={keyAddress(begun)}>{t('open_app')}</Button></div>
      </div>
      <input type="hidden" autoComplete="username" value={begun.email} />
      <PasswordField label={t('password')} description={t('password_hint')} autoComplete="new-password" minLength={shortest}
        value={password} onChange={(event) => { setPassword(event.currentTarget.value); }} />
      <CodeField value={code} onChange={setCode} error={wrong ? t('wrong_code') : undefined} />
      <div><Button type="submit" size="md" loading={finish.isPending} disabled={code.length !== 6 || password.length < shortest}>{t('finish')}</Button></div>
    </form>
  );
}

export function EnrolPage() {
  const t = useEnrolTexts();
  const [step, setStep] = useState<'invitation' | 'expired' | 'done' | Wire<'Enrolment'>>('invitation');
  const asking = step === 'invitation' || step === 'expired';
  const heading = asking ? t('heading') : step === 'done' ? t('done_heading') : t('credentials_heading');
  const intro = asking ? t('intro') : step === 'done' ? t('done_what') : t('credentials_intro');
  return (
    <div className="sign-in">
      <Page key={heading} title={t('title')} heading={heading} intro={intro}>
        {asking
          ? <InvitationStep expired={step === 'expired'} onBegun={setStep} />
          : step !== 'done' && <CredentialsStep begun={step} onDone={() => { setStep('done'); }} onExpired={() => { setStep('expired'); }} />}
        <div><GoButton to="/" variant={step === 'done' ? 'filled' : 'subtle'}>{t('sign_in')}</GoButton></div>
      </Page>
    </div>
  );
}
