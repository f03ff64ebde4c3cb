// SPDX-License-Identifier: Apache-2.0
// Words of the lock, and of time zones.
import { defineTexts } from '../i18n/define-texts.ts';

export const useSessionTexts = defineTexts('session', {
  locked: 'Locked',
  locked_heading: 'Locked while you were away',
  locked_intro: 'Everything you wrote is still here. Enter the code from your authenticator to go on.',
  code: 'One-time code',
  code_hint: 'Six digits from your authenticator app',
  unlock: 'Unlock',
  wrong_code: 'That code isn’t right, or was used already. Wait for the next one.',
  sign_out: 'Sign out instead',
  chart_locked: 'The chart is locked. Your call goes on.',
  zone: 'Times are shown in your own time zone ({{zone}}); the clinic’s is {{clinic}}.',
}, {
  locked: 'Bloqueado',
  locked_heading: 'Bloqueado mientras no estaba',
  locked_intro: 'Todo lo que escribió sigue aquí. Escriba el código de su autenticador para continuar.',
  code: 'Código de un solo uso',
  code_hint: 'Seis cifras de su aplicación de autenticación',
  unlock: 'Desbloquear',
  wrong_code: 'Ese código no es correcto o ya se usó. Espere al siguiente.',
  sign_out: 'Cerrar sesión',
  chart_locked: 'La historia está bloqueada. La llamada sigue.',
  zone: 'Las horas se muestran en su zona horaria ({{zone}}); la de la clínica es {{clinic}}.',
});
