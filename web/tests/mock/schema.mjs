// SPDX-License-Identifier: Apache-2.0
// Holds requests and answers of the mock server to src/api/openapi.json, so that pages are built on what the schema says.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';

const document = JSON.parse(readFileSync(new URL('../../../src/api/openapi.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020.default({ strict: false, allErrors: true });
ajv.addSchema(document, 'api');
const compiled = new Map();

function check(reference, value) {
  const pointer = `api${reference}`;
  if (!compiled.has(pointer)) compiled.set(pointer, ajv.compile({ $ref: pointer }));
  const validate = compiled.get(pointer);
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

/** The operation at a path, with the handle in it; null when there is none. */
export function find(method, path) {
  for (const [template, item] of Object.entries(document.paths)) {
    const match = new RegExp(`^${template.replace('{handle}', '([A-Za-z0-9_-]+)')}$`).exec(path);
    const operation = item[method.toLowerCase()];
    if (match && operation) return { template, operation, handle: match[1] };
  }
  return null;
}

const parameter = (one) => (one.$ref ? document.components.parameters[one.$ref.split('/').at(-1)] : one);

/** What is wrong with a request, or null. */
export function faultOfRequest(operation, query, body) {
  const known = (operation.parameters ?? []).map(parameter).filter(({ in: where }) => where === 'query');
  for (const name of query.keys()) if (!known.some((one) => one.name === name)) return `unknown parameter ${name}`;
  for (const one of known) if (one.required && !query.has(one.name)) return `parameter ${one.name} is missing`;
  const wanted = operation.requestBody?.content['application/json'].schema.$ref;
  if (!wanted) return body === undefined ? null : 'no body expected';
  return check(wanted, body);
}

/** What is wrong with an answer of ours, or null. */
export function faultOfAnswer(operation, status, body) {
  const said = operation.responses[status];
  if (!said) return `status ${status} is not in the schema`;
  return said.content ? check(said.content['application/json'].schema.$ref, body) : null;
}
