// SPDX-License-Identifier: Apache-2.0
// A sentence that stands out: something to know, to take care of, or to act on now.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

export type Tone = 'info' | 'good' | 'care' | 'danger';
const icons: Record<Tone, IconName> = { info: 'info', good: 'tick', care: 'alert', danger: 'alert' };

/** `live` reads it out when it appears: `status` waits for a pause, `alert` doesn't. */
export function Notice({ tone = 'info', live, icon, children }:
  { tone?: Tone; live?: 'status' | 'alert'; icon?: IconName; children: ReactNode }) {
  return (
    <div className={`notice ${tone}`} role={live}>
      <Icon name={icon ?? icons[tone]} />
      <div className="stack close grow">{children}</div>
    </div>
  );
}
