// SPDX-License-Identifier: Apache-2.0
// What Salus is, in four sentences that a test stands behind.
import { useAbout } from '../../shared/calls/read-about.ts';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { useAboutTexts } from './texts.ts';

const points: { key: 'sealed' | 'seen' | 'call' | 'words'; icon: IconName }[] = [
  { key: 'sealed', icon: 'lock' }, { key: 'seen', icon: 'eye' }, { key: 'call', icon: 'video' }, { key: 'words', icon: 'shield' },
];

export function AboutPage() {
  const t = useAboutTexts();
  const about = useAbout();
  return (
    <Page title={t('title')} intro={t('intro')}>
      <div className="grid">
        {points.map(({ key, icon }) => (
          <section className="card stack close" key={key}>
            <h2 className="row"><Icon name={icon} />{t(key)}</h2>
            <p>{t(`${key}_what`)}</p>
          </section>
        ))}
      </div>
      <QueryView query={about} rows={1}>
        {({ version }) => <p className="quiet">{t('version', { version })} · {t('licence')}</p>}
      </QueryView>
    </Page>
  );
}
