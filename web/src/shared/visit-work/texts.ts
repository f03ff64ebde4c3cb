// SPDX-License-Identifier: Apache-2.0
// Words of the work in a visit: note, diagnosis, signature, prescription.
import { defineTexts } from '../i18n/define-texts.ts';

export const useWorkTexts = defineTexts('visit-work', {
  note: 'Note', note_hint: 'Saves itself while you write.', note_text: 'What you found, what you think, what comes next',
  diagnosis: 'Diagnosis', diagnosis_label: 'In words', diagnosis_code: 'ICD-10 code', diagnosis_hint: 'Optional. Give both or neither.',
  diagnosis_half: 'A diagnosis needs words and code.',
  saving: 'Saving …', saved: 'Saved {{when}}', unsaved: 'Not saved yet', save_failed: 'Not saved: we keep trying. Your words are still here.',
  stale: 'This note was changed elsewhere. Here is that version beside yours; choose which goes on.',
  take_theirs: 'Use the saved version', keep_mine: 'Keep what is here',
  sign: 'Sign note', sign_title: 'Sign this note?', sign_what: 'After that nobody can change it, and the patient can read it. The visit is then finished for you.',
  signed: 'Signed {{when}}. The patient can read it now.', sign_empty: 'Write something before you sign.',
  prescribe: 'Prescribe', prescription: 'Prescription', medication: 'Medication', dose: 'Dose', dose_hint: 'For example: 500 mg', frequency: 'How often', frequency_hint: 'For example: twice a day, with food',
  days: 'For how many days', extra: 'For the patient', extra_hint: 'Optional: how to take it, what to watch for',
  prescribe_title: 'Prescribe this?', prescribe_what: 'The patient sees it at once.', prescribed: '{{medication}} is prescribed.', another: 'Prescribe another',
  sum: '{{medication}}, {{dose}}, {{frequency}}, for {{count}} days',
  allergies: 'Check against allergies:',
}, {
  note: 'Nota', note_hint: 'Se guarda sola mientras escribe.', note_text: 'Qué encontró, qué piensa, qué sigue',
  diagnosis: 'Diagnóstico', diagnosis_label: 'En palabras', diagnosis_code: 'Código CIE-10', diagnosis_hint: 'Opcional. Ponga los dos o ninguno.',
  diagnosis_half: 'Un diagnóstico necesita palabras y código.',
  saving: 'Guardando…', saved: 'Guardado {{when}}', unsaved: 'Aún sin guardar', save_failed: 'No se guardó: seguimos intentándolo. Sus palabras siguen aquí.',
  stale: 'Esta nota se cambió en otro lugar. Aquí está esa versión junto a la suya; elija con cuál seguir.',
  take_theirs: 'Usar la versión guardada', keep_mine: 'Conservar lo que hay aquí',
  sign: 'Firmar nota', sign_title: '¿Firmar esta nota?', sign_what: 'Después nadie podrá cambiarla y el paciente podrá leerla. Con eso la visita queda terminada para usted.',
  signed: 'Firmada {{when}}. El paciente ya puede leerla.', sign_empty: 'Escriba algo antes de firmar.',
  prescribe: 'Recetar', prescription: 'Receta', medication: 'Medicamento', dose: 'Dosis', dose_hint: 'Por ejemplo: 500 mg', frequency: 'Con qué frecuencia', frequency_hint: 'Por ejemplo: dos veces al día, con comida',
  days: 'Durante cuántos días', extra: 'Para el paciente', extra_hint: 'Opcional: cómo tomarlo, a qué atender',
  prescribe_title: '¿Recetar esto?', prescribe_what: 'El paciente lo ve enseguida.', prescribed: 'Recetado: {{medication}}.', another: 'Recetar otro',
  sum: '{{medication}}, {{dose}}, {{frequency}}, durante {{count}} días',
  allergies: 'Compruebe las alergias:',
});
