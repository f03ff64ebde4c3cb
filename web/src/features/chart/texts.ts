// SPDX-License-Identifier: Apache-2.0
// Words around a chart.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useChartPageTexts = defineTexts('chart-page', {
  title: 'Chart', vitals: 'Enter vitals', message: 'Write a message', patients: 'All active patients',
}, {
  title: 'Historia', vitals: 'Anotar constantes', message: 'Escribir un mensaje', patients: 'Todos los pacientes activos',
});
