// SPDX-License-Identifier: Apache-2.0
// A small tick that explains itself when touched: why this may be seen, and that seeing it was logged.
import type { Wire } from '../../wire/schema.ts';
import { useFormats } from '../i18n/format.ts';
import { Icon } from '../ui/icons.tsx';
import { useWords } from '../vocabulary/texts.ts';
import { useChartTexts } from './texts.ts';
import './chart.css';

export function ProofTick({ why }: { why: Wire<'Why'> }) {
  const t = useChartTexts();
  const words = useWords();
  const { moment } = useFormats();
  return (
    <details className="proof no-print">
      <summary><Icon name="shield" />{t('why_short', { purpose: words(`purpose_${why.purpose}`) })}</summary>
      <div className="stack tight">
        <p>{t('why', { relation: words(why.relation ? `relation_${why.relation}` : 'relation_none') })} {why.until !== undefined && t('why_until', { when: moment(why.until) })}</p>
        <p className="quiet">{t('why_rule', { rule: why.rule, purpose: words(`purpose_${why.purpose}`) })}</p>
      </div>
    </details>
  );
}
