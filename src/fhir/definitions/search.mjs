// SPDX-License-Identifier: Apache-2.0
// Search parameters of each kind, their FHIRPath compiled to short lists of steps, and the patient compartment.
//
// R4's expressions use a small part of FHIRPath: members, ofType, `where(resolve() is K)`, `where(field='text')` and
// one existence test. A parameter with any other expression keeps its row without paths: it is known, and refused.
const step = { child: 0, json: 1, target: 2, where: 3, truth: 4 };
const typeCodes = ['number', 'date', 'string', 'token', 'reference', 'composite', 'quantity', 'uri', 'special'];
const capital = (text) => text[0].toUpperCase() + text.slice(1);

/// One alternative of an expression as steps below `kind`; nothing when it is about another kind.
function compilePath(text, kind) {
  let rest = text.trim();
  const truth = /^([\w.]+)\.exists\(\) and \1 != false$/.exec(rest);
  if (truth) rest = truth[1];
  rest = rest.replace(/^\((.*)\)$/, '$1').replace(/^\((.*)\)\./, '$1.');
  rest = rest.replace(/^\(?([\w.]+) as (\w+)\)?/, '$1.ofType($2)');
  const root = /^(\w+)\b/.exec(rest)?.[1];
  if (root === undefined) return undefined;
  if (/^[A-Z]/.test(root)) {
    if (![kind, 'Resource', 'DomainResource'].includes(root)) return undefined;
    rest = rest.slice(root.length);
  } else {
    rest = `.${rest}`;
  }
  const steps = [];
  while (rest !== '') {
    const is = (pattern) => {
      const match = pattern.exec(rest);
      if (match) rest = rest.slice(match[0].length);
      return match;
    };
    let match;
    if ((match = is(/^\.where\(resolve\(\) is (\w+)\)/))) steps.push([step.target, match[1]]);
    else if ((match = is(/^\.where\((\w+)='([^']*)'\)/))) steps.push([step.where, match[1], match[2]]);
    else if ((match = is(/^\.ofType\((\w+)\)/))) {
      const parent = steps.pop();
      steps.push([step.json, parent[1] + capital(match[1])]);
    } else if ((match = is(/^\.(\w+)(?!\w*\()/))) steps.push([step.child, match[1]]);
    else return null;
  }
  if (truth) steps.push([step.truth, 'false']);
  return steps.length === 0 ? null : steps;
}

const withoutTarget = (paths) =>
  JSON.stringify(paths.map((path) => path.filter(([op]) => op !== step.target)).map((p) => JSON.stringify(p)).sort());

export function compileSearch(definitions, compartment, kinds) {
  const result = new Map();
  const owners = new Map(compartment.resource.map((row) => [row.code, row.param ?? []]));
  for (const kind of kinds) {
    const byName = new Map();
    for (const definition of definitions) {
      const mine = definition.base.includes(kind) || definition.base.includes('Resource') ||
                   definition.base.includes('DomainResource');
      if (!mine || ['_id', '_lastUpdated'].includes(definition.code)) continue;
      const paths = (definition.expression ?? '').split('|').map((text) => compilePath(text, kind));
      const usable = !paths.includes(null) && ['date', 'string', 'token', 'reference', 'uri'].includes(definition.type);
      const mineOnly = usable ? paths.filter((path) => path !== undefined) : [];
      const narrowed = mineOnly.map((path) => path.find(([op]) => op === step.target)?.[1]);
      byName.set(definition.code, {
        name: definition.code, type: typeCodes.indexOf(definition.type), owner: false, paths: mineOnly,
        targets: narrowed.length > 0 && narrowed.every(Boolean) ? [...new Set(narrowed)] : (definition.target ?? []),
      });
    }
    const parameters = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const index = new Map(parameters.map((p, i) => [p.name, i]));
    const listed = kind === compartment.code ? [] : (owners.get(kind) ?? []);
    const first = parameters[index.get(listed[0])];
    for (const p of parameters) {
      p.owner = first !== undefined && p.paths.length > 0 && withoutTarget(p.paths) === withoutTarget(first.paths);
    }
    for (const name of listed) if (!index.has(name)) throw new Error(`${kind}: no parameter ${name}`);
    result.set(kind, { parameters, owners: listed.map((name) => index.get(name)) });
  }
  return result;
}
