// SPDX-License-Identifier: Apache-2.0
// An invitation, shown this once: it sets an account up and opens nothing by itself.
import { Button } from '@mantine/core';
import { useFormats } from '../../shared/i18n/format.ts';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { useGuardLeaving } from '../../shared/ui/guard-leaving.ts';
import { Notice } from '../../shared/ui/notice.tsx';
import type { Wire } from '../../wire/schema.ts';
import { useAccountsTexts } from './texts.ts';

export function Invitation({ invited, onDone }: { invited: Wire<'InvitedAccount'>; onDone: () => void }) {
  const t = useAccountsTexts();
  const { moment } = useFormats();
  useGuardLeaving(true);
  return (
    <Notice tone="good" live="status" icon="key">
      <strong>{t('invited_name', { name: invited.account.name })}</strong>
      <p>{t('invited_what', { until: moment(invited.until) })}</p>
      <div className="row"><code className="mono secret">{invited.invitation}</code><CopyButton text={invited.invitation} label={t('invitation')} /></div>
      <div><Button onClick={onDone}>{t('done')}</Button></div>
    </Notice>
  );
}
