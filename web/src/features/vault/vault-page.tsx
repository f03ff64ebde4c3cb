// SPDX-License-Identifier: Apache-2.0
// The patient's own record, as they may read all of it.
import { GoButton } from '../../shared/go.tsx';
import { ChartView } from '../../shared/chart/chart-view.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { QueryView } from '../../shared/ui/query-view.tsx';
import { useVault } from './read-vault.ts';
import { useVaultTexts } from './texts.ts';

export function VaultPage() {
  const t = useVaultTexts();
  const vault = useVault();
  return (
    <Page title={t('title')} intro={t('intro')}
      actions={<GoButton to="/opened" variant="default" leftSection={<Icon name="eye" />}>{t('opened')}</GoButton>}>
      <QueryView query={vault} rows={5}>{(chart) => <ChartView chart={chart} mine />}</QueryView>
    </Page>
  );
}
