import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isInWorkingSet, recentSinceMs} from '@packline/client';
import type {ChangesPage, NewOrder, Order} from '@packline/core';
import fc from 'fast-check';
import {checkProperty} from './support/check-property.ts';
import {give, packAndSend, place, placePaid} from './support/commands.ts';
import {createTestClock, startTestServer, type TestServer} from './support/start-test-server.ts';

const DAY_MS = 86_400_000;
const PART = 'scope=open%2B90d';

/** A replica of part of the feed, as a device keeps it. */
function createReader(server: TestServer, limit = 200) {
  const orders = new Map<string, Order>();
  let cursor = '';
  return {
    orders,
    ids: () => [...orders.keys()].sort(),
    get cursor() {
      return cursor;
    },
    /** Reads one page; settles with it. */
    async page(): Promise<ChangesPage> {
      const page = await server.askJson<ChangesPage>(`/v1/changes?${PART}&limit=${limit}&after=${cursor}`);
      cursor = page.cursor;
      for (const order of page.orders) orders.set(order.id, order);
      for (const id of page.removed) orders.delete(id);
      return page;
    },
    async readAll(): Promise<void> {
      while ((await this.page()).hasMore);
    },
  };
}

const ago = (days: number, from: string): Partial<NewOrder> => ({placedAt: new Date(Date.parse(from) - days * DAY_MS).toISOString()});

test('open and recent orders come; old finished ones do not, and are not taken back either', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const now = clock.now();
  await server.apply(placePaid('old-open', ago(300, now)), placePaid('old-done', ago(300, now)), ...packAndSend('old-done'), placePaid('new-done', ago(10, now)), ...packAndSend('new-done'), place('new-open'));
  const reader = createReader(server);
  const first = await reader.page();
  assert.deepEqual([reader.ids(), first.removed, first.hasMore], [['new-done', 'new-open', 'old-open'], [], false]);
  assert.ok(first.settings);
  assert.match(first.cursor, /^[A-Za-z0-9_.-]+$/, 'fit for an address');
});

test('what leaves the part is told as removed, and comes back when it is open again', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock, undoSeconds: 60});
  await server.apply(placePaid('o1', ago(300, clock.now())), place('o2'));
  const reader = createReader(server);
  await reader.readAll();
  const [pack1, pack2, verify, send] = packAndSend('o1');
  assert.ok(pack1 && pack2 && verify && send);
  await server.apply(pack1, pack2, verify, send);
  assert.deepEqual((await reader.page()).removed, ['o1']);
  assert.deepEqual(reader.ids(), ['o2']);
  await server.apply(give('o1', {type: 'order.undo', undoes: send.id}));
  await reader.page();
  assert.deepEqual(reader.ids(), ['o1', 'o2']);
});

test('what only grows too old is removed on the day it does', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  await server.apply(placePaid('done'), ...packAndSend('done'), placePaid('open'));
  const reader = createReader(server);
  await reader.readAll();
  clock.turn(89 * DAY_MS);
  assert.deepEqual((await reader.page()).removed, [], 'the 90th day is still recent');
  clock.turn(DAY_MS);
  assert.deepEqual((await reader.page()).removed, ['done']);
  assert.deepEqual((await reader.page()).removed, [], 'once');
  assert.deepEqual(reader.ids(), ['open']);
});

test('a cursor is good for its scope alone, and not after a season away', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  await server.apply(place('o1'));
  const reader = createReader(server);
  await reader.readAll();
  const whole = await server.askJson<ChangesPage>('/v1/changes?scope=all');
  const status = async (query: string): Promise<number> => (await server.ask(`/v1/changes?${query}`)).status;
  assert.equal(await status(`after=${reader.cursor}`), 410);
  assert.equal(await status(`scope=all&after=${reader.cursor}`), 410);
  assert.equal(await status(`${PART}&after=${whole.cursor}`), 410);
  assert.equal(await status(`scope=open+90d&after=${reader.cursor}`), 200, 'a plus sign that was not written otherwise');
  for (const scope of ['open', 'open%2B30d', 'ALL', '']) assert.equal(await status(`scope=${scope}`), 400, scope);
  clock.turn(91 * DAY_MS);
  assert.equal(await status(`${PART}&after=${reader.cursor}`), 410);
});

test('a first reading in pages stays true while orders change under it', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const now = clock.now();
  await server.apply(...Array.from({length: 30}, (_, index) => placePaid(`o${index}`, ago(index % 2 === 0 ? 1 : 300, now))));
  const reader = createReader(server, 7);
  await reader.page();
  // One that was read, one that was not: both leave; and one more comes.
  for (const id of ['o1', 'o21']) await server.apply(...packAndSend(id));
  await server.apply(place('late'));
  await reader.readAll();
  assert.deepEqual(reader.ids(), [...Array.from({length: 30}, (_, index) => `o${index}`).filter((id) => id !== 'o1' && id !== 'o21'), 'late'].sort());
});

test('a long feed with little in it is looked through to its end', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const {storage, storeId} = server.services;
  await server.apply(placePaid('first'), placePaid('done', ago(300, clock.now())), ...packAndSend('done'));
  // As after years of changes: far more positions than are looked through in one go.
  await storage.transact(async (transaction) => void (await transaction.takePositions(storeId, 50_000)));
  await server.apply(placePaid('last'));
  const reader = createReader(server);
  await reader.readAll();
  assert.deepEqual(reader.ids(), ['first', 'last']);
});

test('whatever happens between the pages, a reader ends with exactly what belongs to the part', async (t) => {
  type Act = {readonly kind: 'place' | 'send' | 'cancel' | 'page' | 'days'; readonly pick: number};
  const acts = fc.array(fc.record<Act>({kind: fc.constantFrom('place', 'send', 'cancel', 'page', 'days'), pick: fc.nat(400)}), {minLength: 5, maxLength: 40});
  const property = fc.asyncProperty(acts, fc.integer({min: 1, max: 4}), async (history, limit) => {
    const clock = createTestClock();
    const server = await startTestServer(t, {clock});
    try {
      let reader = createReader(server, limit);
      // A reader who was away too long is sent back to the beginning, as the engine does.
      const cameBack = async (): Promise<typeof reader> => ((await server.ask(`/v1/changes?${PART}&after=${reader.cursor}`)).status === 410 ? createReader(server, limit) : reader);
      const ids: string[] = [];
      for (const {kind, pick} of history) {
        const id = ids[pick % Math.max(1, ids.length)];
        if (kind === 'place') await server.apply(placePaid(`o${ids.push(`o${ids.length}`) - 1}`, ago(pick, clock.now())));
        else if (kind === 'page') await (reader = await cameBack()).page();
        else if (kind === 'days') clock.turn((pick % 50) * DAY_MS);
        else if (id !== undefined) await server.push(kind === 'send' ? packAndSend(id) : [give(id, {type: 'order.cancel'})]);
      }
      const {settings} = await server.services.storage.readFeedState(server.services.storeId);
      const since = recentSinceMs(clock.now(), settings.timeZone);
      const whole = await server.askJson<ChangesPage>('/v1/changes?limit=1000');
      const again = await cameBack();
      await again.readAll();
      assert.deepEqual(again.ids(), whole.orders.filter((order) => isInWorkingSet(order, since)).map(({id}) => id).sort());
      for (const order of whole.orders) if (again.orders.has(order.id)) assert.deepEqual(again.orders.get(order.id), order);
    } finally {
      await server.stop();
    }
  });
  await checkProperty(t, property, {runs: 15});
});
