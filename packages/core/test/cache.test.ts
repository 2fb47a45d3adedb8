import assert from 'node:assert/strict';
import {test} from 'node:test';
import {IDBFactory, IDBKeyRange} from 'fake-indexeddb';
import {prepareCache, requireState} from '../src/cache/cache-change.ts';
import type {EntryRecord} from '../src/cache/cache-records.ts';
import {ORDERS_PER_CHUNK, orderInChunk, toChunks} from '../src/cache/chunk-text.ts';
import {openDeviceCache} from '../src/cache/device-cache.ts';
import {openMemoryCache} from '../src/cache/memory-cache.ts';
import type {OrderCache} from '../src/cache/order-cache.ts';
import {OrderLocator} from '../src/cache/order-locator.ts';
import {packDeltas} from '../src/cache/pack-deltas.ts';
import {readBases} from '../src/cache/read-base.ts';
import {renewChunks} from '../src/cache/renew-chunks.ts';
import {removeBases, writeBases} from '../src/cache/write-base.ts';
import type {Order} from '../src/order/order.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {place, sale} from './support/orders.ts';

const server = new MemoryServer();
place(server, 'one', sale(2));
const template = server.order('one') as Order;
const orderOf = (id: string, version = 1): Order => ({...template, id, version, number: `N-${id}-${version}`});

const kinds: readonly [string, () => Promise<OrderCache>][] = [
  ['memory', async () => openMemoryCache('m')],
  ['IndexedDB', () => openDeviceCache('d', {indexedDB: new IDBFactory(), IDBKeyRange})],
];

/** Writes orders as one change, as a feed page would. */
async function write(cache: OrderCache, locator: OrderLocator, orders: readonly Order[], removed: readonly string[] = []): Promise<void> {
  await cache.write(async (tx) => {
    const before = await requireState(tx);
    const {state} = await writeBases(tx, {...before, revision: before.revision + 1, fullReadSince: null}, locator, orders);
    await removeBases(tx, state, removed);
    await tx.writeState(state);
  });
}

async function read(cache: OrderCache, locator: OrderLocator, ids: readonly string[]): Promise<(string | undefined)[]> {
  const bases = await cache.read(async (tx) => readBases(tx, await requireState(tx), locator, ids));
  return ids.map((id) => bases.get(id)?.number);
}

for (const [kind, open] of kinds) {
  test(`C2 ${kind}: orders are found in chunks and deltas, the newest counts, in this tab and in another`, async () => {
    const cache = await open();
    await prepareCache(cache, 'device');
    const [mine, others] = [new OrderLocator(), new OrderLocator()];
    const first = Array.from({length: 300}, (_, number) => orderOf(`o${number}`));
    await write(cache, mine, first);
    assert.deepEqual(await read(cache, others, ['o0', 'o127', 'o128', 'o299', 'o300']), ['N-o0-1', 'N-o127-1', 'N-o128-1', 'N-o299-1', undefined]);
    await write(cache, mine, [orderOf('o5', 2), orderOf('new', 1)], ['o6']);
    await write(cache, mine, [orderOf('o5', 1)]);
    assert.deepEqual(await read(cache, others, ['o5', 'new', 'o6', 'o7']), ['N-o5-2', 'N-new-1', undefined, 'N-o7-1']);
    await write(cache, mine, [orderOf('o6', 4)]);
    assert.deepEqual(await read(cache, others, ['o6']), ['N-o6-4']);
    cache.close();
  });

  test(`C1 ${kind}: a transaction that fails leaves no trace`, async () => {
    const cache = await open();
    await prepareCache(cache, 'device');
    const locator = new OrderLocator();
    await write(cache, locator, [orderOf('kept')]);
    const entry = {id: 'e1', orderId: 'kept', seq: 1, place: 1, state: 'waiting'} as EntryRecord;
    await assert.rejects(cache.write(async (tx) => {
      const before = await requireState(tx);
      const {state} = await writeBases(tx, {...before, revision: 9}, locator, Array.from({length: 200}, (_, number) => orderOf(`lost${number}`)));
      await tx.writeEntries([entry]);
      await tx.deleteDeltas(['kept']);
      await tx.writeState(state);
      throw new Error('the tab was closed');
    }), /the tab was closed/);
    locator.clear();
    assert.deepEqual(await read(cache, locator, ['kept', 'lost0']), ['N-kept-1', undefined]);
    assert.deepEqual(await cache.read((tx) => tx.readAllEntries()), []);
    assert.equal((await cache.read(requireState)).revision, 1);
    cache.close();
  });

  test(`C3 ${kind}: packing and renewing change where orders lie, never what they are`, async () => {
    const cache = await open();
    await prepareCache(cache, 'device');
    const [locator, others] = [new OrderLocator(), new OrderLocator()];
    const ids = Array.from({length: 1500}, (_, number) => `o${number}`);
    await write(cache, locator, ids.map((id) => orderOf(id)));
    await write(cache, locator, [orderOf('brief')]);
    await write(cache, locator, [], ['brief']);
    const {revision: removedAt} = await cache.read(requireState);
    for (let from = 0; from < 1400; from += 20) await write(cache, locator, ids.slice(from, from + 20).map((id) => orderOf(id, 2)), from === 40 ? ['o1499'] : []);
    const expected = await read(cache, others, ids);
    assert.equal(expected.at(-1), undefined);
    const chunksBefore = (await cache.read((tx) => tx.readChunkIds())).length;
    const deltasBefore = await cache.read((tx) => tx.countDeltas());
    while (await packDeltas(cache, locator)) assert.deepEqual(await read(cache, others, ['o0', 'o700', 'o1450', 'o1499']), ['N-o0-2', 'N-o700-2', 'N-o1450-1', undefined]);
    let renewed = 0;
    while (await renewChunks(cache, locator)) renewed += 1;
    assert.ok(renewed > 0);
    assert.deepEqual(await read(cache, others, ids), expected);
    assert.deepEqual(await read(cache, new OrderLocator(), ids), expected);
    const left = await cache.read((tx) => tx.readDeltaIds());
    assert.ok(!left.includes('brief') && left.includes('o1499'), 'a removal is remembered while a chunk has a copy');
    assert.ok((await cache.read(requireState)).floor >= removedAt, 'who has not seen a forgotten removal is told to compare everything');
    assert.ok((await cache.read((tx) => tx.countDeltas())) < deltasBefore);
    assert.ok((await cache.read((tx) => tx.readChunkIds())).length <= chunksBefore + 4);
    cache.close();
  });

  test(`X6 ${kind}: waiting entries come oldest first, without those of stuck orders`, async () => {
    const cache = await open();
    await prepareCache(cache, 'device');
    const entry = (place: number, orderId: string, state: EntryRecord['state'] = 'waiting'): EntryRecord => ({id: `e${place}`, orderId, seq: place, place, state}) as EntryRecord;
    await cache.write((tx) => tx.writeEntries([entry(3, 'b'), entry(1, 'a'), entry(2, 'b', 'acknowledged'), entry(10, 'c'), entry(4, 'a', 'refused')]));
    const waiting = (limit: number, ...except: string[]): Promise<string[]> => cache.read(async (tx) => (await tx.readWaiting(limit, new Set(except))).map(({id}) => id));
    assert.deepEqual(await waiting(9), ['e1', 'e3', 'e10']);
    assert.deepEqual(await waiting(2), ['e1', 'e3']);
    assert.deepEqual(await waiting(9, 'a'), ['e3', 'e10']);
    assert.deepEqual(await cache.read(async (tx) => (await tx.readEntriesOf(['b', 'a'])).map(({id}) => id)), ['e1', 'e2', 'e3', 'e4']);
    await cache.write((tx) => tx.writeEntries([entry(3, 'b', 'acknowledged')]));
    assert.deepEqual(await waiting(9), ['e1', 'e10']);
    cache.close();
  });

  test(`C7 ${kind}: the pictures that were not looked at for longest leave first`, async () => {
    const cache = await open();
    const keep = (key: string): Promise<void> => cache.writePicture({key, bytes: new ArrayBuffer(40), mediaType: 'image/png', sizeBytes: 40}, 100);
    for (const key of ['a', 'b', 'a', 'c']) await keep(key);
    assert.deepEqual(await Promise.all(['a', 'b', 'c'].map(async (key) => (await cache.readPicture(key))?.sizeBytes)), [40, undefined, 40]);
    cache.close();
  });
}

test('C2 chunks hold a limited number of orders and a limited text, and give each order back', () => {
  const many = Array.from({length: ORDERS_PER_CHUNK * 2 + 5}, (_, number) => orderOf(`o${number}`));
  const huge = {...orderOf('huge'), customerNote: '訂'.repeat(1_100_000)};
  const chunks = toChunks([huge, ...many]);
  assert.deepEqual(chunks.map(({orders}) => orders.length), [1, ORDERS_PER_CHUNK, ORDERS_PER_CHUNK, 5]);
  for (const {orders, text} of chunks) orders.forEach((order, position) => assert.deepEqual(orderInChunk({id: 1, ...text}, position), order));
  assert.equal(orderInChunk({id: 1, json: '{', ends: [1]}, 0), undefined);
});

test('C3 what the backend took away stays away when its newest copy is let go of before an older one', async () => {
  const cache = openMemoryCache('old-copies');
  await prepareCache(cache, 'device');
  const locator = new OrderLocator();
  const ids = Array.from({length: 128}, (_, number) => `o${number}`);
  const again = [...ids.slice(0, 50), ...Array.from({length: 14}, (_, number) => `y${number}`)];
  await write(cache, locator, ids.map((id) => orderOf(id)));
  await write(cache, locator, again.map((id) => orderOf(id, 2)));
  // All of the second chunk is outdated, and less than half of the first.
  await write(cache, locator, again.slice(1).map((id) => orderOf(id, 3)).slice(0, 60), ['o0']);
  await write(cache, locator, again.slice(61).map((id) => orderOf(id, 3)));
  for (let from = 0; from < 1100; from += 50) await write(cache, locator, Array.from({length: 50}, (_, number) => orderOf(`x${from + number}`)));
  while (await renewChunks(cache, locator));
  while (await packDeltas(cache, locator));
  assert.ok((await cache.read((tx) => tx.readChunkIds())).includes(1), 'the older copy is still there');
  for (const tab of [locator, new OrderLocator()]) assert.deepEqual(await read(cache, tab, ['o0', 'o1', 'o100']), [undefined, 'N-o1-3', 'N-o100-1']);
  cache.close();
});

test('C3 removals that some chunk has a copy of do not keep what is behind them from being packed', async () => {
  const cache = openMemoryCache('blocked');
  await prepareCache(cache, 'device');
  const locator = new OrderLocator();
  const ids = Array.from({length: 1280}, (_, number) => `o${number}`);
  await write(cache, locator, ids.map((id) => orderOf(id)));
  const removed = ids.filter((_, number) => number % 4 === 0);
  await write(cache, locator, [], removed);
  for (let from = 0; from < 2000; from += 50) await write(cache, locator, Array.from({length: 50}, (_, number) => orderOf(`x${from + number}`)));
  while (await packDeltas(cache, locator));
  assert.ok((await cache.read((tx) => tx.countDeltas())) <= 1024);
  assert.deepEqual(await read(cache, new OrderLocator(), ['o0', 'o1', 'x0', 'x1999']), [undefined, 'N-o1-1', 'N-x0-1', 'N-x1999-1']);
});
