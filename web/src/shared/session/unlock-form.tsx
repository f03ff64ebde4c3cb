// SPDX-License-Identifier: Apache-2.0
// The way back into a locked session, on the overlay and beside a live call.
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isProblem } from '../../wire/problem.ts';
import { Trouble } from '../ui/trouble.tsx';
import { CodeField } from './code-field.tsx';
import { sessionKey } from './read-session.ts';
import { useSessionTexts } from './texts.ts';
import { unlockSession } from './unlock-session.ts';

export function UnlockForm() {
  const t = useSessionTexts();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const unlock = useMutation({
    mutationFn: unlockSession,
    onSuccess: (session) => {
      client.setQueryData(sessionKey, session);
      void client.invalidateQueries({ predicate: (query) => query.state.status === 'error' });
    },
    onError: () => { setCode(''); },
  });
  const wrong = isProblem(unlock.error, 'unauthenticated') || isProblem(unlock.error, 'invalid');
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); unlock.mutate(code); }}>
      <CodeField value={code} onChange={setCode} error={wrong ? t('wrong_code') : undefined} autoFocus />
      {unlock.isError && !wrong && <Trouble error={unlock.error} />}
      <div><Button type="submit" loading={unlock.isPending} disabled={code.length !== 6}>{t('unlock')}</Button></div>
    </form>
  );
}
