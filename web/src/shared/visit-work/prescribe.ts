// SPDX-License-Identifier: Apache-2.0
// POST /visits/{handle}/prescriptions: the patient sees it at once.
import { request } from '../../wire/request.ts';
import type { Handle, Wire } from '../../wire/schema.ts';

export const prescribe = (visit: Handle, prescription: Wire<'Prescription'>) =>
  request('post', '/visits/{handle}/prescriptions', { handle: visit, body: prescription });
