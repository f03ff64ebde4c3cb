// SPDX-License-Identifier: Apache-2.0
// Words of entering vitals.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useVitalsTexts = defineTexts('vitals', {
  title: 'Enter vitals', heading: 'Vitals of {{name}}', intro: 'Fill in what you measured; the rest may stay empty.',
  systolic: 'Blood pressure, upper', diastolic: 'Blood pressure, lower', pulse: 'Pulse', temperature: 'Temperature', weight: 'Weight', oxygen: 'Oxygen saturation',
  per_minute: 'a minute', range: 'Between {{min}} and {{max}} {{unit}}', nothing: 'Fill in at least one value.', both: 'Upper pressure must be above the lower.',
  save: 'Save vitals', saved_one: '{{count}} value is in the chart.', saved_other: '{{count}} values are in the chart.', chart: 'Open chart', patients: 'Back to patients', before: 'Last: {{value}} {{unit}}, {{when}}',
}, {
  title: 'Anotar constantes', heading: 'Constantes de {{name}}', intro: 'Escriba lo que midió; lo demás puede quedar vacío.',
  systolic: 'Presión arterial, máxima', diastolic: 'Presión arterial, mínima', pulse: 'Pulso', temperature: 'Temperatura', weight: 'Peso', oxygen: 'Saturación de oxígeno',
  per_minute: 'por minuto', range: 'Entre {{min}} y {{max}} {{unit}}', nothing: 'Escriba al menos un valor.', both: 'La máxima debe ser mayor que la mínima.',
  save: 'Guardar constantes', saved_one: 'Se anotó {{count}} valor en la historia.', saved_other: 'Se anotaron {{count}} valores en la historia.', chart: 'Abrir historia', patients: 'Volver a pacientes', before: 'Último: {{value}} {{unit}}, {{when}}',
});
