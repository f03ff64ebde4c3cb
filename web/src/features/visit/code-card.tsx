// SPDX-License-Identifier: Apache-2.0
// The safety code and what the two people say about it.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { i18n } from '../../shared/i18n/i18n.ts';
import { Confirm } from '../../shared/ui/confirm.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { codeInWords, type Role } from './safety-code.ts';
import type { WordLanguage } from './safety-words.ts';
import { useVisitTexts } from './texts.ts';

/** Mount it with the code as its key: what was said of one code says nothing of another. */
export function CodeCard({ code, role, name, onDiffer }: { code: readonly number[]; role: Role; name: string; onDiffer: () => void }) {
  const t = useVisitTexts();
  const { i18n: current } = useTranslation(undefined, { i18n });
  const [swapped, setSwapped] = useState(false);
  const [compared, setCompared] = useState(false);
  const [asking, setAsking] = useState(false);
  const own: WordLanguage = current.language === 'es' ? 'es' : 'en';
  const language: WordLanguage = swapped ? (own === 'es' ? 'en' : 'es') : own;

  if (compared) {
    return (
      <section className="card row apart" aria-label={t('code')}>
        <span className="row good-words" role="status"><Icon name="shield" />{t('compared')}</span>
        <Button variant="subtle" onClick={() => { setCompared(false); }}>{t('compare_again')}</Button>
      </section>
    );
  }
  return (
    <section className="card stack close" aria-labelledby="safety-code">
      <div className="row apart">
        <h2 id="safety-code" className="row"><Icon name="shield" />{t('code')}</h2>
        <Button variant="subtle" lang={own === 'es' ? 'en' : 'es'} aria-pressed={swapped} onClick={() => { setSwapped(!swapped); }}>{t('other_language')}</Button>
      </div>
      <ol className="code" lang={language}>
        {codeInWords(code, language).map((word, at) => <li key={at}>{word}</li>)}
      </ol>
      <p className="quiet">{t(`code_why_${role}`, { name })}</p>
      <div className="row">
        <Button leftSection={<Icon name="tick" />} onClick={() => { setCompared(true); }}>{t('match')}</Button>
        <Button variant="default" leftSection={<Icon name="alert" />} onClick={() => { setAsking(true); }}>{t('differ')}</Button>
      </div>
      <Confirm open={asking} danger title={t('differ_title')} action={t('differ_action')}
        onClose={() => { setAsking(false); }} onConfirm={() => { setAsking(false); onDiffer(); }}>
        <p>{t('differ_what')}</p>
      </Confirm>
    </section>
  );
}
