// SPDX-License-Identifier: Apache-2.0
// What happened that touched no record, or was refused before one, as the audit log names it.

const events = ['sign-in', 'sign-out', 'lock', 'idle-lock', 'unlock', 'enrolled', 'code-refused', 'not-confirmed', 'visit-joined', 'visit-left', 'visit-admitted', 'cancel-asked', 'visit-connected', 'visit-call-ended',
  'visit-description-refused', 'visit-signalling-refused', 'safety-code-differs', 'call-guard'] as const;

/** The key of its words; nothing for one that is newer than this page. */
export function eventKey(event: string): `event_${(typeof events)[number]}` | undefined {
  const known = events.find((one) => one === event);
  return known && `event_${known}`;
}
