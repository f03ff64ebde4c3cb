// SPDX-License-Identifier: Apache-2.0
// Words of enrolling.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useEnrolTexts = defineTexts('enrol', {
  title: 'Use an invitation',
  heading: 'Welcome. Let’s set up your account',
  intro: 'Your clinic gave you an invitation. It works once, for a week.',
  email: 'Email', invitation: 'Invitation', invitation_hint: 'Twenty letters and digits, as they were handed to you.', next: 'Continue',
  wrong_invitation: 'This email and this invitation don’t belong together, or the invitation was used or has ended. Ask your clinic for a new one.',
  expired: 'That took a little long, or the code was wrong too often. Your invitation still holds: please start again.',
  credentials_heading: 'Choose what only you know',
  credentials_intro: 'Nobody at the clinic can see your password or the secret of your authenticator.',
  secret_what: 'Scan this picture with the authenticator app on your phone, or type its secret there. It is shown this once.', picture: 'Picture of the secret, for the camera of your phone', secret: 'Secret for the authenticator', open_app: 'Open my authenticator app',
  password: 'New password', password_hint: 'At least 12 characters. A few unrelated words are easy to remember.',
  wrong_code: 'That isn’t the code for this secret. Wait for the next one and try again.', finish: 'Set up my account',
  done_heading: 'Your account is set up', done_what: 'A privacy officer of your clinic confirms it before you can sign in. They may ask you to show who you are.',
  sign_in: 'Go to sign-in',
}, {
  title: 'Usar una invitación',
  heading: 'Le damos la bienvenida. Preparemos su cuenta',
  intro: 'Su clínica le dio una invitación. Sirve una sola vez, durante una semana.',
  email: 'Correo electrónico', invitation: 'Invitación', invitation_hint: 'Veinte letras y cifras, tal como se las entregaron.', next: 'Continuar',
  wrong_invitation: 'Este correo y esta invitación no se corresponden, o la invitación ya se usó o terminó. Pida otra a su clínica.',
  expired: 'Ha pasado demasiado tiempo o el código falló demasiadas veces. Su invitación sigue valiendo: empiece otra vez.',
  credentials_heading: 'Elija lo que solo usted sabrá',
  credentials_intro: 'En la clínica nadie puede ver su contraseña ni el secreto de su autenticador.',
  secret_what: 'Escanee esta imagen con la aplicación de autenticación de su teléfono, o escriba allí el secreto. Se muestra solo esta vez.', picture: 'Imagen del secreto, para la cámara del teléfono', secret: 'Secreto para el autenticador', open_app: 'Abrir mi aplicación de autenticación',
  password: 'Contraseña nueva', password_hint: 'Doce caracteres como mínimo. Unas pocas palabras sin relación se recuerdan bien.',
  wrong_code: 'Ese no es el código de este secreto. Espere al siguiente e inténtelo de nuevo.', finish: 'Preparar mi cuenta',
  done_heading: 'Su cuenta está preparada', done_what: 'Una persona responsable de privacidad de su clínica la confirmará antes de que usted pueda entrar. Quizá le pida que se identifique.',
  sign_in: 'Ir a iniciar sesión',
});
