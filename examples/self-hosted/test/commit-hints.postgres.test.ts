import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openPostgres} from '../src/storage/postgres/open-postgres.ts';
import {createSharedWakeBus} from '../src/shared-wake-bus.ts';
import type {Wake} from '../src/wake-bus.ts';
import {place} from './support/commands.ts';
import {startTestServer, temporaryDirectory} from './support/start-test-server.ts';
import {administer, usePostgres} from './support/test-database.ts';

const warn = (): void => {};
const quiet = {info: warn, warn, error: warn};

/** Calls back with what comes, one at a time. */
function queue<Item>(): {put(item: Item): void; next(): Promise<Item>} {
  const items: Item[] = [];
  const waiting: ((item: Item) => void)[] = [];
  return {
    put(item) {
      const first = waiting.shift();
      if (first) first(item);
      else items.push(item);
    },
    next: () => new Promise((resolve) => {
      const item = items.shift();
      if (item === undefined) waiting.push(resolve);
      else resolve(item);
    }),
  };
}

test('what one process hints at, the others hear, each for its own store; a listener that was cut off is told to look again', async (t) => {
  const url = await usePostgres(t, temporaryDirectory(t));
  const [one, other] = await Promise.all([openPostgres(url.href, {pool: 2, warn}), openPostgres(url.href, {pool: 2, warn})]);
  assert.ok(one.hints && other.hints);
  const heard = queue<number>();
  const elsewhere = queue<number>();
  other.hints.listen('main', heard.put);
  one.hints.listen('other', elsewhere.put);
  assert.deepEqual([await heard.next(), await elsewhere.next()], [Infinity, Infinity], 'something may have been missed until now');
  await one.hints.tell('main', 7);
  assert.equal(await heard.next(), 7);
  const {rowCount} = await administer((client) => client.query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = $1", [url.pathname.slice(1)]));
  assert.equal(rowCount, 1);
  assert.equal(await heard.next(), Infinity);
  await one.hints.tell('main', 8);
  assert.equal(await heard.next(), 8);
  await Promise.all([one.release(), other.release()]);
  await one.hints.tell('main', 9);
});

test('without any hint the feed is looked at all the same, and what moved is named', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('before'));
  const {storage, storeId} = server.services;
  const bus = createSharedWakeBus({storage: {readMoves: storage.readMoves, hints: undefined}, storeId, log: quiet, from: 1});
  t.after(() => bus.stop());
  const wakes = queue<Wake>();
  bus.subscribe(wakes.put);
  await server.apply(place('o1'), place('o2'));
  const {position, orders} = await wakes.next();
  assert.deepEqual([position, [...orders]], [3, [['o1', 2], ['o2', 3]]]);

  // Its own commits are told at once; those of others that lie between are not forgotten.
  await server.apply(place('o3'));
  const result = await server.apply(place('mine'));
  bus.publish({position: result[0]?.position ?? 0, orders: new Map([['mine', result[0]?.position ?? 0]])});
  const told = new Map([...(await wakes.next()).orders, ...(await wakes.next()).orders]);
  assert.deepEqual([...told.keys()].sort(), ['mine', 'o3']);
});
