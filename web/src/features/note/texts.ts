// SPDX-License-Identifier: Apache-2.0
// Words of finishing a note after the visit.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useNoteTexts = defineTexts('note', {
  title: 'Finish the note', heading: 'Note about {{name}}', today: 'Back to today', prescribe: 'Prescription',
  none: 'This visit has no note of yours.',
}, {
  title: 'Terminar la nota', heading: 'Nota sobre {{name}}', today: 'Volver a hoy', prescribe: 'Receta',
  none: 'Esta visita no tiene ninguna nota suya.',
});
