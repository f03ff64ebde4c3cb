// SPDX-License-Identifier: Apache-2.0
// Which pages each role has, in the order of its day; the first is where one lands.
import type { Role } from '../wire/schema.ts';
import type { IconName } from '../shared/ui/icons.tsx';

export interface Place { path: string; name: 'home' | 'record' | 'book' | 'messages' | 'opened' | 'today' | 'patients' | 'day' | 'audit' | 'touched' | 'map' | 'keys' | 'accounts'; icon: IconName }

const home: Place = { path: '/home', name: 'home', icon: 'home' };
const record: Place = { path: '/record', name: 'record', icon: 'record' };
const book: Place = { path: '/book', name: 'book', icon: 'calendar' };
const messages: Place = { path: '/messages', name: 'messages', icon: 'message' };
const opened: Place = { path: '/opened', name: 'opened', icon: 'eye' };
const today: Place = { path: '/today', name: 'today', icon: 'home' };
const patients: Place = { path: '/patients', name: 'patients', icon: 'people' };
const day: Place = { path: '/day', name: 'day', icon: 'calendar' };
const audit: Place = { path: '/audit', name: 'audit', icon: 'list' };
const touched: Place = { path: '/touched', name: 'touched', icon: 'eye' };
const map: Place = { path: '/map', name: 'map', icon: 'map' };
const keys: Place = { path: '/keys', name: 'keys', icon: 'key' };
const accounts: Place = { path: '/accounts', name: 'accounts', icon: 'people' };

const byRole: Record<Role, Place[]> = {
  patient: [home, record, book, messages, opened],
  clinician: [today, patients, messages],
  nurse: [patients],
  front_desk: [day, patients],
  privacy_officer: [audit, touched, map, accounts],
  custodian: [keys],
  administrator: [accounts],
};

export function placesOf(roles: readonly Role[]): Place[] {
  return [...new Set(roles.flatMap((role) => byRole[role]))];
}
