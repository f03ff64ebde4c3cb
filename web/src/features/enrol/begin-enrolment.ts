// SPDX-License-Identifier: Apache-2.0
// POST /enrolment: an invitation, for a secret of one's own.
import { request } from '../../wire/request.ts';
import type { Wire } from '../../wire/schema.ts';

export const beginEnrolment = (invited: Wire<'NewEnrolment'>) => request('post', '/enrolment', { body: invited });
