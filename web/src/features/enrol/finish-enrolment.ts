// SPDX-License-Identifier: Apache-2.0
// POST /enrolment/credentials: the password, and a code that shows that the authenticator has the secret.
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export const finishEnrolment = (credentials: Wire<'NewCredentials'>) => request('post', '/enrolment/credentials', { body: credentials });
