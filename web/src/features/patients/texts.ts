// SPDX-License-Identifier: Apache-2.0
// Words of the list of patients.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const usePatientsTexts = defineTexts('patients', {
  title: 'Patients',
  intro_care: 'Your active patients: those with an appointment near, an open visit, or a note to sign.',
  intro_desk: 'Names and contact details. What patients come for stays with those who care for them.',
  search: 'Name begins with', search_hint: 'Three letters at least',
  empty: 'No active patients just now. A patient appears here a day before an appointment.',
  empty_desk: 'Type three letters of a name to find a patient.', none: 'No name begins so. Check the spelling, or clear the field.',
  chart: 'Open chart', chart_name: 'Open chart: {{name}}', vitals: 'Enter vitals', vitals_name: 'Enter vitals of {{name}}',
  book: 'Book a visit', book_name: 'Book a visit for {{name}}',
  found_one: '{{count}} patient', found_other: '{{count}} patients',
}, {
  title: 'Pacientes',
  intro_care: 'Sus pacientes activos: con una cita próxima, una visita abierta o una nota por firmar.',
  intro_desk: 'Nombres y datos de contacto. El motivo de cada paciente queda con quienes le atienden.',
  search: 'El nombre empieza por', search_hint: 'Con al menos tres letras se acorta la lista',
  empty: 'Ahora mismo no hay pacientes activos. Un paciente aparece aquí un día antes de su cita.',
  empty_desk: 'Escriba tres letras de un nombre para encontrar a un paciente.', none: 'Ningún nombre empieza así. Revise la ortografía o vacíe el campo.',
  chart: 'Abrir historia', chart_name: 'Abrir historia: {{name}}', vitals: 'Anotar constantes', vitals_name: 'Anotar constantes de {{name}}',
  book: 'Pedir cita', book_name: 'Pedir cita para {{name}}',
  found_one: '{{count}} paciente', found_other: '{{count}} pacientes',
});
