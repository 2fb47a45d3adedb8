import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Order, OrdersPage} from '@packline/core';
import type {Page} from 'playwright-core';
import {orderIn, signedMessage} from '../test/support/signed-message.ts';
import {newSession, signIn, whenLive, type Session} from './support/browser.ts';
import {useDemoShop} from './support/demo-shop.ts';
import {rowOf} from './support/orders.ts';

/** The deadline an open desk has to show what another channel brought. */
const IN_THE_DESK_WITHIN_MS = 2000;

const shop = useDemoShop();

async function open(path: string): Promise<Session> {
  const session = await newSession(shop.browser);
  await signIn(session.page, shop.server.url, shop.server.token);
  if (path !== '/desk') await session.page.goto(`${shop.server.url}${path}`);
  return session;
}

async function openTill(): Promise<Session> {
  const session = await open('/till');
  await session.page.locator('.till-state[data-phase=live]').waitFor();
  await session.page.locator('.product').first().waitFor();
  return session;
}

/** Types what a scanner would type, and charges, without a pointer. */
async function sellByKeyboard(page: Page, codes: readonly string[], more: () => Promise<void> = async () => {}): Promise<void> {
  await page.keyboard.press('/');
  for (const code of codes) {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
  }
  await more();
  await page.keyboard.press('Control+Enter');
  await page.locator('dialog[open] .slip').waitFor();
}

async function numberOnSlip(page: Page): Promise<string> {
  const words = await page.locator('dialog .slip-number').filter({hasText: /\d/}).innerText();
  return /\d+/.exec(words)?.[0] ?? '';
}

const rowsOf = (page: Page, number: string) => page.locator('order-table .rows .row:visible').filter({has: page.getByText(number, {exact: true})});

async function appears(desk: Page, number: string): Promise<void> {
  await rowOf(desk, number).waitFor({timeout: IN_THE_DESK_WITHIN_MS});
  assert.equal(await rowsOf(desk, number).count(), 1, `${number} once`);
}

const found = async (query: string): Promise<readonly Order[]> => (await shop.server.api<OrdersPage>(`/v1/orders?${new URLSearchParams({q: query, sort: '-placedAt'})}`)).orders;

test('a till sale, a message delivered three times and an order by token appear in an open desk, once each', async () => {
  const desk = await open('/desk');
  await whenLive(desk.page);

  const owner = await open('/channels');
  await owner.page.getByLabel('Name').fill('Web shop');
  await owner.page.getByRole('button', {name: 'Make a channel'}).click();
  const address = await owner.page.locator('.made code').first().innerText();
  const secret = await owner.page.locator('.made .secret').innerText();
  await owner.page.getByRole('link', {name: 'API tokens'}).click();
  await owner.page.getByLabel('What is it for?').fill('Partner shop');
  await owner.page.getByLabel('What may it do?').selectOption('channel');
  await owner.page.getByRole('button', {name: 'Make a token'}).click();
  const token = await owner.page.locator('code').innerText();

  const till = await openTill();
  await sellByKeyboard(till.page, ['GW-110-W', 'GW-110-W', 'TEA-GM-250']);
  const sold = await numberOnSlip(till.page);
  await appears(desk.page, sold);
  assert.match(await rowOf(desk.page, sold).innerText(), /Complete[\s\S]*Handed over/);
  const [sale] = await found(sold);
  assert.ok(sale);
  assert.deepEqual([sale.channel.code, sale.status, sale.statusDetail?.code, sale.payment, sale.totals.payable.amount, sale.parcels], ['till', 'complete', 'handed_over', 'paid', 78_900, []]);

  const message = () => fetch(address, signedMessage(secret, {id: 'msg_1', body: JSON.stringify(orderIn('W-1'))}));
  const answers = await Promise.all([message(), message(), message()]);
  assert.deepEqual(answers.map(({status}) => status), [200, 200, 200]);
  const [first] = answers;
  assert.ok(first);
  const {number} = (await first.json()) as {number: string};
  await appears(desk.page, number);

  const placed = await fetch(`${shop.server.url}/v1/channel/orders`, {method: 'POST', headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'}, body: JSON.stringify(orderIn('P-1'))});
  assert.equal(placed.status, 201);
  const byToken = (await placed.json()) as {number: string};
  await appears(desk.page, byToken.number);

  for (const [query, count] of [['channel:"Web shop"', 1], ['channel:"Partner shop"', 1], [`channel:till number:${sold}`, 1]] as const) assert.equal((await found(query)).length, count, query);
  await owner.page.goto(`${shop.server.url}/channels`);
  await owner.page.locator('.log [data-outcome=placed]').filter({hasText: '3 times'}).waitFor();
  assert.deepEqual([...desk.complaints, ...owner.complaints, ...till.complaints], []);
  for (const {context} of [desk, owner, till]) await context.close();
});

test('kept for collection, a sale has one parcel and waits to be packed; what the till shows is what is written down', async () => {
  const till = await openTill();
  const {page} = till;
  await page.locator('[data-sku="TEA-DD-150"]').click();
  await page.getByRole('button', {name: /^One 凍頂烏龍.* more$/}).click();
  await page.getByLabel('Keep for collection').check();
  assert.match(await page.locator('#charge-why').innerText(), /name of whoever collects/);
  await page.getByLabel('Name').fill('何美玲 Ho Mei Ling');
  await page.getByLabel('On collection').check();
  await page.getByLabel('Discount').fill('12.5%');
  assert.equal(await page.locator('.sum-total').innerText(), 'HK$665.00');
  await page.getByRole('button', {name: 'Keep, HK$665.00 to pay'}).click();
  const number = await numberOnSlip(page);
  assert.match(await page.locator('.slip').innerText(), /Goods kept for 何美玲 Ho Mei Ling\./);
  const [order] = await found(number);
  assert.ok(order);
  assert.deepEqual([order.shippingMethod.carrier, order.parcels.length, order.payment, order.status, order.totals.payable.amount, order.discounts[0]?.amount.amount], ['collect', 1, 'unpaid', 'processing', 66_500, 9500]);
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('dialog[open]').count(), 0, 'Enter begins the next sale');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'till-search');
  assert.deepEqual(till.complaints, []);
  await till.context.close();
});

test('with the server gone the till sells on, a reload loses nothing, and every sale arrives exactly once', async () => {
  const till = await openTill();
  const {page} = till;
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const before = (await found('channel:till')).length;
  await shop.server.stop();
  for (const code of ['YX-180', 'BS-01']) {
    await sellByKeyboard(page, [code], async () => page.getByLabel('Cash received').fill('2000'));
    assert.match(await page.locator('.slip').innerText(), /Number follows[\s\S]*Kept on this device/);
    await page.keyboard.press('Enter');
  }
  await page.reload();
  await page.locator('.till-state').filter({hasText: '2 not sent yet'}).waitFor();
  assert.equal(await page.locator('.product').count(), 16, 'the products of last time');
  await sellByKeyboard(page, ['TC-500']);
  await page.locator('.till-state').filter({hasText: '3 not sent yet'}).waitFor();

  await shop.server.start();
  await page.locator('.slip .sent').waitFor({timeout: 30_000});
  assert.match(await page.locator('.slip-number').innerText(), /^Order \d+$/);
  await page.locator('.till-state[data-phase=live]').filter({hasNotText: 'not sent'}).waitFor({timeout: 30_000});
  const sales = (await found('channel:till')).slice(0, 3);
  assert.equal((await found('channel:till')).length, before + 3);
  assert.deepEqual(sales.map(({lines}) => lines[0]?.sku ?? '').sort(), ['BS-01', 'TC-500', 'YX-180']);
  assert.ok(sales.every(({status, payment, statusDetail}) => status === 'complete' && payment === 'paid' && statusDetail?.code === 'handed_over'));
  assert.deepEqual(till.complaints, []);
  await till.context.close();
});

test('the till works on a phone by touch alone, in the dark and in Chinese', async () => {
  const {page, context, complaints} = await newSession(shop.browser, {viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true, colorScheme: 'dark'});
  await signIn(page, shop.server.url, shop.server.token);
  await page.goto(`${shop.server.url}/till?lang=zh-Hant`);
  await page.locator('[data-sku="TEA-LJ-080"]').tap();
  await page.locator('.till-dock').tap();
  await page.getByLabel('八達通').tap();
  const small = await page.locator('.till-cart button:visible, .till-cart .choice:visible').evaluateAll((controls) => controls.filter((control) => control.getBoundingClientRect().height < 44 && !control.classList.contains('link')).map((control) => control.outerHTML));
  assert.deepEqual(small, [], 'every control is large enough for a finger');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, 'nothing sticks out');
  await page.getByRole('button', {name: '收取 HK$388.00'}).tap();
  const number = await numberOnSlip(page);
  assert.equal((await found(number))[0]?.paymentMethod.code, 'octopus');
  assert.deepEqual(complaints, []);
  await context.close();
});
