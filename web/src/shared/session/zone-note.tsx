// SPDX-License-Identifier: Apache-2.0
// Times are the reader's; where the clinic's differ, this names both zones.
import { useSession } from './session-context.ts';
import { useSessionTexts } from './texts.ts';

export function ZoneNote() {
  const t = useSessionTexts();
  const { account: { time_zone: clinic } } = useSession();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone === clinic ? null : <p className="quiet">{t('zone', { zone, clinic })}</p>;
}
