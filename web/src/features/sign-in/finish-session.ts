// SPDX-License-Identifier: Apache-2.0
// POST /session/second-factor: the code; the answer sets the cookie.
import { adopt } from '../../shared/session/read-session.ts';
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export const finishSession = async (factor: Wire<'SecondFactor'>) => adopt(await request('post', '/session/second-factor', { body: factor }));
