// SPDX-License-Identifier: Apache-2.0
// Words of managing accounts.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useAccountsTexts = defineTexts('accounts', {
  title: 'Accounts',
  answer_one: '{{count}} account can sign in.', answer_other: '{{count}} accounts can sign in.',
  intro: 'Who may sign in, and as what. You manage accounts; you can open no record.',
  none: 'No accounts yet.', name: 'Name', email: 'Email', roles: 'Roles', state: 'State', last: 'Last signed in', never: 'never', action: 'Change',
  active: 'Active', inactive: 'Switched off', change: 'Change', change_name: 'Change the account of {{name}}', off: 'Switch off', on: 'Switch on',
  off_title: 'Switch off this account?', off_what: '{{name}} is signed out at once and can’t sign in until you switch it on again. Nothing they wrote is lost.',
  save: 'Save roles', roles_of: 'Roles of {{name}}', roles_none: 'Choose at least one role.', roles_apart: 'A key custodian can’t also read records.',
  add: 'Add an account', add_go: 'Create account', taken: 'An account with this email exists already.',
  created: 'The account of {{name}} is ready', created_what: 'Hand these over in person. They are shown this once and then never again.', password: 'First password', secret: 'Secret for the authenticator', done: 'I have handed them over',
  own: 'This would take away your own last administrator role, or join two roles that must stay apart.',
}, {
  title: 'Cuentas',
  answer_one: '{{count}} cuenta puede entrar.', answer_other: '{{count}} cuentas pueden entrar.',
  intro: 'Quién puede entrar y con qué función. Usted gestiona cuentas; no puede abrir ninguna historia.',
  none: 'Aún no hay cuentas.', name: 'Nombre', email: 'Correo', roles: 'Funciones', state: 'Estado', last: 'Última entrada', never: 'nunca', action: 'Cambiar',
  active: 'Activa', inactive: 'Desactivada', change: 'Cambiar', change_name: 'Cambiar la cuenta de {{name}}', off: 'Desactivar', on: 'Activar',
  off_title: '¿Desactivar esta cuenta?', off_what: 'La sesión de {{name}} se cierra al momento y no podrá entrar hasta que la active de nuevo. Nada de lo que escribió se pierde.',
  save: 'Guardar funciones', roles_of: 'Funciones de {{name}}', roles_none: 'Elija al menos una función.', roles_apart: 'Quien custodia claves no puede además leer historias.',
  add: 'Añadir una cuenta', add_go: 'Crear cuenta', taken: 'Ya existe una cuenta con este correo.',
  created: 'La cuenta de {{name}} está lista', created_what: 'Entregue estos datos en persona. Se muestran esta vez y nunca más.', password: 'Primera contraseña', secret: 'Secreto para el autenticador', done: 'Los he entregado',
  own: 'Esto le quitaría su última función de administración, o uniría dos funciones que deben estar separadas.',
});
