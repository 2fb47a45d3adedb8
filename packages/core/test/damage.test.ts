import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {OrderEngine} from '../src/engine/order-engine.ts';
import type {Order} from '../src/order/order.ts';
import {Device} from './support/device.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {carryOut, pack, packedUnits, place, sale} from './support/orders.ts';
import {until} from './support/until.ts';

const ORDERS = 100;
type Meta = {key: string; value: Record<string, unknown>};

/** A device with chunks, deltas, a saved index and unsent commands of two orders. */
async function fill(device: Device, server: MemoryServer): Promise<ReturnType<MemoryServer['connect']>> {
  for (let number = 0; number < ORDERS; number += 1) place(server, `o${number}`, sale(9));
  const connection = server.connect();
  const engine = device.open(connection);
  await until('all are here', () => engine.status.orderCount === ORDERS && engine.status.phase === 'live');
  carryOut(server, 'o1', 'elsewhere', pack('o1', 1));
  await until('the change came', async () => packedUnits(await engine.readOrder('o1')) === 1);
  connection.disconnect();
  for (const id of ['o7', 'o8', 'o7']) assert.equal((await engine.dispatch(id, pack(id))).ok, true);
  await engine.close();
  return connection;
}

async function expectHealed(engine: OrderEngine, server: MemoryServer): Promise<void> {
  await until('every order can be read again', async () => {
    if (engine.status.phase !== 'live' || engine.status.orderCount !== ORDERS || engine.status.unsentCount > 0) return false;
    for (const order of server.orders()) if ((await engine.readOrder(order.id))?.version !== order.version) return false;
    return true;
  }, 15_000);
  for (const order of server.orders()) assert.deepEqual(await engine.readOrder(order.id), order);
  assert.deepEqual([packedUnits(server.order('o7')), packedUnits(server.order('o8'))], [2, 1], 'what waited was carried out once');
  assert.equal(engine.status.refusedCount, 0);
}

/** What a failing disk may leave, by what it is called in the test's name. */
const DAMAGES: Readonly<Record<string, (device: Device) => Promise<void>>> = {
  'a changed order': async (device) => {
    const deltas = (await device.readTable('deltas')) as {orderId: string; order: Order; revision: number}[];
    assert.ok(deltas.some(({orderId}) => orderId === 'o1'));
    for (const delta of deltas) await device.putRecord('deltas', {...delta, order: {id: delta.orderId, version: 'spoiled'}});
  },
  'a chunk, whose texts stand elsewhere': async (device) => {
    const chunks = (await device.readTable('chunks')) as {id: number; json: string; ends: number[]}[];
    assert.ok(chunks.length > 0);
    for (const {id, json, ends} of chunks) await device.putRecord('chunks', {id, json, ends: [...ends.slice(1), json.length]});
  },
  'a chunk, which is gone': async (device) => {
    const chunks = (await device.readTable('chunks')) as {id: number}[];
    for (const {id} of chunks) await device.deleteRecord('chunks', id);
  },
  'what a chunk holds': async (device) => {
    const contents = (await device.readTable('contents')) as {id: number; revision: number}[];
    for (const {id, revision} of contents) await device.putRecord('contents', {id, revision, orderIds: null, versions: []});
  },
  'the state, which is gone': (device) => device.deleteRecord('meta', 'state'),
  'the state': async (device) => {
    const state = ((await device.readTable('meta')) as Meta[]).find(({key}) => key === 'state');
    await device.putRecord('meta', {key: 'state', value: {...state?.value, revision: Number.NaN}});
  },
  'who is signed in, and the settings': async (device) => {
    await device.putRecord('meta', {key: 'session', value: {role: 'owner'}});
    await device.putRecord('meta', {key: 'settings', value: 'spoiled'});
  },
};

for (const [what, damage] of Object.entries(DAMAGES)) {
  for (const index of ['with', 'without']) {
    test(`C11 spoiled: ${what}, ${index} the saved index: it is fetched again, and the outbox is kept in its order`, async (t) => {
      const server = new MemoryServer();
      const device = new Device(t);
      const connection = await fill(device, server);
      const before = (await device.readTable('pending')) as {id: string; seq: number; place: number}[];
      assert.equal(before.length, 3);
      await damage(device);
      if (index === 'without') await device.forgetIndex();
      const offline = device.open(connection);
      await offline.ready;
      await until('what waits is known', () => offline.status.unsentCount === 3);
      const known = await offline.readOrder('o7');
      // Where the order could be read, one more wish follows those that wait; where not, there is nothing to decide on.
      const more = known === undefined ? undefined : await offline.dispatch('o8', pack('o8'));
      const entries = await offline.readOutbox();
      assert.deepEqual(entries.slice(0, 3).map(({id, seq}) => ({id, seq})), before.sort((left, right) => left.place - right.place).map(({id, seq}) => ({id, seq})));
      if (more?.ok === true) assert.deepEqual(entries.slice(3).map(({orderId, seq}) => ({orderId, seq})), [{orderId: 'o8', seq: 2}]);
      if (more?.ok === true) assert.equal(await offline.withdraw(more.commandId), true);
      await offline.close();

      connection.reconnect();
      const engine = device.open(connection);
      await expectHealed(engine, server);
      assert.deepEqual(device.errors, []);
    });
  }
}

test('C11 a saved index from before the state was lost is not believed, however young it says it is', async (t) => {
  const server = new MemoryServer();
  for (let number = 0; number < 70; number += 1) place(server, `o${number}`, sale(9));
  const connection = server.connect();
  const device = new Device(t);
  const before = device.open(connection);
  await until('all are here', () => before.status.orderCount === 70 && before.status.phase === 'live');
  connection.disconnect();
  // What changes the outbox alone makes the device's revision rise, and leaves no trace of it.
  for (let round = 0; round < 20; round += 1) {
    const wish = await before.dispatch('o1', pack('o1'));
    assert.equal(wish.ok && (await before.withdraw(wish.commandId)), true);
  }
  connection.reconnect();
  await before.close();
  await device.deleteRecord('meta', 'state');

  const leading = device.open(connection);
  await until('it is whole again', () => leading.status.phase === 'live' && leading.status.orderCount === 70);
  const following = device.open(connection);
  await until('the other tab is here', () => following.status.orderCount === 70 && !following.status.leading);
  carryOut(server, 'o1', 'theirs', pack('o1', 4));
  await until('both show what came', async () => packedUnits(await leading.readOrder('o1')) === 4 && following.row(following.handleOf('o1') ?? -1).fulfillment === 'packing');
});

test('C11 contents that cannot be read go with the full read that replaces them, which is the last one', async (t) => {
  const server = new MemoryServer();
  const device = new Device(t);
  const connection = await fill(device, server);
  const contents = (await device.readTable('contents')) as {id: number; revision: number}[];
  assert.ok(contents.length > 0);
  for (const {id, revision} of contents) await device.putRecord('contents', {id, revision, orderIds: null, versions: []});
  connection.reconnect();
  const engine = device.open(connection);
  await expectHealed(engine, server);
  const ids = new Set(contents.map(({id}) => id));
  await until('they are gone', async () => !((await device.readTable('contents')) as {id: number}[]).some(({id}) => ids.has(id)));
  const asked = server.calls['readChanges'] ?? 0;
  for (let number = 0; number < 70; number += 1) place(server, `later${number}`);
  await until('what is new comes', () => engine.status.orderCount === ORDERS + 70);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok((server.calls['readChanges'] ?? 0) - asked < 30, 'and nothing is read from the beginning again');
});
