// SPDX-License-Identifier: Apache-2.0
// One patient in a list: name, age, birth date, sex.
import type { Wire } from '../../wire/schema.ts';
import { ageOn, useFormats } from '../i18n/format.ts';
import { useWords } from '../vocabulary/texts.ts';

export function PatientLine({ patient }: { patient: Wire<'Patient'> }) {
  const words = useWords();
  const { partial } = useFormats();
  return (
    <div className="grow">
      <strong>{patient.name}</strong>
      <p className="quiet">
        {words('years', { count: ageOn(patient.birth_date, new Date()) })} · {words('born', { date: partial(patient.birth_date) })} · {words(`sex_${patient.sex}`)}
        {patient.phone !== undefined && ` · ${patient.phone}`}
      </p>
    </div>
  );
}
