import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {writeLastSession} from '../src/engine/last-session.ts';
import type {CommandResult} from '../src/ports/order-backend.ts';
import type {Order} from '../src/order/order.ts';
import {Device} from './support/device.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {packedUnits, place} from './support/orders.ts';
import {until} from './support/until.ts';

interface OldDevice {
  readonly version: number;
  readonly stores: Readonly<Record<string, {keyPath: string; indexes: readonly {name: string; keyPath: string | string[]}[]}>>;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly server: {readonly orders: readonly Order[]; readonly results: readonly CommandResult[]};
}

/** What the first version of this library left on a device: 36 orders, deltas, and an outbox of six entries in all states. */
const old = JSON.parse(readFileSync(new URL('fixtures/device-version-1.json', import.meta.url), 'utf8')) as OldDevice;

/** The database as version 1 made it, by IndexedDB alone. */
function writeOldDatabase(device: Device): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const name = [device.databasePrefix, 'memory:', 'main', 'owner'].map(encodeURIComponent).join('|');
    const request = device.factory.open(name, old.version);
    request.onerror = () => reject(request.error);
    request.onupgradeneeded = () => {
      const db = request.result;
      for (const [table, {keyPath, indexes}] of Object.entries(old.stores)) {
        const store = db.createObjectStore(table, {keyPath});
        for (const index of indexes) store.createIndex(index.name, index.keyPath);
        for (const record of old.tables[table] ?? []) store.put(record);
      }
    };
    request.onsuccess = () => resolve(request.result);
  });
}

const backend = () => new MemoryServer();
const pendingOf = (device: Device) => device.readTable('pending') as Promise<{id: string; state: string; seq: number; place: number; command: unknown; claimedAt?: string}[]>;

test('C10 a database of version 1 is brought up to date with nothing of the outbox lost, and what it holds is sent once', async (t) => {
  const device = new Device(t);
  (await writeOldDatabase(device)).close();
  writeLastSession(device.platform(), device.databasePrefix, 'memory:', {storeId: 'main', userId: 'owner'});
  const server = backend();
  const connection = server.connect();
  connection.disconnect();
  const engine = device.open(connection);
  await engine.ready;
  await until('all orders are shown', () => engine.status.orderCount === old.server.orders.length);
  const before = [...(old.tables['pending'] as unknown as {id: string; place: number; state: string; seq: number; command: unknown; addedAt: string}[])].sort((left, right) => left.place - right.place);
  const entries = await engine.readOutbox();
  assert.deepEqual(entries.map(({id, state, seq, command, addedAt}) => ({id, state, seq, command, addedAt})), before.map(({id, state, seq, command, addedAt}) => ({id, state, seq, command, addedAt})));
  assert.equal(engine.status.refusedCount, 1);
  assert.equal((await engine.readOrder('o7'))?.fulfillment, 'packed', 'three commands are replayed');
  assert.equal(packedUnits(await engine.readOrder('o6')), 3, 'what was acknowledged and what waits');
  assert.equal((await engine.outbox.list()).filter(({canWithdraw}) => canWithdraw).length, 0, 'nobody knows which of them were given to the backend');

  server.restore({
    ...server.backup(),
    orders: new Map(old.server.orders.map((order, index) => [order.id, {order, position: index + 1}])),
    results: new Map(old.server.results.map((result) => [result.id, result])),
    position: old.server.orders.length,
  });
  connection.reconnect();
  await until('everything is sent', () => engine.status.unsentCount === 1, 10_000);
  assert.deepEqual(server.appliedCommandIds, ['waiting-7a', 'waiting-7b', 'waiting-7c', 'waiting-6b']);
  assert.equal(packedUnits(server.order('o6')), 3);
  const [refused] = await engine.readOutbox();
  assert.equal(refused?.id, 'refused-5');
  await engine.dismissRefusal('refused-5');
  assert.equal(engine.status.unsentCount, 0);
  assert.deepEqual(device.errors, []);
});

test('C10 an older tab that is still open is named; what waits is kept, and opening goes on once it is closed', async (t) => {
  const device = new Device(t);
  const olderTab = await writeOldDatabase(device);
  writeLastSession(device.platform(), device.databasePrefix, 'memory:', {storeId: 'main', userId: 'owner'});
  const server = backend();
  const connection = server.connect();
  connection.disconnect();
  const engine = device.open(connection);
  await until('the problem is said', () => engine.status.problem !== undefined);
  assert.match(engine.status.problem ?? '', /older than this one\. Close it or reload it/);
  assert.equal(engine.status.phase, 'opening');
  olderTab.close();
  await until('it is open', () => engine.status.orderCount === old.server.orders.length && (engine.status.unsentCount === 6));
  assert.equal((await pendingOf(device)).length, 6);
});

test('C10 a tab of this version gives way to a newer one and says so; its outbox stays', async (t) => {
  const device = new Device(t);
  const server = backend();
  place(server, 'o1');
  const connection = server.connect();
  const engine = device.open(connection);
  await until('it is live', () => engine.status.phase === 'live' && engine.status.orderCount === 1);
  connection.disconnect();
  await engine.dispatch('o1', {type: 'note.add', text: 'kept'});
  const [{name}] = (await device.factory.databases()) as [{name: string}];
  const newer = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = device.factory.open(name, 990);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  await until('it says so', () => engine.status.phase === 'failed');
  assert.match(engine.status.problem ?? '', /newer version/);
  const count = await new Promise((resolve) => {
    const request = newer.transaction('pending').objectStore('pending').count();
    request.onsuccess = () => resolve(request.result);
  });
  assert.equal(count, 1);
  newer.close();
});
