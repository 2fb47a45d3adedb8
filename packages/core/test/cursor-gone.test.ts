import assert from 'node:assert/strict';
import {test} from 'node:test';
import {prepareCache, requireState} from '../src/cache/cache-change.ts';
import {openMemoryCache} from '../src/cache/memory-cache.ts';
import {OrderLocator} from '../src/cache/order-locator.ts';
import {readBases} from '../src/cache/read-base.ts';
import type {Order} from '../src/order/order.ts';
import {recordResults} from '../src/outbox/record-results.ts';
import type {CommandResult} from '../src/ports/order-backend.ts';
import {applyFeedPage} from '../src/sync/apply-feed-page.ts';
import {keepOrders} from '../src/sync/keep-orders.ts';
import {startFullRead} from '../src/sync/start-full-read.ts';
import {Device} from './support/device.ts';
import {closedGate} from './support/gate.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {openLive} from './support/open-live.ts';
import {carryOut, pack, packedUnits, place, sale, verify} from './support/orders.ts';
import {until} from './support/until.ts';
import {watch} from './support/watch.ts';

test('F2 a backend restored from a backup: everything is read again, the outbox is kept, what the backup lacks is gone', async (t) => {
  const server = new MemoryServer({changesPerPage: 50});
  for (let number = 0; number < 120; number += 1) place(server, `o${number}`, sale(2));
  const device = new Device(t);
  const connection = server.connect();
  const engine = device.open(connection);
  const second = device.open(connection);
  const asleep = device.open(connection, {platform: {...device.platform(), openChannel: () => undefined}});
  await until('both have all', () => engine.status.orderCount === 120 && second.status.orderCount === 120);
  device.wake();
  await until('the sleeping tab has all', () => asleep.status.orderCount === 120);

  const backup = server.backup();
  place(server, 'after-backup');
  carryOut(server, 'o1', 'lost-pack', pack('o1', 2));
  await until('the device has what the backup lacks', async () => engine.handleOf('after-backup') !== undefined && packedUnits(await engine.readOrder('o1')) === 2);
  device.wake();
  await until('the sleeping tab has it too', () => asleep.handleOf('after-backup') !== undefined);

  connection.disconnect();
  assert.equal((await engine.dispatch('o2', pack('o2', 2))).ok, true);
  server.restore(backup);
  connection.reconnect();
  await until('the outbox is empty', () => engine.status.unsentCount === 0);
  for (const tab of [engine, second, asleep]) {
    if (tab === asleep) device.wake();
    await until('what the backup lacks is gone', () => tab.handleOf('after-backup') === undefined && tab.status.orderCount === 120);
    for (const order of server.orders()) assert.deepEqual(await tab.readOrder(order.id), order);
  }
  assert.equal(packedUnits(server.order('o1')), 0);
  assert.equal(packedUnits(server.order('o2')), 2);
  assert.deepEqual(device.errors, []);
});

test('F2 what a lost backend had acknowledged is sent again to the restored one', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const {connection, engine} = await openLive(t, server);
  const backup = server.backup();
  const gate = closedGate();
  connection.intercept = async ({method, way}) => {
    if (method === 'readChanges' && way === 'request') await gate.passed;
  };
  await engine.dispatch('o1', pack('o1', 2));
  await until('it is acknowledged', async () => (await engine.readOutbox())[0]?.state === 'acknowledged');
  server.restore(backup);
  gate.open();
  await until('it is sent again', () => packedUnits(server.order('o1')) === 2);
  await until('the outbox is empty', () => engine.status.unsentCount === 0);
  assert.deepEqual(await engine.readOrder('o1'), server.order('o1'));
});

test('F2 a new epoch without any loss: the view never empties and never goes back', async (t) => {
  const server = new MemoryServer({changesPerPage: 40});
  for (let number = 0; number < 200; number += 1) place(server, `o${number}`, sale(2));
  const {connection, engine} = await openLive(t, server);
  const {seen} = watch(engine, 'o7', packedUnits);
  const counts = new Set<number>();
  engine.subscribe(() => counts.add(engine.status.orderCount));
  connection.disconnect();
  await engine.dispatch('o7', pack('o7', 1));
  server.renewEpoch();
  connection.reconnect();
  await until('the outbox is empty', () => engine.status.unsentCount === 0);
  await engine.dispatch('o7', pack('o7', 1));
  await engine.dispatch('o7', verify('o7'));
  await until('the outbox is empty again', () => engine.status.unsentCount === 0);
  assert.deepEqual([...counts], [200]);
  assert.deepEqual(seen, [1, 2]);
  assert.deepEqual(await engine.readOrder('o7'), server.order('o7'));
});

test('F2 a restored backend has gone back to older settings: those count, and the next change of them', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const {engine} = await openLive(t, server);
  const backup = server.backup();
  for (const storeName of ['Second', 'Third']) server.changeSettings({storeName});
  await until('the newest settings are here', () => engine.settings.storeName === 'Third');
  server.restore(backup);
  await until('those of the backup are here', () => engine.settings.version === 1);
  assert.deepEqual(engine.settings, server.settings);
  server.changeSettings({storeName: 'Another second'});
  await until('the next change is here', () => engine.settings.storeName === 'Another second');
});

test('F5 orders that the backend takes away leave the view, and stay away after a reload', async (t) => {
  const server = new MemoryServer();
  for (let number = 0; number < 60; number += 1) place(server, `o${number}`, sale(2));
  const {device, connection, engine} = await openLive(t, server);
  server.remove('o1');
  await until('it is gone', () => engine.status.orderCount === 59);
  assert.equal(await engine.readOrder('o1'), undefined);
  await engine.close();
  const again = device.open(connection);
  await again.ready;
  assert.equal(again.status.orderCount, 59);
  assert.equal(again.handleOf('o1'), undefined);
  place(server, 'o1-new');
  await until('new ones come', () => again.status.orderCount === 60);
});

/** A server of six orders and a device that has read nothing. */
async function half() {
  const server = new MemoryServer();
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) place(server, id, sale(1));
  const cache = openMemoryCache('mid-read');
  const locator = new OrderLocator();
  await prepareCache(cache, 'device');
  const first = server.changes(null, 3, 'owner');
  const has = async (...ids: string[]): Promise<string[]> => {
    const bases = await cache.read(async (tx) => readBases(tx, await requireState(tx), locator, ids));
    return ids.filter((id) => bases.get(id) !== undefined);
  };
  return {server, cache, locator, first, has};
}

test('F2 an order that is asked for by name in the middle of a full read takes nothing of that read away', async () => {
  const {server, cache, locator, first, has} = await half();
  await applyFeedPage(cache, locator, first, null);
  await keepOrders(cache, locator, [server.order('f') as Order]);
  await applyFeedPage(cache, locator, server.changes(first.cursor, 9, 'owner'), first.cursor);
  assert.deepEqual(await has('a', 'b', 'c', 'd', 'e', 'f'), ['a', 'b', 'c', 'd', 'e', 'f']);
});

test('F2 what is asked for before the first page of a full read goes when the read does not bring it', async () => {
  const {server, cache, locator, has} = await half();
  await keepOrders(cache, locator, [server.order('f') as Order]);
  server.remove('f');
  const whole = server.changes(null, 9, 'owner');
  await applyFeedPage(cache, locator, {...whole, removed: []}, null);
  assert.deepEqual(await has('a', 'f'), ['a']);
});

test('F2 what was acknowledged before the first read, by a backend that is restored before it, is sent again', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(5));
  const backup = server.backup();
  const connection = server.connect();
  const gate = closedGate();
  connection.intercept = async ({method, way}) => {
    if (method === 'readChanges' && way === 'request') await gate.passed;
  };
  const device = new Device(t);
  const engine = device.open(connection);
  await until('the newest orders are there', () => engine.status.orderCount === 1);
  assert.equal((await engine.dispatch('o1', pack('o1', 2))).ok, true);
  await until('it is acknowledged', async () => (await engine.readOutbox())[0]?.state === 'acknowledged');
  server.restore(backup);
  assert.equal(packedUnits(server.order('o1')), 0);
  gate.open();
  await until('it is there again', () => packedUnits(server.order('o1')) === 2);
  await until('nothing waits', () => engine.status.unsentCount === 0 && engine.status.phase === 'live');
  assert.deepEqual(await engine.readOrder('o1'), server.order('o1'));
  assert.deepEqual(device.errors, []);
});

test('F2 who asks for the newest after a restore has it when the answer is there, and nothing acknowledged by the lost backend is left', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(5));
  const {device, connection, engine} = await openLive(t, server);
  const backup = server.backup();
  place(server, 'lost');
  await engine.syncNow();
  assert.ok(engine.handleOf('lost'));
  connection.disconnect();
  server.restore(backup);
  assert.equal((await engine.dispatch('o1', pack('o1', 2))).ok, true);
  connection.intercept = async ({method, way}) => {
    if (method === 'readChanges' && way === 'request') await new Promise((resolve) => setTimeout(resolve, 20));
  };
  connection.reconnect();
  await engine.syncNow();
  assert.deepEqual(await engine.readOutbox(), []);
  assert.equal(engine.handleOf('lost'), undefined);
  assert.deepEqual(await engine.readOrder('o1'), server.order('o1'));
  assert.equal(packedUnits(server.order('o1')), 2);
  assert.deepEqual(device.errors, []);
});

test('F2 an answer that comes after everything was read anew is of another history: the command is asked again', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(5));
  const {device, connection, engine} = await openLive(t, server);
  const backup = server.backup();
  const gate = closedGate();
  let isHeld = true;
  connection.intercept = async ({method, way}) => {
    if (method !== 'pushCommands' || way !== 'reply' || !isHeld) return;
    isHeld = false;
    await gate.passed;
  };
  assert.equal((await engine.dispatch('o1', pack('o1', 2))).ok, true);
  await until('the backend has it', () => packedUnits(server.order('o1')) === 2);
  server.restore(backup);
  place(server, 'o2');
  await until('everything was read anew', () => engine.handleOf('o2') !== undefined && engine.status.phase === 'live');
  assert.equal(packedUnits(server.order('o1')), 0);
  gate.open();
  await until('it is there again', () => packedUnits(server.order('o1')) === 2);
  await until('nothing waits', () => engine.status.unsentCount === 0);
  assert.equal(packedUnits(await engine.readOrder('o1')), 2);
  assert.deepEqual(device.errors, []);
});

for (const way of ['asked for by name', 'with a refusal'] as const) {
  test(`F2 an order of before a restore that comes late, ${way}, gives way to what the full read brings`, async () => {
    const {server, cache, locator, first, has} = await half();
    await applyFeedPage(cache, locator, server.changes(null, 9, 'owner'), null);
    await startFullRead(cache, locator);
    await applyFeedPage(cache, locator, first, null);
    const late = ['a', 'e', 'gone'].map((id): Order => ({...(server.order('f') as Order), id, version: 20}));
    if (way === 'with a refusal') await recordResults(cache, locator, late.map((order): CommandResult => ({id: `c-${order.id}`, outcome: 'refused', version: 20, position: 0, order})));
    else await keepOrders(cache, locator, late);
    assert.deepEqual(await has('a', 'e', 'gone'), ['a', 'e', 'gone'], 'it is shown until then');
    await applyFeedPage(cache, locator, server.changes(first.cursor, 9, 'owner'), first.cursor);
    assert.deepEqual(await has('a', 'e', 'gone'), ['a', 'e']);
    const bases = await cache.read(async (tx) => readBases(tx, await requireState(tx), locator, ['a', 'e']));
    assert.deepEqual([...bases.values()].map((order) => order?.version), [1, 1]);
  });
}
