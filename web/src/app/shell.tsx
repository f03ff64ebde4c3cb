// SPDX-License-Identifier: Apache-2.0
// The frame around a page: who one is, where one can go, language, colours, lock and sign-out.
import { Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useQueryClient } from '@tanstack/react-query';
import { Go } from '../shared/go.tsx';
import { changeLanguage, i18n } from '../shared/i18n/i18n.ts';
import { sessionKey, type Session } from '../shared/session/read-session.ts';
import { Icon } from '../shared/ui/icons.tsx';
import { useEndSession } from './end-session.ts';
import { lockSession } from './lock-session.ts';
import { OfflineBanner } from './offline-banner.tsx';
import { placesOf } from './places.ts';
import { useAppTexts } from './texts.ts';
import './shell.css';

function Settings() {
  const t = useAppTexts();
  const { i18n: current } = useTranslation(undefined, { i18n });
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <>
      <Button variant="subtle" lang={current.language === 'es' ? 'en' : 'es'} aria-label={t('language_label')}
        onClick={() => { changeLanguage(current.language === 'es' ? 'en' : 'es'); }}>{t('language')}</Button>
      <Button variant="subtle" px={12} aria-label={dark ? t('light') : t('dark')} title={dark ? t('light') : t('dark')}
        onClick={() => { setColorScheme(dark ? 'light' : 'dark'); }}><Icon name={dark ? 'sun' : 'moon'} /></Button>
    </>
  );
}

function Own({ session }: { session: Session }) {
  const t = useAppTexts();
  const client = useQueryClient();
  const leave = useEndSession();
  const lock = () => { void lockSession().then((locked) => { client.setQueryData(sessionKey, locked); }, () => undefined); };
  return (
    <>
      <span className="who quiet"><span className="hidden-text">{t('signed_in_as', { name: '' })}</span>{session.account.name}</span>
      <Button variant="subtle" px={12} aria-label={t('lock')} title={t('lock')} onClick={lock}><Icon name="lock" /></Button>
      <Button variant="subtle" px={12} onClick={() => { leave.mutate(); }} aria-label={t('sign_out')} title={t('sign_out')}>
        <Icon name="out" /><span className="bar-word">{t('sign_out')}</span>
      </Button>
    </>
  );
}

export function Shell({ session, children }: { session: Session | null; children: ReactNode }) {
  const t = useAppTexts();
  const [page] = useLocation();
  const [open, setOpen] = useState(false);
  const places = session ? placesOf(session.account.roles) : [];
  const room = page === '/visit';
  return (
    <>
      <a className="skip" href="#page">{t('skip')}</a>
      <header className="bar no-print">
        <Go to="/" className="brand">
          <img src="/salus.svg" width={32} height={32} alt="" /><span className="brand-name">Salus</span>{session && <small>{session.account.tenant}</small>}
        </Go>
        <div className="end">
          {places.length > 1 && (
            <Button variant="subtle" className="menu-button" aria-expanded={open} aria-controls="pages" leftSection={<Icon name="menu" />}
              onClick={() => { setOpen(!open); }}>{t('menu')}</Button>
          )}
          <Settings />
          {session && <Own session={session} />}
        </div>
      </header>
      {places.length > 1 && !room && (
        <nav id="pages" className={open ? 'pages open' : 'pages'} aria-label={t('nav')}>
          {places.map((place) => (
            <Go key={place.path} to={place.path} current={page === place.path} onClick={() => { setOpen(false); }}>
              <Icon name={place.icon} />{t(place.name)}
            </Go>
          ))}
        </nav>
      )}
      <OfflineBanner />
      <main id="page" className={room ? 'frame room' : 'frame'}>{children}</main>
      {!room && (
        <footer className="foot no-print">
          <Go to="/about">{t('about')}</Go>
          {session?.demo && <Go to="/demo">{t('demo')}</Go>}
        </footer>
      )}
    </>
  );
}
