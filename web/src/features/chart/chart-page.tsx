// SPDX-License-Identifier: Apache-2.0
// The chart of an active patient.
import { ChartPanel } from '../../shared/chart/chart-panel.tsx';
import { GoButton } from '../../shared/go.tsx';
import { useHasRole } from '../../shared/session/session-context.ts';
import { Icon } from '../../shared/ui/icons.tsx';
import { Page } from '../../shared/ui/page.tsx';
import type { Handle } from '../../wire/schema.ts';
import { useChartPageTexts } from './texts.ts';

export function ChartPage({ patient }: { patient: Handle }) {
  const t = useChartPageTexts();
  const clinician = useHasRole('clinician');
  return (
    <Page title={t('title')} actions={(
      <>
        <GoButton to="/vitals" about={{ patient }} variant="default" leftSection={<Icon name="heart" />}>{t('vitals')}</GoButton>
        {clinician && <GoButton to="/messages" about={{ person: patient }} variant="default" leftSection={<Icon name="message" />}>{t('message')}</GoButton>}
      </>
    )}>
      <ChartPanel patient={patient} />
    </Page>
  );
}
