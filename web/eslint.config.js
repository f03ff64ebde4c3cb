// SPDX-License-Identifier: Apache-2.0
// Lint rules; the zones are made from the folder list, so that a new feature is walled off from its first line.
import { readdirSync } from 'node:fs';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const features = readdirSync('src/features');
const refuse = (regex, message) => ({ regex, message });
const noFeature = refuse('(^|/)features/', 'shared and wire know no feature.');
const noApp = refuse('(^|/)app/', 'The app composes features, not the other way round.');

/** Which imports a folder may not make. */
const zone = (folder, ...patterns) => ({ files: [`src/${folder}/**/*.{ts,tsx}`], rules: { 'no-restricted-imports': ['error', { patterns }] } });
const zones = [
  ...features.map((feature) => {
    const others = features.filter((other) => other !== feature).join('|');
    return zone(`features/${feature}`, noApp,
      refuse(`^(\\.\\./)+(features/)?(${others})/`, 'Features never import features: share through src/shared, compose in src/app.'));
  }),
  zone('shared', noFeature, noApp),
  zone('wire', noFeature, noApp, refuse('(^|/)shared/', 'wire knows only the schema.')),
];

export default tseslint.config(
  { ignores: ['dist', 'src/wire/generated', 'tests/pictures'] },
  { files: ['src/**/*.{ts,tsx}'], extends: [...tseslint.configs.strict, reactHooks.configs.flat.recommended] },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-globals': ['error', 'localStorage', 'sessionStorage', 'indexedDB'],
      'no-restricted-properties': ['error', { object: 'document', property: 'cookie' }, { property: 'innerHTML' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Text only.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels.' },
      ],
      'max-lines': ['error', { max: 300, skipComments: true }],
    },
  },
  ...zones,
  // texts hold both languages of a subject side by side
  { files: ['src/**/*texts.ts'], rules: { 'max-lines': 'off' } },
);
