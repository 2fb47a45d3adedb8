import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {EngineStatus, OrderEngine} from '@packline/core/engine';
import type {Page} from 'playwright-core';
import {newSession, signIn} from './support/browser.ts';
import {useDemoShop} from './support/demo-shop.ts';
import {findUnpacked, openPacker, packAll, readEvents, rowOf} from './support/orders.ts';
import {until} from './support/until.ts';

/** How soon another tab speaks with the server when the one that did is gone or frozen. */
const LEADS_WITHIN_MS = 10_000;

const shop = useDemoShop();

declare global {
  function noteSent(ids: string[]): Promise<void>;
}

/** Stops everything that runs in a page, as a browser does with one it freezes; its lock and its connection stay. */
async function freeze(page: Page): Promise<{thaw: () => Promise<void>}> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Debugger.enable');
  const paused = new Promise((resolve) => devtools.once('Debugger.paused', resolve));
  await devtools.send('Debugger.pause');
  await paused;
  return {
    thaw: async () => {
      await devtools.send('Debugger.resume');
      await devtools.detach();
    },
  };
}

/** The status of the desk's engine. */
async function statusOf(page: Page): Promise<EngineStatus> {
  return page.evaluate(() => {
    const desk = document.querySelector('order-desk') as unknown as {connectedEngine: OrderEngine};
    return desk.connectedEngine.status;
  });
}

/** Two tabs of one browser, the one that leads first, and every command id that either gave to the server. */
async function openTwoTabs(): Promise<{leader: Page; follower: Page; sent: string[]; complaints: string[]; close: () => Promise<void>}> {
  const {context, page: tabA, complaints} = await newSession(shop.browser);
  const sent: string[] = [];
  await context.exposeFunction('noteSent', (ids: string[]) => void sent.push(...ids));
  await context.addInitScript(() => {
    const {fetch} = globalThis;
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.method === 'POST' && request.url.includes('/v1/commands')) {
        const {commands} = (await request.clone().json()) as {commands: {id: string}[]};
        await noteSent(commands.map(({id}) => id));
      }
      return fetch(request);
    };
  });
  await signIn(tabA, shop.server.url, shop.server.token);
  await until('tab A leads', async () => (await statusOf(tabA)).leading && (await statusOf(tabA)).phase === 'live');
  const tabB = await context.newPage();
  await tabB.goto(`${shop.server.url}/desk`);
  await until('tab B follows', async () => (await statusOf(tabB)).phase === 'live');
  assert.deepEqual([(await statusOf(tabA)).leading, (await statusOf(tabB)).leading], [true, false]);
  return {leader: tabA, follower: tabB, sent, complaints, close: () => context.close()};
}

test('when the leading tab is frozen, the other leads within ten seconds, and nothing is sent twice', async () => {
  const {leader, follower, sent, complaints, close} = await openTwoTabs();
  const order = await findUnpacked(shop.server);
  const packer = await openPacker(follower, order.number);
  await packer.getByRole('button', {name: /^Pack to #1/}).first().waitFor();
  const {thaw} = await freeze(leader);
  const frozenAt = performance.now();
  let tookMs: number | undefined;
  const leads = until('the other tab leads', async () => (await statusOf(follower)).leading).then(() => (tookMs = performance.now() - frozenAt));
  await packAll(packer);
  await packer.getByRole('switch', {name: 'Verify Packed'}).click();
  await leads;
  assert.ok((tookMs ?? Infinity) <= LEADS_WITHIN_MS, `it took ${Math.round(tookMs ?? Infinity)} ms`);
  await until('everything is sent', async () => (await statusOf(follower)).unsentCount === 0);

  await thaw();
  await until('the first tab follows and shows it', async () => !(await statusOf(leader)).leading && (await statusOf(leader)).phase === 'live');
  await leader.getByRole('searchbox', {name: 'Search orders'}).fill(order.number);
  await rowOf(leader, order.number).filter({hasText: 'Packed'}).filter({hasNotText: 'Unsent'}).waitFor();
  await until('both have nothing to send', async () => (await statusOf(leader)).unsentCount === 0);
  assert.ok(sent.length > 1);
  assert.equal(new Set(sent).size, sent.length, `some commands were sent twice: ${sent.join(', ')}`);
  const events = await readEvents(shop.server, order.id);
  assert.equal(events.filter((type) => type === 'parcel.packed').length, order.lines.filter((line) => line.requiresShipping).length);
  assert.equal(events.filter((type) => type === 'parcel.verified').length, 1);
  assert.deepEqual(complaints, []);
  await close();
});

test('when the leading tab is killed before it hears the answer, the other leads within ten seconds, and nothing is carried out twice', async () => {
  const {leader, follower, sent, complaints, close} = await openTwoTabs();
  const order = await findUnpacked(shop.server, 1);
  // The server carries it out, the answer never reaches the leading tab.
  let isHeld = true;
  await leader.route('**/v1/commands*', async (route) => {
    if (!isHeld) return route.continue();
    await route.fetch();
  });
  const packer = await openPacker(leader, order.number);
  await packer.getByRole('button', {name: /^Pack to #1/}).first().click();
  await until('the server has it', async () => (await readEvents(shop.server, order.id)).includes('parcel.packed'));
  assert.ok((await statusOf(follower)).unsentCount > 0);
  const devtools = await leader.context().newCDPSession(leader);
  const gone = leader.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => {}); // nobody is left to answer
  await gone;
  isHeld = false;
  await until('the other tab leads', async () => (await statusOf(follower)).leading, LEADS_WITHIN_MS);
  await until('nothing waits', async () => (await statusOf(follower)).unsentCount === 0);
  assert.equal((await statusOf(follower)).refusedCount, 0);
  const events = await readEvents(shop.server, order.id);
  assert.equal(events.filter((type) => type === 'parcel.packed').length, 1);
  assert.equal(new Set(sent).size, 1, 'it was one command, asked about once more');
  assert.deepEqual(complaints, []);
  await close();
});
