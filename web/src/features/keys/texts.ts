// SPDX-License-Identifier: Apache-2.0
// Words of the custodian's page.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useKeysTexts = defineTexts('keys', {
  title: 'Keys',
  fresh: 'All keys that seal are younger than {{count}} days.',
  due_one: '{{count}} key that seals is older than {{days}} days and is due for rotation.',
  due_other: '{{count}} keys that seal are older than {{days}} days and are due for rotation.',
  intro: 'You keep the keys and can read no record. Those who read records can’t come here.',
  custody: 'Where they are kept', token: 'Token', mechanism: 'Wrapped with', hardware: 'A hardware module holds them.', software: 'Software token, not hardware-backed.',
  all: 'All keys', purpose: 'Purpose', use: 'For', version: 'Version', age: 'Age', seals: 'Seals', opens: 'Opens only', state: 'State', commitment: 'Commitment', due: 'Rotation due',
  days_one: '{{count}} day', days_other: '{{count}} days',
  purpose_kek: 'Master key (in the token)', 'purpose_key-file': 'Key of the key file', purpose_dek: 'Data key',
  commitment_what: 'The commitment tells two keys apart without showing either.',
  none: 'No keys yet. They are made when the clinic’s home opens for the first time.',
}, {
  title: 'Claves',
  fresh: 'Todas las claves que sellan tienen menos de {{count}} días.',
  due_one: '{{count}} clave que sella tiene más de {{days}} días y debe rotarse.',
  due_other: '{{count}} claves que sellan tienen más de {{days}} días y deben rotarse.',
  intro: 'Usted custodia las claves y no puede leer ninguna historia. Quien lee historias no puede entrar aquí.',
  custody: 'Dónde se guardan', token: 'Módulo', mechanism: 'Envueltas con', hardware: 'Las guarda un módulo físico.', software: 'Módulo de software, sin respaldo físico.',
  all: 'Todas las claves', purpose: 'Finalidad', use: 'Para', version: 'Versión', age: 'Antigüedad', seals: 'Sella', opens: 'Solo abre', state: 'Estado', commitment: 'Compromiso', due: 'Rotación pendiente',
  days_one: '{{count}} día', days_other: '{{count}} días',
  purpose_kek: 'Clave maestra (en el módulo)', 'purpose_key-file': 'Clave del archivo de claves', purpose_dek: 'Clave de datos',
  commitment_what: 'El compromiso distingue dos claves sin mostrar ninguna.',
  none: 'Aún no hay claves. Se crean cuando la clínica abre por primera vez.',
});
