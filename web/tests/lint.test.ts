// SPDX-License-Identifier: Apache-2.0
// The walls between features, and the rules about storage and raw HTML, each shown to report a planted fault.
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const eslint = new ESLint({ cwd: new URL('..', import.meta.url).pathname });
async function rules(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

it.each([
  ['src/features/home/planted.ts', "export { slotsByDay } from '../booking/slots-by-day.ts';", 'no-restricted-imports'],
  ['src/features/home/planted.ts', "export { placesOf } from '../../app/places.ts';", 'no-restricted-imports'],
  ['src/shared/planted.ts', "export { slotsByDay } from '../features/booking/slots-by-day.ts';", 'no-restricted-imports'],
  ['src/wire/planted.ts', "export { env } from '../shared/env.ts';", 'no-restricted-imports'],
  ['src/shared/planted.ts', "localStorage.setItem('name', 'x');", 'no-restricted-globals'],
  ['src/shared/planted.tsx', "export const X = () => <p dangerouslySetInnerHTML={{ __html: 'x' }} />;", 'no-restricted-syntax'],
  ['src/shared/planted.ts', "export * from './env.ts';", 'no-restricted-syntax'],
])('%s with %s is refused', async (file, code, rule) => {
  expect(await rules(file, code)).toContain(rule);
}, 30_000);

it('lets a feature use what is shared', async () => {
  expect(await rules('src/features/home/planted.ts', "export { Page } from '../../shared/ui/page.tsx';\nexport { ahead } from './next-visit.ts';")).toEqual([]);
}, 30_000);
