// SPDX-License-Identifier: Apache-2.0
// Asks before the browser leaves a page with something unsaved.
import { useEffect } from 'react';

export function useGuardLeaving(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => { event.preventDefault(); };
    window.addEventListener('beforeunload', ask);
    return () => { window.removeEventListener('beforeunload', ask); };
  }, [unsaved]);
}
