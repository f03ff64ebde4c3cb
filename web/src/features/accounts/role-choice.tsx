// SPDX-License-Identifier: Apache-2.0
// Choosing roles, with what can't go together said before one asks.
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../shared/vocabulary/texts.ts';
import type { Role } from '../../wire/schema.ts';
import { fault, roles } from './roles.ts';
import { useAccountsTexts } from './texts.ts';

export function RoleChoice({ label, chosen, touched, onChange }:
  { label: string; chosen: Role[]; touched: boolean; onChange: (chosen: Role[]) => void }) {
  const t = useAccountsTexts();
  const words = useWords();
  const wrong = fault(chosen);
  const [given] = useState(chosen); // a patient's account comes with their record, so that the role is kept and never given
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      <div className="role-grid">
        {roles.filter((role) => role !== 'patient' || given.includes(role)).map((role) => (
          <Checkbox key={role} label={words(`role_${role}`)} checked={chosen.includes(role)} className="role"
            onChange={(event) => { onChange(event.currentTarget.checked ? [...chosen, role] : chosen.filter((one) => one !== role)); }} />
        ))}
      </div>
      {touched && wrong && <p className="danger" role="alert">{t(wrong)}</p>}
    </fieldset>
  );
}
