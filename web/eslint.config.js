// SPDX-License-Identifier: Apache-2.0
// Lint rules; the zones are made from the folder list, so that a new feature is walled off from its first line.
import { readdirSync } from 'node:fs';
import { importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const features = readdirSync('src/features');
const zones = [
  ...features.map((feature) => ({
    target: `./src/features/${feature}`,
    from: './src/features',
    except: [`./${feature}`],
    message: 'Features never import features: share through src/shared, compose in src/app.',
  })),
  { target: './src/features', from: './src/app', message: 'The app composes features, not the other way round.' },
  { target: './src/shared', from: ['./src/features', './src/app'], message: 'shared knows no feature.' },
  { target: './src/wire', from: ['./src/features', './src/app', './src/shared'], message: 'wire knows only the schema.' },
];

export default tseslint.config(
  { ignores: ['dist', 'src/wire/generated', 'tests/pictures'] },
  { files: ['src/**/*.{ts,tsx}'], extends: [...tseslint.configs.strict, reactHooks.configs.flat.recommended] },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/extensions': ['.ts', '.tsx'] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
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
  // texts hold both languages of a subject side by side
  { files: ['src/**/*texts.ts'], rules: { 'max-lines': 'off' } },
);
