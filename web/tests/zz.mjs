import { launch, open, pages, visit, signIn } from './drive.mjs';
import { startMock } from './mock/server.mjs';
const mock = await startMock(); const b = await launch();
const { page, problems } = await open(b, mock, {role:'privacy_officer'});
await visit(page, {path:'/touched',role:'p'});
await page.getByLabel('Name begins with').fill('ama');
await page.getByRole('button',{name:'Show accesses of Amara Oyelaran'}).click();
await page.waitForTimeout(1500);
console.log(problems, mock.faults, page.url(), await page.evaluate(()=>JSON.stringify(history.state)), (await page.locator('main').innerText()).slice(0,300));
await b.close(); await mock.stop(); process.exit(0)
