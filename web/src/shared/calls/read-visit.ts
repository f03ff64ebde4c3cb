// SPDX-License-Identifier: Apache-2.0
// GET /visits/{handle}: state, place in the queue, whom one will meet, the draft of the note.
import { useQuery } from '@tanstack/react-query';
import { request } from '../../wire/request.ts';
import type { Handle, Wire } from '../../wire/schema.ts';

export type Visit = Wire<'Visit'>;
/** To be signed yet; the patient never has one. */
export const hasOpenNote = ({ note }: Visit): boolean => note !== undefined && note.signed_at === undefined;
export const visitKey = (visit: Handle) => ['visit', visit] as const;

/** Each reading is an entry in the log of the patient's record: a page that waits asks for less, see join/read-place.ts. */
export function useVisit(visit: Handle) {
  return useQuery({
    queryKey: visitKey(visit),
    queryFn: ({ signal }) => request('get', '/visits/{handle}', { handle: visit, signal }),
  });
}
