// SPDX-License-Identifier: Apache-2.0
// What can be measured, in which unit and within which bounds; and reading a form of it. Pure.
import type { Wire } from '../../wire/schema.ts';

export type Measure = keyof Wire<'Vitals'>;
/** The same bounds as in the schema; a test compares them. */
export const measures: Record<Measure, { unit: string; min: number; max: number; step: number }> = {
  systolic: { unit: 'mmHg', min: 40, max: 300, step: 1 },
  diastolic: { unit: 'mmHg', min: 20, max: 200, step: 1 },
  pulse: { unit: '/min', min: 20, max: 300, step: 1 },
  temperature: { unit: '°C', min: 30, max: 45, step: 0.1 },
  weight: { unit: 'kg', min: 0.2, max: 500, step: 0.1 },
  oxygen: { unit: '%', min: 40, max: 100, step: 1 },
};
export const names = Object.keys(measures) as Measure[];

export type Form = Record<Measure, string>;
export const blank: Form = { systolic: '', diastolic: '', pulse: '', temperature: '', weight: '', oxygen: '' };

export type Wrong = 'range' | 'both';

/** Takes "36,8" as well as "36.8". */
export function read(form: Form): { vitals: Wire<'Vitals'>; wrong: Partial<Record<Measure, Wrong>> } {
  const vitals: Wire<'Vitals'> = {};
  const wrong: Partial<Record<Measure, Wrong>> = {};
  for (const name of names) {
    const text = form[name].trim().replace(',', '.');
    if (text === '') continue;
    const value = Number(text);
    const { min, max } = measures[name];
    if (Number.isNaN(value) || value < min || value > max) wrong[name] = 'range';
    else vitals[name] = value;
  }
  if (vitals.systolic !== undefined && vitals.diastolic !== undefined && vitals.systolic <= vitals.diastolic) wrong.systolic = 'both';
  return { vitals, wrong };
}
