// SPDX-License-Identifier: Apache-2.0
// POST /visits/{handle}/note/sign: from here on it can't be changed.
import { request } from '../../wire/request.ts';
import type { Handle } from '../../wire/schema.ts';

export const signNote = (visit: Handle, version: number) => request('post', '/visits/{handle}/note/sign', { handle: visit, body: { version } });
