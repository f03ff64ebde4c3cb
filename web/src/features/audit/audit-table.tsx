// SPDX-License-Identifier: Apache-2.0
// Entries of the log in plain words, with rule, purpose and hop.
import { GoButton } from '../../shared/go.tsx';
import { useFormats } from '../../shared/i18n/format.ts';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { eventKey } from '../../shared/vocabulary/events.ts';
import { useWords } from '../../shared/vocabulary/texts.ts';
import type { Wire } from '../../wire/schema.ts';
import { useAuditTexts } from './texts.ts';

type Entry = Wire<'AuditEntry'>;

function Deed({ entry }: { entry: Entry }) {
  const t = useAuditTexts();
  const words = useWords();
  const { list } = useFormats();
  const event = entry.event === undefined ? undefined : eventKey(entry.event);
  const what = event ? words(event) : entry.event ?? list(entry.kinds.map((kind) => words(`kind_${kind}`)));
  const circumstances = [
    entry.roles.length === 0 ? t('program') : entry.roles.map((role) => words(`role_${role}`)).join(', '),
    ...(entry.hop === null ? [] : [t('hop', { hop: entry.hop })]), ...(entry.background ? [t('background')] : []),
  ];
  return (
    <div className="stack tight">
      <span><strong>{entry.who}</strong> {t(event && entry.verb === 'denied' ? 'say_denied_event' : `say_${entry.verb}`, { what })}{entry.account !== undefined && ` (${t('account_of', { name: entry.account })})`}{entry.count > 1 && ` (${t('records', { count: entry.count })})`}</span>
      <span className="quiet">{circumstances.join(' · ')}</span>
    </div>
  );
}

const tone = { granted: 'tag good', denied: 'tag danger', aborted: 'tag care' } as const;

export function AuditTable({ entries }: { entries: Entry[] }) {
  const t = useAuditTexts();
  const words = useWords();
  const { moment } = useFormats();
  return (
    <DataTable caption={t('region')} rows={entries} rowKey={(entry) => String(entry.number)} columns={[
      { key: 'number', label: t('number'), numeric: true, cell: (entry) => entry.number },
      { key: 'at', label: t('at'), cell: (entry) => <span className="moment">{moment(entry.at)}</span> },
      { key: 'what', label: t('what'), cell: (entry) => <Deed entry={entry} /> },
      { key: 'patient', label: t('patient'), cell: (entry) => entry.patient === null ? <span className="quiet">{entry.patients > 1 ? t('patients', { count: entry.patients }) : t('no_patient')}</span> : (
        <div className="stack tight">
          {entry.patient.name}
          <GoButton to="/touched" about={{ patient: entry.patient.handle }} variant="subtle" size="compact-sm" aria-label={t('touched_name', { name: entry.patient.name })}>{t('touched')}</GoButton>
        </div>
      ) },
      { key: 'why', label: t('why'), cell: (entry) => (
        <div className="stack tight">
          <span className="mono">{entry.rule}</span>
          <span className="quiet">{t('for', { purpose: words(`purpose_${entry.purpose}`) })}{entry.relation !== null && ` · ${words(`relation_${entry.relation}`)}`}</span>
        </div>
      ) },
      { key: 'outcome', label: t('outcome_column'), cell: (entry) => <span className={tone[entry.outcome]}>{words(`outcome_${entry.outcome}`)}</span> },
      { key: 'from', label: t('from_where'), cell: (entry) => <div className="stack tight"><span>{entry.address}</span><span className="quiet device">{entry.device}</span></div> },
    ]} />
  );
}
