import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Order} from '@packline/core';
import {newSession, signIn, whenLive} from './support/browser.ts';
import {useDemoShop} from './support/demo-shop.ts';
import {findUnpacked, openPacker, packAll, readEvents, rowOf} from './support/orders.ts';

/** The deadline one tab has to show what another one did. */
const OTHER_TAB_WITHIN_MS = 1000;

const shop = useDemoShop();

test('with the server stopped, one tab packs and verifies, the other shows it, a reload keeps it, and the server gets it exactly once', async () => {
  const {context, page: tabA, complaints} = await newSession(shop.browser);
  await signIn(tabA, shop.server.url, shop.server.token);
  await whenLive(tabA);
  await tabA.evaluate(async () => void (await navigator.serviceWorker.ready));
  const tabB = await context.newPage();
  await tabB.goto(`${shop.server.url}/desk`);
  await whenLive(tabB);
  const order = await findUnpacked(shop.server);
  await tabB.getByRole('searchbox', {name: 'Search orders'}).fill(order.number);
  await rowOf(tabB, order.number).waitFor();

  await shop.server.stop();
  const packer = await openPacker(tabA, order.number);
  await packAll(packer);
  await packer.getByRole('switch', {name: 'Verify Packed'}).click();
  await rowOf(tabB, order.number).filter({hasText: 'Packed'}).filter({hasText: 'Unsent'}).waitFor({timeout: OTHER_TAB_WITHIN_MS});

  // The page itself comes from the service worker, the orders from the device.
  await tabA.goto(`${shop.server.url}/desk`);
  await tabA.reload();
  await tabA.getByRole('searchbox', {name: 'Search orders'}).fill(order.number);
  await rowOf(tabA, order.number).filter({hasText: 'Packed'}).filter({hasText: 'Unsent'}).waitFor();
  assert.match(await tabA.locator('order-desk header').first().innerText(), /Offline/);

  await shop.server.start();
  await rowOf(tabA, order.number).filter({hasText: 'Packed'}).filter({hasNotText: 'Unsent'}).waitFor({timeout: 30_000});
  await rowOf(tabB, order.number).filter({hasNotText: 'Unsent'}).waitFor({timeout: 30_000});
  const packs = order.lines.filter((line) => line.requiresShipping).length;
  const events = await readEvents(shop.server, order.id);
  assert.equal(events.filter((type) => type === 'parcel.packed').length, packs);
  assert.equal(events.filter((type) => type === 'parcel.verified').length, 1);
  const after = await shop.server.api<Order>(`/v1/orders/${order.id}`);
  assert.equal(after.fulfillment, 'packed');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a lost acknowledgement leads to no false refusal, no double pack and no jump back', async () => {
  const {context, page} = await newSession(shop.browser, {serviceWorkers: 'block'});
  await signIn(page, shop.server.url, shop.server.token);
  await whenLive(page);
  const order = await findUnpacked(shop.server, 1);
  await page.getByRole('searchbox', {name: 'Search orders'}).fill(order.number);
  await rowOf(page, order.number).waitFor();

  // The server commits, the reply never arrives; twice, then the line is good again.
  let lost = 0;
  await page.route('**/v1/commands*', async (route) => {
    if (route.request().method() !== 'POST' || lost >= 2) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort('connectionreset');
  });
  // Everything the list ever says about this order, in order.
  await page.evaluate((number) => {
    const said: string[] = [];
    Object.assign(window, {said});
    const table = document.querySelector('order-desk')?.shadowRoot?.querySelector('order-table')?.shadowRoot;
    const note = () => {
      for (const row of table?.querySelectorAll('.row:not([hidden])') ?? []) {
        const text = (row.querySelector('.status') as HTMLElement | null)?.textContent ?? '';
        if (row.textContent?.includes(number) && said.at(-1) !== text) said.push(text);
      }
    };
    if (table) new MutationObserver(note).observe(table, {subtree: true, childList: true, characterData: true, attributes: true});
    note();
  }, order.number);

  const line = order.lines.find(({requiresShipping}) => requiresShipping);
  assert.ok(line);
  const packer = await openPacker(page, order.number);
  await packer.getByRole('button', {name: /^Pack to #1/}).first().click();
  await page.waitForFunction(() => (window as unknown as {said: string[]}).said.some((text) => text.includes('Packing') || text.includes('Packed')));
  await packer.getByRole('button', {name: /back/i}).first().click();
  await rowOf(page, order.number).filter({hasNotText: 'Unsent'}).filter({hasText: /Pack(ing|ed)/}).waitFor({timeout: 30_000});

  assert.equal(lost, 2, 'both replies were dropped');
  const events = await readEvents(shop.server, order.id);
  assert.equal(events.filter((type) => type === 'parcel.packed').length, 1, 'packed once');
  const after = await shop.server.api<Order>(`/v1/orders/${order.id}`);
  assert.equal(after.parcels[0]?.contents[0]?.quantity, line.quantity);
  const said = await page.evaluate(() => (window as unknown as {said: string[]}).said);
  const firstPacked = said.findIndex((text) => /Pack(ing|ed)/.test(text));
  assert.ok(firstPacked >= 0 && said.slice(firstPacked).every((text) => /Pack(ing|ed)/.test(text)), `the view jumped back: ${said.join(' → ')}`);
  assert.equal(await page.locator('order-table').getByText(/was refused/).count(), 0);
  await context.close();
});
