// SPDX-License-Identifier: Apache-2.0
// Words of the patient's own record.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useVaultTexts = defineTexts('vault', {
  title: 'My record',
  intro: 'What your clinic knows about your health. Only you, and those who care for you, can open it.',
  opened: 'Who opened my record',
}, {
  title: 'Mi historia',
  intro: 'Lo que su clínica sabe de su salud. Solo pueden abrirlo usted y quienes le atienden.',
  opened: 'Quién abrió mi historia',
});
