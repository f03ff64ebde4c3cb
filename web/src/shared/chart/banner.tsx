// SPDX-License-Identifier: Apache-2.0
// Who this is, what they can't take, and whether something is withheld: always on top, wherever a chart is.
import { useFormats, ageOn } from '../i18n/format.ts';
import { Notice } from '../ui/notice.tsx';
import { useWords } from '../vocabulary/texts.ts';
import type { Chart } from '../calls/read-chart.ts';
import { ProofTick } from './proof-tick.tsx';
import { useChartTexts } from './texts.ts';
import './chart.css';

export function AllergyStrip({ allergies }: { allergies: Chart['allergies'] }) {
  const t = useChartTexts();
  return (
    <div className="allergy-strip">
      <strong>{t('allergies')}:</strong>
      {allergies.length === 0 && <span className="quiet">{t('no_allergies')}</span>}
      {allergies.map((allergy) => (
        <span key={allergy.label} className={allergy.criticality === 'high' ? 'tag danger' : 'tag care'}>
          {allergy.label} · {t(allergy.criticality)}
        </span>
      ))}
    </div>
  );
}

export function Banner({ chart, mine = false }: { chart: Chart; mine?: boolean }) {
  const t = useChartTexts();
  const words = useWords();
  const { partial } = useFormats();
  const { patient } = chart;
  const contact = ([['phone', patient.phone], ['email', patient.email], ['address', patient.address]] as const)
    .filter((entry): entry is [(typeof entry)[0], string] => entry[1] !== undefined);
  return (
    <section className="card banner stack close" aria-label={patient.name}>
      <div className="row apart top">
        <div>
          <h2>{patient.name}</h2>
          <p className="quiet">
            {words('years', { count: ageOn(patient.birth_date, new Date()) })} · {words('born', { date: partial(patient.birth_date) })} · {words(`sex_${patient.sex}`)}
          </p>
        </div>
        <ProofTick why={chart.why} />
      </div>
      {!mine && <AllergyStrip allergies={chart.allergies} />}
      {contact.length > 0 && (
        <p className="quiet">{contact.map(([name, value]) => `${t(name)}: ${value}`).join(' · ')}</p>
      )}
      {chart.withheld && <Notice tone="care" icon="lock"><p>{t(mine ? 'withheld_mine' : 'withheld')}</p></Notice>}
    </section>
  );
}
