// SPDX-License-Identifier: Apache-2.0
// Expands value sets into (code, system) pairs; what can't be listed (grammars, foreign systems) stays unbound.
export class ValueSets {
  constructor(entries) {
    this.sets = new Map();
    this.systems = new Map();
    for (const { resource } of entries) {
      const into = resource.resourceType === 'ValueSet' ? this.sets : this.systems;
      if (!into.has(resource.url)) into.set(resource.url, resource);
    }
  }

  expand(canonical) {
    const compose = this.sets.get(canonical?.replace(/\|.*$/, ''))?.compose;
    if (compose === undefined) return undefined;
    const listed = [];
    for (const include of compose.include) {
      const codes = this.#include(include);
      if (codes === undefined) return undefined;
      listed.push(...codes);
    }
    const dropped = new Set();
    for (const exclude of compose.exclude ?? []) {
      const codes = this.#include(exclude);
      if (codes === undefined) return undefined;
      for (const pair of codes) dropped.add(pair.join('|'));
    }
    const left = listed.filter((pair) => !dropped.has(pair.join('|')));
    return left.length === 0 ? undefined : left;
  }

  #include({ system, concept, filter, valueSet }) {
    if (valueSet !== undefined) {
      if (system !== undefined || valueSet.length !== 1) return undefined;
      return this.expand(valueSet[0]);
    }
    if (concept !== undefined) return concept.map(({ code }) => [code, system]);
    const definition = this.systems.get(system);
    if (filter !== undefined || definition?.content !== 'complete') return undefined;
    const codes = [];
    const walk = (concepts) => {
      for (const { code, concept: children } of concepts ?? []) {
        codes.push([code, system]);
        walk(children);
      }
    };
    walk(definition.concept);
    return codes;
  }
}
