// SPDX-License-Identifier: Apache-2.0
// Words of the page about Salus.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useAboutTexts = defineTexts('about', {
  title: 'About Salus',
  intro: 'A telehealth platform that can show what happened to every piece of your health information.',
  sealed: 'Kept sealed',
  sealed_what: 'Every record is encrypted part by part. Those who keep the keys never read records; those who read records never touch keys.',
  seen: 'Nothing unseen',
  seen_what: 'Before anything is shown, an entry in the audit log is on disk. Patients can read who opened their record, visit by visit.',
  call: 'Calls between the two of you',
  call_what: 'Video and sound travel encrypted from one browser to the other. Both of you see the same safety code; compare it aloud.',
  words: 'What we claim',
  words_what: 'Only what a test shows. We offer evidence for compliance; the judgement stays with people.',
  version: 'Version {{version}}',
  licence: 'Licence: Apache-2.0',
}, {
  title: 'Acerca de Salus',
  intro: 'Una plataforma de telesalud que puede mostrar qué ocurrió con cada dato sobre su salud.',
  sealed: 'Guardado y sellado',
  sealed_what: 'Cada expediente se cifra por partes. Quien custodia las claves nunca lee expedientes; quien lee expedientes nunca toca las claves.',
  seen: 'Nada sin rastro',
  seen_what: 'Antes de mostrar algo, queda anotado en el registro de accesos. Los pacientes pueden leer quién abrió su historia, visita por visita.',
  call: 'Llamadas entre ustedes dos',
  call_what: 'La imagen y el sonido viajan cifrados de un navegador al otro. Ambos ven el mismo código de seguridad; compárenlo en voz alta.',
  words: 'Lo que afirmamos',
  words_what: 'Solo lo que una prueba demuestra. Ofrecemos pruebas de cumplimiento; el juicio corresponde a las personas.',
  version: 'Versión {{version}}',
  licence: 'Licencia: Apache-2.0',
});
