// SPDX-License-Identifier: Apache-2.0
// The demo's people with live one-time codes, and how to trust the demo's certificate.
import { GoButton } from '../../shared/go.tsx';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { EmptyState, QueryView } from '../../shared/ui/query-view.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { useNow } from '../../shared/ui/use-now.ts';
import { useWords } from '../../shared/vocabulary/texts.ts';
import { isProblem } from '../../wire/problem.ts';
import type { Wire } from '../../wire/schema.ts';
import { useDemo } from './read-demo.ts';
import { useDemoTexts } from './texts.ts';
import './demo.css';

function Command({ text, label }: { text: string; label: string }) {
  return (
    <div className="row">
      <code className="mono grow">{text}</code>
      <CopyButton text={text} label={label} />
    </div>
  );
}

function Copied({ text, label }: { text: string; label: string }) {
  return <div className="copied"><span className="mono">{text}</span><CopyButton text={text} label={label} small /></div>;
}

function Trust({ ca }: { ca: Wire<'Demo'>['ca'] }) {
  const t = useDemoTexts();
  const add = `certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n salus-demo -i '${ca.path}'`;
  const remove = 'certutil -d sql:$HOME/.pki/nssdb -D -n salus-demo';
  return (
    <Section title={t('trust')}>
      <div className="card stack">
        <p>{t('trust_why')}</p>
        <div><strong>{t('trust_file')}</strong><Command text={ca.path} label={t('trust_file')} /></div>
        <div><strong>{t('trust_sha')}</strong><p className="mono">{ca.sha256}</p></div>
        <div><strong>{t('trust_chrome')}</strong><Command text={add} label="certutil -A" /></div>
        <p>{t('trust_firefox')}</p>
        <div><strong>{t('trust_remove')}</strong><Command text={remove} label="certutil -D" /></div>
      </div>
    </Section>
  );
}

function Left({ until }: { until: number }) {
  const t = useDemoTexts();
  const now = useNow(1000);
  return <p className="tag accent">{t('next', { count: Math.max(0, Math.round((until - now.getTime()) / 1000)) })}</p>;
}

export function DemoPage() {
  const t = useDemoTexts();
  const words = useWords();
  const demo = useDemo();
  return (
    <Page title={t('title')} intro={t('intro')} actions={<GoButton to="/" variant="default">{t('go')}</GoButton>}>
      {isProblem(demo.error, 'absent') ? <EmptyState>{t('absent')}</EmptyState> : (
        <QueryView query={demo} rows={4}>
          {({ people, seconds_left: left, ca }) => (
            <>
              <div className="row"><Left until={demo.dataUpdatedAt + left * 1000} /><span className="quiet">{t('once')}</span></div>
              <DataTable caption={t('title')} rows={people} rowKey={(person) => person.email} columns={[
                { key: 'name', label: t('name'), heading: true, cell: (person) => (
                  <div className="stack tight">
                    <span>{person.name}</span>
                    <span className="quiet">{words(`role_${person.role}`)} · {person.tenant}</span>
                  </div>
                ) },
                { key: 'email', label: t('email'), cell: (person) => <Copied label={`${t('email')}, ${person.name}`} text={person.email} /> },
                { key: 'password', label: t('password'), cell: (person) => <Copied label={`${t('password')}, ${person.name}`} text={person.password} /> },
                { key: 'code', label: t('code'), cell: (person) => <Copied label={`${t('code')}, ${person.name}`} text={person.code} /> },
              ]} />
              <Trust ca={ca} />
            </>
          )}
        </QueryView>
      )}
    </Page>
  );
}
