// SPDX-License-Identifier: Apache-2.0
// Words of the audit log.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useAuditTexts = defineTexts('audit', {
  title: 'Audit log',
  answer: 'The log holds {{entries}} entries. {{anchored}} of them stand under a signed checkpoint of {{when}}.',
  answer_none: 'The log holds {{entries}} entries. The first signed checkpoint is still to come.',
  verify: 'Check it yourself', verify_what: 'This command reads the write-once sink and the public key only. It names the first bad or missing entry, or says up to when the log is whole.',
  root: 'Root of the newest checkpoint',
  filter: 'Narrow the list', from: 'From', until: 'Until', outcome: 'Outcome', role: 'Role', who: 'Name', any: 'All', apply: 'Show', clear: 'Show everything',
  none: 'Nothing matches. Widen the dates or take a filter away.',
  number: 'No.', at: 'When', what: 'Who did what', patient: 'Patient', why: 'Rule and purpose', outcome_column: 'Outcome', from_where: 'From where',
  more: 'Older entries', end: 'That is the beginning of the log.',
  say_opened: 'opened {{what}}', say_searched: 'looked through {{what}}', say_wrote: 'wrote {{what}}', say_deleted: 'deleted {{what}}', say_signed: 'signed {{what}}',
  say_denied: 'was refused {{what}}', say_denied_event: 'was refused: {{what}}', account_of: 'of {{name}}', say_aborted: 'began to change {{what}}', say_event: '{{what}}',
  background: 'by the open page itself',
  records_one: '{{count}} record', records_other: '{{count}} records', hop: 'left by {{hop}}', no_hop: 'didn’t leave', for: 'for {{purpose}}', touched: 'All accesses',
  touched_name: 'All accesses to the record of {{name}}', no_patient: 'none', patients_one: '{{count}} patient', patients_other: '{{count}} patients', program: 'Salus, by itself', region: 'Entries',
}, {
  title: 'Registro de accesos',
  answer: 'El registro tiene {{entries}} anotaciones; {{anchored}} están bajo un punto de control firmado el {{when}}.',
  answer_none: 'El registro tiene {{entries}} anotaciones. El primer punto de control firmado está por llegar.',
  verify: 'Compruébelo usted', verify_what: 'Esta orden solo lee el archivo de una sola escritura y la clave pública. Nombra la primera anotación dañada o ausente, o dice hasta cuándo está entero el registro.',
  root: 'Raíz del último punto de control',
  filter: 'Acotar la lista', from: 'Desde', until: 'Hasta', outcome: 'Resultado', role: 'Función', who: 'Nombre', any: 'Todos', apply: 'Mostrar', clear: 'Mostrar todo',
  none: 'Nada coincide. Amplíe las fechas o quite algún filtro.',
  number: 'N.º', at: 'Cuándo', what: 'Quién hizo qué', patient: 'Paciente', why: 'Regla y finalidad', outcome_column: 'Resultado', from_where: 'Desde dónde',
  more: 'Anotaciones anteriores', end: 'Este es el comienzo del registro.',
  say_opened: 'abrió {{what}}', say_searched: 'consultó {{what}}', say_wrote: 'escribió {{what}}', say_deleted: 'borró {{what}}', say_signed: 'firmó {{what}}',
  say_denied: 'no pudo abrir {{what}}', say_denied_event: 'fue rechazado: {{what}}', account_of: 'de {{name}}', say_aborted: 'empezó a cambiar {{what}}', say_event: '{{what}}',
  background: 'por la página abierta, sola',
  records_one: '{{count}} dato', records_other: '{{count}} datos', hop: 'salió por {{hop}}', no_hop: 'no salió', for: 'para {{purpose}}', touched: 'Todos los accesos',
  touched_name: 'Todos los accesos a la historia de {{name}}', no_patient: 'ninguno', patients_one: '{{count}} paciente', patients_other: '{{count}} pacientes', program: 'Salus, por sí mismo', region: 'Anotaciones',
});
