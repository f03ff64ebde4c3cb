// SPDX-License-Identifier: Apache-2.0
// Accesses by visit: a sentence a person first, each access with its rule on demand.
import { useFormats } from '../../shared/i18n/format.ts';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { useWords } from '../../shared/vocabulary/texts.ts';
import type { Wire } from '../../wire/schema.ts';
import { byPerson, type PersonLine } from './by-person.ts';
import type { Access } from './list-accesses.ts';
import { useAccessesTexts } from './texts.ts';

function useDeed() {
  const t = useAccessesTexts();
  const words = useWords();
  const { list } = useFormats();
  return ({ verb, kinds }: PersonLine['deeds'][number]) => t(`say_${verb}`, { what: kinds.length === 0 ? t('the_visit') : list(kinds.map((kind) => words(`kind_${kind}`))) });
}

function Person({ line }: { line: PersonLine }) {
  const t = useAccessesTexts();
  const words = useWords();
  const deed = useDeed();
  const { list } = useFormats();
  return (
    <li className="row apart">
      <p className="grow">
        <strong>{line.mine ? t('you') : line.role === null ? t('program') : line.who}</strong>
        {line.role && !line.mine && <span className="quiet"> ({words(`role_${line.role}`)})</span>} {list(line.deeds.map(deed))}.
      </p>
      {line.odd && <span className="tag care"><Icon name="alert" size={16} />{t('odd')}</span>}
    </li>
  );
}

function Each({ entries }: { entries: Access[] }) {
  const t = useAccessesTexts();
  const words = useWords();
  const deed = useDeed();
  const { moment } = useFormats();
  return (
    <details>
      <summary>{t('each', { count: entries.length })}</summary>
      <DataTable caption={t('each', { count: entries.length })} rows={entries} rowKey={(entry, index) => `${entry.at}/${index}`} columns={[
        { key: 'at', label: t('at'), cell: (entry) => moment(entry.at) },
        { key: 'did', label: t('did'), cell: (entry) => <><strong>{entry.mine ? t('you') : entry.role === null ? t('program') : entry.who}</strong> {deed(entry)}{entry.background && <><br /><span className="quiet">{t('background')}</span></>}</> },
        { key: 'why', label: t('why'), cell: (entry) => (
          <>
            {words(entry.relation ? `relation_${entry.relation}` : 'relation_none')}<br />
            <span className="quiet">{t('rule', { rule: entry.rule, purpose: words(`purpose_${entry.purpose}`) })}</span>
          </>
        ) },
        { key: 'out', label: t('out'), cell: (entry) => entry.hop ?? t('hop_none') },
        { key: 'outcome', label: t('outcome'), cell: (entry) => (
          <span className={entry.outcome === 'granted' ? 'tag good' : 'tag danger'}>{words(`outcome_${entry.outcome}`)}</span>
        ) },
      ]} />
    </details>
  );
}

export function AccessGroups({ groups }: { groups: Wire<'AccessGroup'>[] }) {
  const t = useAccessesTexts();
  const { date } = useFormats();
  return (
    <div className="stack">
      {groups.map(({ visit, entries }, index) => (
        <section className="card stack close" key={visit?.start ?? `outside-${index}`}>
          <h2>{visit ? t('visit', { when: date(visit.start), name: visit.clinician }) : t('outside')}</h2>
          <ul className="plain-list rows">{byPerson(entries).map((line) => <Person key={`${line.who}/${line.role}`} line={line} />)}</ul>
          <Each entries={entries} />
        </section>
      ))}
    </div>
  );
}

export function Proof({ status }: { status: Wire<'LogStatus'> }) {
  const t = useAccessesTexts();
  const { moment, number } = useFormats();
  const counts = { entries: number(status.entries), anchored: number(status.anchored) };
  return (
    <Notice tone="good" icon="shield">
      <p>{status.anchored_at === null ? t('anchored_none', counts) : t('anchored', { ...counts, when: moment(status.anchored_at) })}</p>
      <details>
        <summary>{t('proof')}</summary>
        <p>{t('proof_what')}</p>
        <div className="row"><code className="mono grow">{status.verify_command}</code><CopyButton text={status.verify_command} label="salus audit verify" /></div>
      </details>
    </Notice>
  );
}
