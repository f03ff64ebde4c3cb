// SPDX-License-Identifier: Apache-2.0
// The present, moving in steps, for waits and countdowns.
import { useEffect, useState } from 'react';

export function useNow(stepMilliseconds: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => { setNow(new Date()); }, stepMilliseconds);
    return () => { clearInterval(timer); };
  }, [stepMilliseconds]);
  return now;
}
