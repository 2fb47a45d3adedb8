import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import type {Locator, Page} from 'playwright-core';
import {navigationCount, newSession, type Session, signIn, whenLive} from './support/browser.ts';
import {useDemoShop} from './support/demo-shop.ts';
import {placeOrder, uploadReceipt} from './support/shopper.ts';

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const IMPORTER = at('../../node-scripts/import-orders.ts');
const SLICE = at('../../node-scripts/fixtures/online-retail-500.csv.gz');
/** The deadline the main job is held to, for everything that has to show by itself. */
const SHOWS_WITHIN_MS = 2000;

let desk: Session;

const shop = useDemoShop(async () => {
  await run(process.execPath, [IMPORTER, process.env['PACKLINE_DATA'] ?? SLICE], {env: {...process.env, PACKLINE_URL: shop.server.url, PACKLINE_TOKEN: shop.server.token}, maxBuffer: 64 * 1024 * 1024});
  desk = await newSession(shop.browser);
  await signIn(desk.page, shop.server.url, shop.server.token);
  await whenLive(desk.page);
});

/** Rows of the list that are on screen and contain all of `words`. */
function rows(page: Page, ...words: string[]): Locator {
  return words.reduce((found, word) => found.filter({hasText: word}), page.locator('order-table .rows .row:visible'));
}

async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox', {name: 'Search orders'}).fill(words);
}

/** "12 results" in the foot of the list. */
async function waitForResults(page: Page, count: RegExp): Promise<void> {
  await page.locator('order-table footer').getByText(count).waitFor();
}

async function openOrder(page: Page, number: string): Promise<void> {
  await page.goto(`${shop.server.url}/desk`);
  await search(page, number);
  await rows(page, number).first().getByRole('button', {name: `Open ${number}`}).click();
}

/** How many orders the server's own search finds: it counts exactly to a thousand, past that its pages are counted. */
async function countOnServer(words: string): Promise<number> {
  let found = 0;
  for (let after = ''; ; ) {
    const page = await shop.server.api<{orders: unknown[]; cursor: string | null; hasMore: boolean; count: number; countIsExact: boolean}>(`/v1/orders?limit=500&q=${encodeURIComponent(words)}${after}`);
    if (page.countIsExact && found === 0) return page.count;
    found += page.orders.length;
    if (!page.hasMore || page.cursor === null) return found;
    after = `&after=${encodeURIComponent(page.cursor)}`;
  }
}

test('part of a product name, an invoice number, a customer id and a Chinese name each find the right orders', async () => {
  const {page} = desk;
  // Every row that is found has the words, and the count is what the server's own search says.
  for (const words of ['HANGING HEART', '536365', '17850', '陳嘉欣']) {
    const count = await countOnServer(words);
    assert.ok(count > 0, `the server finds nothing for ${words}`);
    await search(page, words);
    await waitForResults(page, new RegExp(`^${count.toLocaleString('en')} results?$`));
  }
  await search(page, '536365');
  await rows(page, '536365', 'Processing').first().waitFor();
  await search(page, '陳嘉欣');
  const found = await rows(page).allInnerTexts();
  assert.ok(found.length > 0 && found.every((row) => row.includes('陳嘉欣')), found.join('\n'));
  await search(page, '');
});

test('an uploaded receipt shows in the open desk within two seconds; accepted, the order goes on and one mail leaves', async () => {
  const {page} = desk;
  await page.getByRole('tab', {name: /To review/}).click();
  const shopper = await placeOrder(shop.browser, shop.server.url, '測試顧客 Accept');
  const polls: string[] = [];
  page.on('request', (request) => polls.push(new URL(request.url()).pathname));
  // An idle desk asks nothing: changes come by the stream.
  await page.waitForTimeout(3000);
  assert.deepEqual(polls.filter((path) => path !== '/v1/changes'), [], 'an idle desk only reads when it is told to');
  assert.ok(polls.length <= 1, `an idle desk read ${polls.length} times`);

  await search(page, shopper.number);
  await uploadReceipt(shopper);
  await rows(page, shopper.number, 'Receipt to review').waitFor({timeout: SHOWS_WITHIN_MS});
  assert.equal(await navigationCount(page), 1, 'the desk was not loaded again');

  await rows(page, shopper.number).getByRole('button', {name: `Open ${shopper.number}`}).click();
  await page.getByRole('button', {name: 'Receipt', exact: true}).click();
  await page.locator('receipt-review canvas[role=img]').waitFor();
  await page.locator('receipt-review').getByRole('button', {name: /^Accept HK\$/}).click();
  await page.getByRole('dialog').getByRole('button', {name: 'OK'}).click();
  await shopper.page.locator('order-status').getByText('Processing').first().waitFor({timeout: SHOWS_WITHIN_MS});

  const mails = await desk.context.newPage();
  await mails.goto(`${shop.server.url}/mails`);
  assert.equal(await mails.getByText(shopper.number).count() > 0, true, 'the confirmation is in the mail outbox');
  assert.equal(await mails.getByRole('link', {name: new RegExp(shopper.number)}).count(), 1, 'one mail, not two');
  await mails.close();
  assert.equal(await navigationCount(shopper.page), 1, 'the shopper’s page was not loaded again');
});

test('a denied receipt brings the clerk’s words to the shopper', async () => {
  const {page} = desk;
  const shopper = await placeOrder(shop.browser, shop.server.url, '測試顧客 Deny');
  await uploadReceipt(shopper);
  await openOrder(page, shopper.number);
  await page.getByRole('button', {name: 'Receipt', exact: true}).click();
  const words = '收據上的金額不符 <b>please upload again</b>';
  await page.getByLabel('Message to the customer').fill(words);
  await page.locator('receipt-review').getByRole('button', {name: /^Deny/}).click();
  await shopper.page.locator('order-status').getByText(words).waitFor({timeout: SHOWS_WITHIN_MS});
  await shopper.page.locator('order-status').getByText('Receipt denied').first().waitFor();
});

test('an order is packed into two parcels, verified and sent; the shopper’s page turns Complete within two seconds', async () => {
  const {page} = desk;
  const shopper = await placeOrder(shop.browser, shop.server.url, '測試顧客 Pack', ['TEA-DD-150', 'TEA-TGY-200']);
  await uploadReceipt(shopper);
  await openOrder(page, shopper.number);
  await page.getByRole('button', {name: 'Receipt', exact: true}).click();
  await page.locator('receipt-review').getByRole('button', {name: /^Accept HK\$/}).click();
  await page.getByRole('dialog').getByRole('button', {name: 'OK'}).click();
  await shopper.page.locator('order-status').getByText('Processing').first().waitFor();

  await page.goto(`${shop.server.url}/desk`);
  await search(page, shopper.number);
  await rows(page, shopper.number).getByRole('button', {name: /Delivery/}).click();
  const packer = page.locator('parcel-packer');
  await packer.getByRole('button', {name: /^Pack to #1/}).first().click();
  await packer.getByRole('button', {name: '+ Add Parcel'}).click();
  await packer.getByRole('tab', {name: /#2 Parcel/}).click();
  await packer.getByRole('button', {name: /^Pack to #2/}).first().click();
  for (const parcel of ['#1', '#2']) {
    await packer.getByRole('tab', {name: new RegExp(`${parcel} Parcel`)}).click();
    await packer.getByRole('switch', {name: 'Verify Packed'}).click();
    await packer.getByRole('switch', {name: 'Ready to ship'}).click();
    await packer.getByLabel('Remark for the customer').fill(`SF1432 0098 771${parcel.slice(1)} 00`);
    await packer.getByRole('button', {name: /^Send/}).click();
  }
  await shopper.page.locator('order-status').getByText('Complete').first().waitFor({timeout: SHOWS_WITHIN_MS});
  await shopper.page.locator('order-status').getByText('SF14320098771200', {exact: true}).waitFor();
  assert.equal(await navigationCount(shopper.page), 1);
});

test('no page complained', () => {
  assert.deepEqual(desk.complaints, []);
});
