// SPDX-License-Identifier: Apache-2.0
// Runs the mock server by hand, beside `npm run dev`.
import { accounts, code, password } from './data.mjs';
import { startMock } from './server.mjs';

const mock = await startMock(Number(process.env.PORT ?? 8180));
console.log(`mock: ${mock.url}\n${accounts.map(({ email, roles }) => `${roles}: ${email}`).join('\n')}\npassword: ${password}\ncode: ${code}`);
