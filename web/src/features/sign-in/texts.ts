// SPDX-License-Identifier: Apache-2.0
// Words of signing in.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useSignInTexts = defineTexts('sign-in', {
  title: 'Sign in',
  heading: 'Welcome to your clinic',
  intro: 'Two steps: your password, then the code from your authenticator.',
  email: 'Email',
  password: 'Password',
  next: 'Continue',
  code_heading: 'Your one-time code',
  code_intro: 'Open your authenticator app and type the six digits that it shows for Salus.',
  finish: 'Sign in',
  back: 'Use another account',
  wrong_password: 'Email and password don’t match. Check both and try again.',
  wrong_code: 'That code isn’t right, or was used already. Wait for the next one and try again.',
  expired: 'That took a little long. Please start with your password again.',
  ended: 'You are signed out. Drafts of notes are kept safe on the server.',
  demo: 'This is the demo clinic. Its people, passwords and codes are on one page.',
  demo_go: 'Show demo codes',
}, {
  title: 'Iniciar sesión',
  heading: 'Le damos la bienvenida a su clínica',
  intro: 'Dos pasos: su contraseña y después el código de su autenticador.',
  email: 'Correo electrónico',
  password: 'Contraseña',
  next: 'Continuar',
  code_heading: 'Su código de un solo uso',
  code_intro: 'Abra su aplicación de autenticación y escriba las seis cifras que muestra para Salus.',
  finish: 'Entrar',
  back: 'Usar otra cuenta',
  wrong_password: 'El correo y la contraseña no coinciden. Revíselos e inténtelo de nuevo.',
  wrong_code: 'Ese código no es correcto o ya se usó. Espere al siguiente e inténtelo de nuevo.',
  expired: 'Ha pasado demasiado tiempo. Empiece otra vez por la contraseña.',
  ended: 'La sesión está cerrada. Los borradores de notas siguen a salvo en el servidor.',
  demo: 'Esta es la clínica de demostración. Sus personas, contraseñas y códigos están en una página.',
  demo_go: 'Ver códigos de la demo',
});
