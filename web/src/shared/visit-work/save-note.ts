// SPDX-License-Identifier: Apache-2.0
// PUT /visits/{handle}/note: saves the draft upon the version that it was written on.
import { request } from '../../wire/request.ts';
import type { Handle, Wire } from '../../wire/schema.ts';

/** Typing is the person's activity, so the save is too. */
export const saveNote = (visit: Handle, note: Wire<'SaveNote'>) => request('put', '/visits/{handle}/note', { handle: visit, body: note });
