import assert from 'node:assert/strict';
import {test} from 'node:test';
import {prepareCache, requireState} from '../src/cache/cache-change.ts';
import {openMemoryCache} from '../src/cache/memory-cache.ts';
import type {OrderCache} from '../src/cache/order-cache.ts';
import {OrderLocator} from '../src/cache/order-locator.ts';
import {readBases} from '../src/cache/read-base.ts';
import type {Order} from '../src/order/order.ts';
import {offerEntries} from '../src/jobs/offer-entries.ts';
import {addPending} from '../src/outbox/add-pending.ts';
import {recordResults} from '../src/outbox/record-results.ts';
import type {ChangesPage} from '../src/ports/order-backend.ts';
import {DEFAULT_SETTINGS} from '../src/settings/settings.ts';
import {applyFeedPage} from '../src/sync/apply-feed-page.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {pack, packedUnits, place, sale} from './support/orders.ts';

const OWNER = {id: 'owner', name: 'owner', role: 'owner'} as const;
const RULES = {settings: DEFAULT_SETTINGS, actor: OWNER};
const NOW = '2026-11-23T06:00:00.000Z';

/** A device that has read everything of a server. */
async function device(server: MemoryServer) {
  const cache = openMemoryCache('feed');
  const locator = new OrderLocator();
  await prepareCache(cache, 'device-1');
  const read = async (page: ChangesPage, after: string | null) => applyFeedPage(cache, locator, page, after);
  const first = server.changes(null, 500, 'owner');
  await read(first, null);
  return {cache, locator, read, cursor: first.cursor};
}

async function base(cache: OrderCache, locator: OrderLocator, id: string): Promise<Order | undefined> {
  return (await cache.read(async (tx) => readBases(tx, await requireState(tx), locator, [id]))).get(id);
}

test('C8 a page that does not continue where the device stands is not applied, so nothing gone comes back', async () => {
  const server = new MemoryServer();
  place(server, 'o1');
  const {cache, locator, read, cursor} = await device(server);
  place(server, 'o2');
  const late = server.changes(cursor, 500, 'owner');
  server.remove('o2');
  const newer = server.changes(cursor, 500, 'owner');
  assert.notEqual(await read(newer, cursor), undefined);
  const before = await cache.read(requireState);
  assert.equal(await read(late, cursor), undefined);
  assert.deepEqual(await cache.read(requireState), before);
  assert.equal(await base(cache, locator, 'o2'), undefined);
});

test('C1 X4 orders, cursor and the entries that are done with them change together', async () => {
  const server = new MemoryServer();
  place(server, 'o1', sale(3));
  const {cache, locator, read, cursor} = await device(server);
  await addPending(cache, locator, {commandId: 'c1', orderId: 'o1', body: pack('o1'), now: NOW}, RULES);
  const [entry] = await cache.read((tx) => tx.readAllEntries());
  assert.ok(entry);
  const results = server.carryOut([entry.command], OWNER);
  const page = server.changes(cursor, 500, 'owner');
  await recordResults(cache, locator, results);
  assert.equal((await cache.read((tx) => tx.readAllEntries()))[0]?.state, 'acknowledged');
  assert.equal(packedUnits(await base(cache, locator, 'o1')), 0, 'the result is not written over the base');

  // The disk fails at the very end of the transaction: everything is as before.
  const failing: OrderCache = {...cache, write: (work) => cache.write((tx) => work({...tx, writeState: () => Promise.reject(new Error('the disk failed'))}))};
  await assert.rejects(applyFeedPage(failing, locator, page, cursor), /the disk failed/);
  locator.clear();
  assert.equal((await cache.read((tx) => tx.readAllEntries())).length, 1);
  assert.equal((await cache.read(requireState)).cursor, cursor);
  assert.equal(packedUnits(await base(cache, locator, 'o1')), 0);

  const change = await read(page, cursor);
  assert.deepEqual(change?.parts.get('o1')?.entries, []);
  assert.deepEqual(await cache.read((tx) => tx.readAllEntries()), []);
  assert.equal(packedUnits(await base(cache, locator, 'o1')), 1);
});

test('X4 an entry whose answer never came stays when the base contains it, and is not shown twice', async () => {
  const server = new MemoryServer();
  place(server, 'o1', sale(3));
  const {cache, locator, read, cursor} = await device(server);
  await addPending(cache, locator, {commandId: 'c1', orderId: 'o1', body: pack('o1'), now: NOW}, RULES);
  const [entry] = await cache.read((tx) => tx.readAllEntries());
  assert.ok(entry);
  server.carryOut([entry.command], OWNER);
  await read(server.changes(cursor, 500, 'owner'), cursor);
  assert.equal((await cache.read((tx) => tx.readAllEntries()))[0]?.state, 'waiting');
  const next = await addPending(cache, locator, {commandId: 'c2', orderId: 'o1', body: pack('o1'), now: NOW}, RULES);
  assert.equal(next.ok && packedUnits(next.order), 2);
  assert.deepEqual((await cache.read((tx) => tx.readAllEntries())).map(({seq}) => seq), [1, 2]);
  await recordResults(cache, locator, server.carryOut([entry.command], OWNER));
  assert.deepEqual((await cache.read((tx) => tx.readAllEntries())).map(({id}) => id), ['c2']);
});

test('X5 a refusal brings the newest order with it, which an older page does not take back', async () => {
  const server = new MemoryServer();
  place(server, 'o1', sale(1));
  const {cache, locator, read, cursor} = await device(server);
  await addPending(cache, locator, {commandId: 'c1', orderId: 'o1', body: pack('o1'), now: NOW}, RULES);
  const [entry] = await cache.read((tx) => tx.readAllEntries());
  assert.ok(entry);
  server.put({...(server.order('o1') as Order), version: 2});
  const older = server.changes(cursor, 500, 'owner');
  server.carryOut([{...pack('o1'), id: 'other', schemaVersion: 1, orderId: 'o1'}], OWNER);
  const results = server.carryOut([entry.command], OWNER);
  assert.equal(results[0]?.outcome, 'refused');
  const change = await recordResults(cache, locator, results);
  assert.equal(change.parts.get('o1')?.base?.version, 3);
  assert.equal(change.parts.get('o1')?.entries[0]?.state, 'refused');
  await read(older, cursor);
  assert.equal((await base(cache, locator, 'o1'))?.version, 3);
});

test('X5 what was answered since a batch was read is not given to the backend again', async () => {
  const server = new MemoryServer();
  const {cache, locator, read, cursor} = await device(server);
  for (const id of ['o1', 'o2', 'o3']) place(server, id, sale(3));
  await read(server.changes(cursor, 500, 'owner'), cursor);
  for (const id of ['o1', 'o2', 'o3']) await addPending(cache, locator, {commandId: `c-${id}`, orderId: id, body: pack(id), now: NOW}, RULES);
  const batch = await cache.read((tx) => tx.readWaiting(9, new Set()));
  // Another tab has sent two of them meanwhile.
  await recordResults(cache, locator, [{id: 'c-o1', outcome: 'refused', version: 1, position: 0}, {id: 'c-o2', outcome: 'applied', version: 2, position: 9}]);
  assert.deepEqual((await offerEntries(cache, batch)).batch.map(({id}) => id), ['c-o3']);
});
