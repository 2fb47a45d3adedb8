import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {ChangesPage, LoggedEvent, Order} from '@packline/core';
import type {Page} from 'playwright-core';
import {newSession, type Session, signIn, whenLive} from './support/browser.ts';
import {useDemoShop} from './support/demo-shop.ts';
import {findUnpacked, openPacker, packAll, rowOf} from './support/orders.ts';

let packer: Session;
let orders: readonly Order[];

const shop = useDemoShop(async () => {
  orders = (await shop.server.api<ChangesPage>('/v1/changes?limit=1000')).orders;
  const owner = await newSession(shop.browser);
  await signIn(owner.page, shop.server.url, shop.server.token);
  await owner.page.getByRole('link', {name: 'API tokens'}).click();
  await owner.page.getByLabel('What is it for?').fill('Kit');
  await owner.page.getByLabel('What may it do?').selectOption('packer');
  await owner.page.getByRole('button', {name: 'Make a token'}).click();
  const token = await owner.page.locator('code').innerText();
  await owner.context.close();

  packer = await newSession(shop.browser);
  await signIn(packer.page, shop.server.url, token);
  await whenLive(packer.page);
});

/** Everything this site has put down on the device, as text; bytes as the letters they may stand for. */
async function readDevice(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const ask = <Result>(request: IDBRequest<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('The device could not be read.', {cause: request.error}));
      });
    const asText = (_key: string, value: unknown): unknown => {
      const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : undefined;
      return bytes === undefined ? value : ['utf-8', 'utf-16le'].map((encoding) => new TextDecoder(encoding).decode(bytes)).join(' ');
    };
    const kept = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})];
    for (const {name} of await indexedDB.databases()) {
      const database = await ask(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames) kept.push(JSON.stringify(await ask(database.transaction(store).objectStore(store).getAll()), asText));
      database.close();
    }
    return kept.join('\n');
  });
}

test('a packer sees the orders and not one amount, and is not led to receipts or to the owner’s pages', async () => {
  const {page} = packer;
  const order = await findUnpacked(shop.server);
  await page.getByRole('searchbox', {name: 'Search orders'}).fill(order.number);
  await rowOf(page, order.number).waitFor();
  assert.doesNotMatch(await page.locator('order-desk').innerText(), /HK\$|Review \d+ receipts/);
  assert.equal(await page.getByRole('link', {name: /Mails|API tokens/}).count(), 0);
  await rowOf(page, order.number).locator('.open-order').click();
  await page.locator('order-desk .order-pane').waitFor();
  const pane = await page.locator('order-desk .order-pane').innerText();
  assert.ok(pane.includes(order.lines[0]?.name ?? '?') && pane.includes(`…${(order.customer.phone ?? '').replace(/\D/g, '').slice(-4)}`));
  assert.doesNotMatch(pane, /HK\$|@/);
  await page.goto(`${shop.server.url}/desk`);
});

test('nothing on the packer’s device tells an address, a number or an amount', async () => {
  // The orders are put down a moment after they are shown.
  let kept = '';
  for (let round = 0; round < 100 && !orders.every(({number}) => kept.includes(number)); round += 1) {
    if (round > 0) await new Promise((resolve) => setTimeout(resolve, 200));
    kept = await readDevice(packer.page);
  }
  for (const {number} of orders) assert.ok(kept.includes(number), `order ${number} is on the device`);
  const names = orders.flatMap(({customer}) => customer.name ?? []);
  assert.ok(names.length > 100 && names.every((name) => kept.includes(name)), 'the device was read as it is written');
  for (const {number, customer, shippingAddress, totals, lines} of orders) {
    for (const secret of [customer.email, customer.phone, customer.phone?.replace(/\D/g, ''), shippingAddress?.phone]) if (secret) assert.ok(!kept.includes(secret), `${number}: ${secret}`);
    // Written as the documents write it, so that no other number is taken for it.
    for (const {amount} of [totals.total, totals.payable, ...lines.map(({unitPrice}) => unitPrice)]) if (amount > 0) assert.ok(!kept.includes(`"amount":${amount},`) && !kept.includes(`\\"amount\\":${amount},`), `${number}: ${amount}`);
  }
});

test('a packer packs, verifies and sends under their own name', async () => {
  const {page} = packer;
  const order = await findUnpacked(shop.server);
  const widget = await openPacker(page, order.number);
  await packAll(widget);
  await widget.getByRole('switch', {name: 'Verify Packed'}).click();
  await widget.getByRole('button', {name: /^Send/}).click();
  await widget.getByRole('button', {name: /back/i}).first().click();
  await rowOf(page, order.number).filter({hasText: 'Complete'}).filter({hasNotText: 'Unsent'}).waitFor();
  const {events} = await shop.server.api<{events: LoggedEvent[]}>(`/v1/orders/${order.id}/events`);
  const sent = events.find(({event}) => event.type === 'parcel.sent');
  assert.equal(sent?.event.by, 'Kit');
});

test('no page complained', () => {
  assert.deepEqual(packer.complaints, []);
});
