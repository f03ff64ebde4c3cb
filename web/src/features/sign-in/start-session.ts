// SPDX-License-Identifier: Apache-2.0
// POST /session: the first factor; answers with a ticket for the second.
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export const startSession = (credentials: Wire<'Credentials'>) => request('post', '/session', { body: credentials });
