// SPDX-License-Identifier: Apache-2.0
// Takes a picture of every page: `npm run pictures [-- name …]`, into tests/pictures/ (not in git).
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch, open, pages, visit } from './drive.mjs';
import { startMock } from './mock/server.mjs';

const folder = fileURLToPath(new URL('./pictures', import.meta.url));
mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
const looks = [
  { size: 'desktop', scheme: 'light', language: 'en' }, { size: 'phone', scheme: 'dark', language: 'es' },
  ...(process.env.ALL ? [{ size: 'phone', scheme: 'light', language: 'en' }, { size: 'desktop', scheme: 'dark', language: 'es' }] : []),
];

const mock = await startMock();
const browser = await launch();
for (const look of looks) {
  for (const one of pages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    mock.reset();
    const { context, page, problems } = await open(browser, mock, { ...look, role: one.role });
    await visit(page, one);
    await page.screenshot({ path: `${folder}/${one.name}-${look.size}-${look.scheme}-${look.language}.png`, fullPage: true });
    if (problems.length > 0) console.log(one.name, look, problems);
    await context.close();
  }
}
if (mock.faults.length > 0) console.log('faults:', [...new Set(mock.faults)]);
await browser.close();
await mock.stop();
