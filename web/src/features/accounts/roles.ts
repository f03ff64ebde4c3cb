// SPDX-License-Identifier: Apache-2.0
// Which roles may stand together. The server decides; this only says so before one asks. Pure.
import type { Role } from '../../wire/schema.ts';

export const roles: Role[] = ['patient', 'clinician', 'nurse', 'front_desk', 'privacy_officer', 'custodian', 'administrator'];
/** Custodians of keys never read records, and who gives access neither uses nor reviews it. */
const readers: Role[] = ['patient', 'clinician', 'nurse', 'front_desk', 'privacy_officer'];

export function fault(chosen: Role[]): 'roles_none' | 'roles_apart' | 'roles_alone' | null {
  if (chosen.length === 0) return 'roles_none';
  if (chosen.includes('administrator') && chosen.length > 1) return 'roles_alone';
  return chosen.includes('custodian') && chosen.some((role) => readers.includes(role)) ? 'roles_apart' : null;
}
