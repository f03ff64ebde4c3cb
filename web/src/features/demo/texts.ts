// SPDX-License-Identifier: Apache-2.0
// Words of the demo page.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useDemoTexts = defineTexts('demo', {
  title: 'Demo codes',
  intro: 'Everybody here is invented. This page exists in demo mode on this machine only; a real clinic has none.',
  next_one: 'New codes in {{count}} second',
  next_other: 'New codes in {{count}} seconds',
  once: 'A code signs in once. Used it already? Wait for the next.',
  name: 'Person', email: 'Email', password: 'Password', code: 'Code now',
  go: 'Go to sign-in',
  trust: 'How to trust the demo certificate',
  trust_why: 'The demo made its own certificate authority on this machine. Until your browser trusts it, it warns you, and rightly so.',
  trust_file: 'The certificate',
  trust_sha: 'Its SHA-256 fingerprint, to compare before you trust it',
  trust_chrome: 'Chromium or Chrome on Linux (needs certutil):',
  trust_firefox: 'Firefox: Settings, Privacy & Security, View Certificates, Authorities, Import; choose the file above and tick “identify websites”.',
  trust_remove: 'Remove it when you are done with the demo:',
  absent: 'This clinic isn’t a demo: there are no codes to show.',
}, {
  title: 'Códigos de la demo',
  intro: 'Todas las personas de aquí son inventadas. Esta página solo existe en modo demo y en esta máquina; una clínica real no la tiene.',
  next_one: 'Códigos nuevos en {{count}} segundo',
  next_other: 'Códigos nuevos en {{count}} segundos',
  once: 'Cada código sirve una vez. ¿Ya lo usó? Espere al siguiente.',
  name: 'Persona', email: 'Correo', password: 'Contraseña', code: 'Código ahora',
  go: 'Ir a iniciar sesión',
  trust: 'Cómo confiar en el certificado de la demo',
  trust_why: 'La demo creó su propia autoridad de certificación en esta máquina. Hasta que el navegador confíe en ella, avisa, y con razón.',
  trust_file: 'El certificado',
  trust_sha: 'Su huella SHA-256, para compararla antes de confiar',
  trust_chrome: 'Chromium o Chrome en Linux (necesita certutil):',
  trust_firefox: 'Firefox: Ajustes, Privacidad y seguridad, Ver certificados, Autoridades, Importar; elija el archivo de arriba y marque «identificar sitios web».',
  trust_remove: 'Quítelo cuando termine con la demo:',
  absent: 'Esta clínica no es una demo: no hay códigos que mostrar.',
});
