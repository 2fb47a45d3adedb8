import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {createInterface} from 'node:readline';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {launchBrowser, newSession} from '../../self-hosted/journeys/support/browser.ts';
import {ServerProcess} from '../../self-hosted/journeys/support/server-process.ts';

const file = (name: string) => new URL(`../${name}`, import.meta.url);
const READY = /^The page is at (http:\/\/\S+)\/$/;

/** The example's own server, on a port that is free; answers with the address it prints. */
async function servePage(t: TestContext, env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [fileURLToPath(file('serve.mjs'))], {stdio: ['ignore', 'pipe', 'inherit'], env: {PATH: process.env['PATH'] ?? '', PORT: '0', ...env}});
  t.after(() => child.kill());
  for await (const line of createInterface({input: child.stdout})) {
    const address = READY.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  return assert.fail('The page was not served.');
}

test('the lines and the policy of the README are those of the files', async () => {
  const readme = await readFile(file('README.md'), 'utf8');
  assert.ok(readme.includes(`\`\`\`html\n${await readFile(file('index.html'), 'utf8')}\`\`\``));
  assert.ok(readme.includes(`\`\`\`text\n${await readFile(file('content-security-policy.txt'), 'utf8')}\`\`\``));
});

test('a page of another origin shows the orders live, under a strict policy and without a complaint', async (t) => {
  const server = await ServerProcess.start();
  t.after(() => server.remove());
  const line = {sku: 'TEA', name: '鐵觀音', quantity: 2, unitPrice: {amount: 64, scale: 0, currency: 'HKD'}};
  const order = {channel: {code: 'phone'}, customer: {name: '陳大文'}, paymentMethod: {code: 'cash', needsReceipt: false, allowUnpaidDispatch: false}, shippingMethod: {code: 'post', carrier: 'own'}, lines: [line]};
  await server.command({type: 'order.place', orderId: 'embedded-1', order: {...order, number: 'EMBED-1'}});

  const url = await servePage(t, {PACKLINE_URL: server.url, PACKLINE_TOKEN: server.token});
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const {page, complaints} = await newSession(browser);
  const answer = await page.goto(`${url}/`);
  assert.notEqual(new URL(url).origin, new URL(server.url).origin);
  assert.match(answer?.headers()['content-security-policy'] ?? '', /require-trusted-types-for 'script'; trusted-types lit-html$/);

  const table = page.locator('order-table');
  await table.getByText('EMBED-1').waitFor();
  await table.getByText('陳大文').waitFor();
  await server.command({type: 'order.place', orderId: 'embedded-2', order: {...order, number: 'EMBED-2'}});
  await table.getByText('EMBED-2').waitFor();
  assert.equal(await page.evaluate(() => performance.getEntriesByType('navigation').length), 1);
  assert.deepEqual(complaints, []);
});
