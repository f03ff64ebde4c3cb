// SPDX-License-Identifier: Apache-2.0
// Any failure in plain words: what happened, what to do, what was not lost.
import { Button } from '@mantine/core';
import { Problem, Unreachable } from '../../wire/problem.ts';
import type { Wire } from '../../wire/schema.ts';
import { Notice } from './notice.tsx';
import { useUiTexts } from './texts.ts';

const known = {
  absent: 'absent', forbidden: 'forbidden', csrf: 'forbidden', conflict: 'conflict', stale: 'conflict', invalid: 'invalid',
  unprocessable: 'invalid', too_large: 'invalid', unsupported: 'invalid', locked: 'locked', unauthenticated: 'unauthenticated',
  unavailable: 'unavailable', timed_out: 'unavailable', too_many: 'too_many', internal: 'fault', corrupt: 'fault',
} as const satisfies Record<Wire<'ProblemCode'>, string>;

/** `words` replaces the general sentence of a code where the page knows better: `{conflict: 'This time was just taken.'}` */
export function Trouble({ error, words, again }:
  { error: unknown; words?: Partial<Record<Wire<'ProblemCode'>, string>>; again?: () => void }) {
  const t = useUiTexts();
  const problem = error instanceof Problem ? error : undefined;
  const key = problem ? known[problem.code] : error instanceof Unreachable ? 'unreachable' : 'fault';
  const own = problem && words?.[problem.code];
  const calm = key === 'absent' || key === 'forbidden' || key === 'locked' || key === 'unauthenticated';
  return (
    <Notice tone={calm ? 'care' : 'danger'} live="alert" icon={key === 'unreachable' ? 'offline' : calm ? 'lock' : 'alert'}>
      <strong>{own ?? (key === 'too_many' ? t('too_many', { seconds: problem?.retryAfter ?? 60 }) : t(key))}</strong>
      {own === undefined && key !== 'too_many' && <p>{t(`${key}_what`)}</p>}
      {problem?.rule !== undefined && <p className="quiet">{t('forbidden_rule', { rule: problem.rule })}</p>}
      {again && !calm && <div><Button variant="default" onClick={again}>{t('again')}</Button></div>}
    </Notice>
  );
}
