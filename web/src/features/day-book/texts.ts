// SPDX-License-Identifier: Apache-2.0
// Words of the front desk's day book.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useDayBookTexts = defineTexts('day-book', {
  title: 'Day book', answer_one: '{{count}} visit, {{arrived}} in the waiting room.', answer_other: '{{count}} visits, {{arrived}} in the waiting room.',
  none: 'No visits on this day. Book one from the list of patients.',
  day: 'Day', today: 'Today', before: 'Day before', after: 'Day after', who: 'Clinician', everybody: 'Everybody',
  time: 'Time', patient: 'Patient', clinician: 'With', state: 'State', action: 'Action',
  book: 'Book for a patient', cancel: 'Cancel', cancel_name: 'Cancel the visit of {{name}}', cancel_title: 'Cancel this visit?',
  cancel_what: '{{name}}, {{when}}. The time becomes free. The patient sees that it was cancelled.', cancelled: 'The visit was cancelled.',
}, {
  title: 'Agenda del día', answer_one: '{{count}} visita, {{arrived}} en la sala de espera.', answer_other: '{{count}} visitas, {{arrived}} en la sala de espera.',
  none: 'No hay visitas en este día. Reserve una desde la lista de pacientes.',
  day: 'Día', today: 'Hoy', before: 'Día anterior', after: 'Día siguiente', who: 'Profesional', everybody: 'Todos',
  time: 'Hora', patient: 'Paciente', clinician: 'Con', state: 'Estado', action: 'Acción',
  book: 'Reservar para un paciente', cancel: 'Anular', cancel_name: 'Anular la visita de {{name}}', cancel_title: '¿Anular esta visita?',
  cancel_what: '{{name}}, {{when}}. La hora queda libre. El paciente verá que se anuló.', cancelled: 'La visita se ha anulado.',
});
