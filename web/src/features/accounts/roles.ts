// SPDX-License-Identifier: Apache-2.0
// Which roles may stand together. The server decides; this only says so before one asks. Pure.
import type { Role } from '../../wire/schema.ts';

export const roles: Role[] = ['patient', 'clinician', 'nurse', 'front_desk', 'privacy_officer', 'custodian', 'administrator'];
/** Invariant: custodians of keys never read records. */
const readers: Role[] = ['patient', 'clinician', 'nurse', 'front_desk', 'privacy_officer'];

export function fault(chosen: Role[]): 'roles_none' | 'roles_apart' | null {
  if (chosen.length === 0) return 'roles_none';
  return chosen.includes('custodian') && chosen.some((role) => readers.includes(role)) ? 'roles_apart' : null;
}
