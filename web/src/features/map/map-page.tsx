// SPDX-License-Identifier: Apache-2.0
// The data-flow map on one page: a sentence, the drawing, and the same in a table.
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { Page, Section } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { useFormats } from '../../shared/i18n/format.ts';
import { useWords } from '../../shared/vocabulary/texts.ts';
import { Diagram } from './diagram.tsx';
import { hopName } from './layout.ts';
import { useMap, type DataMap, type Hop } from './read-map.ts';
import { useMapTexts } from './texts.ts';
import './map.css';

function useHopWords(map: DataMap) {
  const t = useMapTexts();
  const words = useWords();
  const { list } = useFormats();
  const label = (id: string) => map.systems.find((system) => system.id === id)?.label ?? id;
  return {
    way: (hop: Hop) => t('to', { from: label(hop.from), to: label(hop.to) }),
    classes: (hop: Hop) => (hop.classes.length === 0 ? t('no_phi') : list(hop.classes.map((one) => words(`class_${one}`)))),
    regions: (hop: Hop) => hop.regions.map((region) => (region === 'tenant' ? t('region_tenant') : region === 'person' ? t('region_person') : region)).join(', '),
  };
}

function AboutHop({ map, hop, number, onClose }: { map: DataMap; hop: Hop; number: number; onClose: () => void }) {
  const t = useMapTexts();
  const words = useHopWords(map);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { heading.current?.focus({ preventScroll: true }); heading.current?.scrollIntoView({ block: 'nearest' }); }, [hop.id]);
  const rows: [string, string][] = [
    [t('from_to'), words.way(hop)], [t('carrier'), hop.carrier], [t('encryption'), hop.encryption], [t('retention'), hop.retention],
    [t('basis'), t(`basis_${hop.basis}`)], [t('baa'), hop.baa], [t('classes'), words.classes(hop)], [t('regions'), words.regions(hop)],
    [t('enforced'), `${t(hop.enforced)}. ${hop.enforcement}`], [t('citation'), hop.citation], [t('state'), t(hop.presence)],
  ];
  return (
    <section className="card marked stack" aria-label={t('chosen')}>
      <div className="row apart">
        <h3 ref={heading} tabIndex={-1}>{number} {hopName(hop.id)}</h3>
        <Button variant="subtle" onClick={onClose}>{t('close')}</Button>
      </div>
      <dl className="about-hop">
        {rows.filter(([, value]) => value !== '').map(([name, value]) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
    </section>
  );
}

function Tables({ map }: { map: DataMap }) {
  const t = useMapTexts();
  const words = useHopWords(map);
  return (
    <>
      <Section title={t('table')}>
        <DataTable caption={t('table')} rows={map.hops} rowKey={(hop) => hop.id} columns={[
          { key: 'way', label: t('way'), heading: true, cell: (hop) => `${map.hops.indexOf(hop) + 1} ${hopName(hop.id)}` },
          { key: 'from', label: t('from_to'), cell: (hop) => words.way(hop) },
          { key: 'carrier', label: t('carrier'), cell: (hop) => <>{hop.carrier}<br /><span className="quiet">{hop.encryption}</span></> },
          { key: 'basis', label: t('basis'), cell: (hop) => t(`basis_${hop.basis}`) },
          { key: 'classes', label: t('classes'), cell: (hop) => words.classes(hop) },
          { key: 'state', label: t('state'), cell: (hop) => <span className={hop.presence === 'built' ? 'tag good' : 'tag'}>{t(hop.presence)}</span> },
        ]} />
      </Section>
      <Section title={t('systems')}>
        <DataTable caption={t('systems')} rows={map.systems} rowKey={(system) => system.id} columns={[
          { key: 'name', label: t('name'), heading: true, cell: (system) => system.label },
          { key: 'note', label: t('note'), cell: (system) => system.note },
          { key: 'state', label: t('state'), cell: (system) => <span className={system.presence === 'built' ? 'tag good' : 'tag'}>{t(system.presence)}</span> },
        ]} />
      </Section>
    </>
  );
}

export function MapPage() {
  const t = useMapTexts();
  const map = useMap();
  const [chosen, setChosen] = useState<string | null>(null);
  const built = map.data?.hops.filter(({ presence, basis }) => presence === 'built' && basis !== 'public-only').length ?? 0;
  const absent = map.data?.hops.filter(({ presence }) => presence === 'absent').length ?? 0;
  return (
    <Page title={t('title')} intro={map.data && <>{t('answer', { built, absent })} {t('intro')}</>}
      actions={<Button variant="default" onClick={() => { window.print(); }}>{t('print')}</Button>}>
      <QueryView query={map} rows={4}>
        {(data) => {
          const index = data.hops.findIndex(({ id }) => id === chosen);
          const hop = data.hops[index];
          return (
            <>
              <p className="quiet">{t('diagram_what')}</p>
              <Diagram map={data} chosen={chosen} onChoose={setChosen} />
              {hop && <AboutHop map={data} hop={hop} number={index + 1} onClose={() => { setChosen(null); }} />}
              <Tables map={data} />
              <p className="quiet">{t('hash')}: <span className="mono">{data.policy_hash}</span></p>
            </>
          );
        }}
      </QueryView>
    </Page>
  );
}
