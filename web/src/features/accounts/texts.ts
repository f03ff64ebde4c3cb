// SPDX-License-Identifier: Apache-2.0
// Words of managing and confirming accounts.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useAccountsTexts = defineTexts('accounts', {
  title: 'Accounts',
  answer_one: '{{count}} account can sign in.', answer_other: '{{count}} accounts can sign in.',
  intro: 'Who may sign in, and as what. You manage accounts; you can open no record, and what you give takes effect once a privacy officer confirms it.',
  waiting_one: '{{count}} account waits for you.', waiting_other: '{{count}} accounts wait for you.',
  review_intro: 'Who may sign in, and as what. Confirm somebody after you have made sure that it is them, and that they need these roles.',
  none: 'No accounts yet.', name: 'Name', email: 'Email', roles: 'Roles', state: 'State', action: 'Change',
  active: 'Active', invited: 'Invited', awaiting: 'Waits for a privacy officer', off: 'Switched off', role_waits: '{{role}} (not confirmed)',
  yours: 'Your own', change: 'Change', change_name: 'Change the account of {{name}}', switch_off: 'Switch off', on: 'Switch on',
  off_title: 'Switch off this account?', off_what: '{{name}} is signed out at once and can’t sign in until you switch it on again. Nothing they wrote is lost.',
  invite: 'Invite again', invite_title: 'Invite again?', invite_what: 'For somebody who lost their password or authenticator. {{name}} is signed out at once, sets the account up anew, and a privacy officer confirms it again.',
  save: 'Save roles', roles_of: 'Roles of {{name}}', roles_wait: 'A role that you add waits for a privacy officer. One that you take away ends at once.',
  roles_none: 'Choose at least one role.', roles_apart: 'A key custodian can’t also read records.', roles_alone: 'An administrator can have no other role.',
  add: 'Add an account', add_go: 'Create account', taken: 'An account with this email exists already.',
  invited_name: 'The invitation for {{name}}', invited_what: 'Hand this over in person. It is shown this once, works once, and ends on {{until}}. They use it on the sign-in page.', invitation: 'Invitation', done: 'I have handed it over',
  apart: 'These roles must stay apart, or this is your own account, or the clinic’s only privacy officer.', changed: 'The account was changed meanwhile. Look at it again.',
  confirm: 'Confirm', confirm_title: 'Confirm {{name}}?', confirm_what: 'From now on they can sign in as: {{roles}}. Have you made sure that it is them?', not_yours: 'You can’t confirm your own account.',
}, {
  title: 'Cuentas',
  answer_one: '{{count}} cuenta puede entrar.', answer_other: '{{count}} cuentas pueden entrar.',
  intro: 'Quién puede entrar y con qué función. Usted gestiona cuentas; no puede abrir ninguna historia, y lo que concede vale cuando lo confirma una persona responsable de privacidad.',
  waiting_one: '{{count}} cuenta espera su confirmación.', waiting_other: '{{count}} cuentas esperan su confirmación.',
  review_intro: 'Quién puede entrar y con qué función. Confirme a alguien cuando sepa con certeza que es esa persona y que necesita esas funciones.',
  none: 'Aún no hay cuentas.', name: 'Nombre', email: 'Correo', roles: 'Funciones', state: 'Estado', action: 'Cambiar',
  active: 'Activa', invited: 'Invitada', awaiting: 'Espera confirmación', off: 'Desactivada', role_waits: '{{role}} (sin confirmar)',
  yours: 'La suya', change: 'Cambiar', change_name: 'Cambiar la cuenta de {{name}}', switch_off: 'Desactivar', on: 'Activar',
  off_title: '¿Desactivar esta cuenta?', off_what: 'La sesión de {{name}} se cierra al momento y no podrá entrar hasta que la active de nuevo. Nada de lo que escribió se pierde.',
  invite: 'Invitar de nuevo', invite_title: '¿Invitar de nuevo?', invite_what: 'Para quien perdió su contraseña o su autenticador. La sesión de {{name}} se cierra al momento, preparará la cuenta otra vez y habrá que confirmarla de nuevo.',
  save: 'Guardar funciones', roles_of: 'Funciones de {{name}}', roles_wait: 'Una función que añade espera confirmación. La que quita termina al momento.',
  roles_none: 'Elija al menos una función.', roles_apart: 'Quien custodia claves no puede además leer historias.', roles_alone: 'Quien administra no puede tener otra función.',
  add: 'Añadir una cuenta', add_go: 'Crear cuenta', taken: 'Ya existe una cuenta con este correo.',
  invited_name: 'La invitación de {{name}}', invited_what: 'Entréguela en persona. Se muestra solo esta vez, sirve una vez y termina el {{until}}. Se usa en la página de inicio de sesión.', invitation: 'Invitación', done: 'La he entregado',
  apart: 'Estas funciones deben estar separadas, o es su propia cuenta, o la única persona responsable de privacidad.', changed: 'La cuenta cambió mientras tanto. Mírela de nuevo.',
  confirm: 'Confirmar', confirm_title: '¿Confirmar a {{name}}?', confirm_what: 'Desde ahora podrá entrar como: {{roles}}. ¿Se ha asegurado de que es esa persona?', not_yours: 'No puede confirmar su propia cuenta.',
});
