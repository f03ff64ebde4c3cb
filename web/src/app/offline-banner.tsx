// SPDX-License-Identifier: Apache-2.0
// Says that the network is gone, and that nothing typed is; asks everything again when it is back.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Notice } from '../shared/ui/notice.tsx';
import { listen } from '../wire/signals.ts';
import { useAppTexts } from './texts.ts';

export function OfflineBanner() {
  const t = useAppTexts();
  const client = useQueryClient();
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const gone = () => { setOffline(true); };
    const back = () => {
      setOffline(false);
      void client.invalidateQueries({ predicate: (query) => query.state.status === 'error' });
    };
    window.addEventListener('offline', gone);
    window.addEventListener('online', back);
    const stop = listen('reached', () => { setOffline(false); });
    return () => {
      window.removeEventListener('offline', gone);
      window.removeEventListener('online', back);
      stop();
    };
  }, [client]);
  return <div role="status" className="no-print">{offline && <Notice tone="care" icon="offline">{t('offline')}</Notice>}</div>;
}
