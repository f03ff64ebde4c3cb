// SPDX-License-Identifier: Apache-2.0
// Words of the data-flow map.
import { defineTexts } from '../../shared/i18n/define-texts.ts';

export const useMapTexts = defineTexts('map', {
  title: 'Data-flow map',
  answer: 'Health information may travel {{built}} ways, and no others. {{absent}} more are declared absent.',
  intro: 'The program is built from this map: a way that isn’t here has no name in the code, and can’t be used.',
  diagram: 'Diagram', diagram_what: 'Boxes are systems, lines are ways. Dashed: declared, and absent. Choose a label to read everything about it.',
  table: 'All ways in words', systems: 'Systems',
  number: 'No.', way: 'Way', from_to: 'From and to', carrier: 'Carried by', encryption: 'Protected by', retention: 'Kept there', basis: 'Basis', classes: 'Most that may travel',
  regions: 'Where', enforced: 'Enforced', citation: 'Citation', state: 'State', baa: 'Agreement',
  built: 'In use', absent: 'Absent', program: 'by the program: it refuses anything else', 'declared-only': 'declared; something else enforces it', no_phi: 'no health information',
  basis_baa: 'business associate agreement', basis_dpa: 'data processing agreement', basis_treatment: 'treatment', 'basis_patient-directed': 'the patient directs it',
  basis_authorization: 'authorization', 'basis_required-by-law': 'required by law', basis_conduit: 'conduit', 'basis_public-only': 'public only',
  region_tenant: 'the clinic’s region', region_person: 'where the person is',
  to: '{{from}} to {{to}}', hash: 'Policy files, SHA-256', print: 'Print', name: 'System', note: 'What it is', close: 'Close', chosen: 'About this way',
}, {
  title: 'Mapa de datos',
  answer: 'Los datos de salud pueden viajar por {{built}} caminos, y por ningún otro. {{absent}} más están declarados como ausentes.',
  intro: 'El programa se construye a partir de este mapa: un camino que no está aquí no tiene nombre en el código y no puede usarse.',
  diagram: 'Diagrama', diagram_what: 'Las cajas son sistemas; las líneas, caminos. A trazos: declarado y ausente. Elija una etiqueta para leerlo todo sobre él.',
  table: 'Todos los caminos en palabras', systems: 'Sistemas',
  number: 'N.º', way: 'Camino', from_to: 'De dónde a dónde', carrier: 'Lo lleva', encryption: 'Lo protege', retention: 'Se guarda allí', basis: 'Base', classes: 'Lo máximo que viaja',
  regions: 'Lugar', enforced: 'Se hace cumplir', citation: 'Cita', state: 'Estado', baa: 'Acuerdo',
  built: 'En uso', absent: 'Ausente', program: 'por el programa: rechaza cualquier otra cosa', 'declared-only': 'declarado; lo hace cumplir otra cosa', no_phi: 'ningún dato de salud',
  basis_baa: 'acuerdo con asociado comercial', basis_dpa: 'acuerdo de tratamiento de datos', basis_treatment: 'atención', 'basis_patient-directed': 'lo dirige el paciente',
  basis_authorization: 'autorización', 'basis_required-by-law': 'exigido por ley', basis_conduit: 'mero transporte', 'basis_public-only': 'solo público',
  region_tenant: 'la región de la clínica', region_person: 'donde está la persona',
  to: 'De {{from}} a {{to}}', hash: 'Archivos de reglas, SHA-256', print: 'Imprimir', name: 'Sistema', note: 'Qué es', close: 'Cerrar', chosen: 'Sobre este camino',
});
