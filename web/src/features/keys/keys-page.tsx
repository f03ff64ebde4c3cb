// SPDX-License-Identifier: Apache-2.0
// Keys and their age, for a custodian.
import { DataTable } from '../../shared/ui/data-table.tsx';
import { useFormats } from '../../shared/i18n/format.ts';
import { Notice } from '../../shared/ui/notice.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { useWords } from '../../shared/vocabulary/texts.ts';
import type { Wire } from '../../wire/schema.ts';
import { useKeys } from './read-keys.ts';
import { useKeysTexts } from './texts.ts';

const classes = ['demographic', 'identifier', 'clinical', 'message', 'document', 'operational', 'part2', 'psychotherapy', 'minor-confidential'] as const;
const purposes = ['kek', 'key-file', 'dek'] as const;

function Custody({ custody }: { custody: Wire<'Keys'>['custody'] }) {
  const t = useKeysTexts();
  return (
    <Section title={t('custody')}>
      <Notice tone={custody.hardware ? 'good' : 'care'} icon={custody.hardware ? 'shield' : 'info'}>
        <p><strong>{t(custody.hardware ? 'hardware' : 'software')}</strong></p>
        <p>{t('token')}: {custody.token} · {t('mechanism')}: <span className="mono">{custody.mechanism}</span></p>
      </Notice>
    </Section>
  );
}

function KeyTable({ keys, rotation }: { keys: Wire<'Key'>[]; rotation: number }) {
  const t = useKeysTexts();
  const words = useWords();
  const { date } = useFormats();
  const usedFor = (name: string) => {
    const known = classes.find((one) => one === name);
    return known ? words(`class_${known}`) : name;
  };
  const purpose = (name: string) => {
    const known = purposes.find((one) => one === name);
    return known ? t(`purpose_${known}`) : name;
  };
  return (
    <Section title={t('all')}>
      <DataTable caption={t('all')} rows={keys} rowKey={(key) => `${key.purpose}/${key.use}/${key.version}`} columns={[
        { key: 'purpose', label: t('purpose'), heading: true, cell: (key) => purpose(key.purpose) },
        { key: 'use', label: t('use'), cell: (key) => usedFor(key.use) },
        { key: 'version', label: t('version'), numeric: true, cell: (key) => key.version },
        { key: 'age', label: t('age'), cell: (key) => <span title={date(key.created_at)}>{t('days', { count: key.age_days })}</span> },
        { key: 'state', label: t('state'), cell: (key) => !key.seals ? <span className="tag">{t('opens')}</span>
          : key.age_days > rotation ? <span className="tag danger">{t('due')}</span> : <span className="tag good">{t('seals')}</span> },
        { key: 'commitment', label: t('commitment'), cell: (key) => <span className="mono">{key.commitment}</span> },
      ]} />
      <p className="quiet">{t('commitment_what')}</p>
    </Section>
  );
}

export function KeysPage() {
  const t = useKeysTexts();
  const keys = useKeys();
  return (
    <Page title={t('title')} intro={t('intro')}>
      <QueryView query={keys} rows={4} empty={{ when: (data) => data.keys.length === 0, say: t('none'), icon: 'key' }}>
        {(data) => {
          const due = data.keys.filter((key) => key.seals && key.age_days > data.rotation_days).length;
          return (
            <>
              <div className={due > 0 ? 'card alarm' : 'card marked'}>
                <p><strong>{due === 0 ? t('fresh', { count: data.rotation_days }) : t('due', { count: due, days: data.rotation_days })}</strong></p>
              </div>
              <Custody custody={data.custody} />
              <KeyTable keys={data.keys} rotation={data.rotation_days} />
            </>
          );
        }}
      </QueryView>
    </Page>
  );
}
