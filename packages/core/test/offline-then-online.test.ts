import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Device} from './support/device.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {openLive} from './support/open-live.ts';
import {pack, packedUnits, place, sale, send, verify} from './support/orders.ts';
import {until} from './support/until.ts';

test('X1 what is done offline is kept over a reload and reaches the server exactly once', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1');
  const device = new Device(t);
  const connection = server.connect();
  let engine = device.open(connection);
  await until('the order is here', () => engine.status.phase === 'live' && engine.status.orderCount === 1);

  server.stop();
  for (const body of [pack('o1', 2), verify('o1'), send('o1')]) assert.equal((await engine.dispatch('o1', body)).ok, true);
  assert.equal((await engine.readOrder('o1'))?.status, 'complete');
  assert.equal(engine.row(engine.handleOf('o1') ?? -1).mark, 'unsent');
  await until('it is known to be offline', () => engine.status.phase === 'offline');
  await engine.close();

  engine = device.open(connection);
  await engine.ready;
  assert.equal((await engine.readOrder('o1'))?.status, 'complete');
  assert.equal(engine.status.unsentCount, 3);
  assert.equal(engine.row(engine.handleOf('o1') ?? -1).mark, 'unsent');

  server.start();
  await until('everything is sent', () => engine.status.unsentCount === 0);
  assert.equal(server.order('o1')?.status, 'complete');
  assert.equal(packedUnits(server.order('o1')), 2);
  assert.equal(server.appliedCommandIds.length, 4);
  assert.equal(engine.row(engine.handleOf('o1') ?? -1).mark, 'synced');
  assert.deepEqual(await engine.readOrder('o1'), server.order('o1'));
  assert.deepEqual(device.errors, []);
});

test('X1 an order written down offline is packed offline, and gets its number when it reaches the server', async (t) => {
  const server = new MemoryServer();
  const {connection, engine} = await openLive(t, server);
  connection.disconnect();
  const orderId = engine.newId();
  assert.equal((await engine.dispatch(orderId, {type: 'order.place', order: sale(2)})).ok, true);
  assert.equal((await engine.dispatch(orderId, pack(orderId, 2))).ok, true);
  assert.equal((await engine.dispatch(orderId, verify(orderId))).ok, true);
  const row = engine.row(engine.handleOf(orderId) ?? -1);
  assert.deepEqual([row.number, row.mark, row.fulfillment], ['', 'unsent', 'packed']);
  connection.reconnect();
  await until('everything is sent', () => engine.status.unsentCount === 0);
  assert.equal(server.appliedCommandIds.length, 3);
  assert.match(engine.row(engine.handleOf(orderId) ?? -1).number, /^\d+$/);
  assert.deepEqual(await engine.readOrder(orderId), server.order(orderId));
});
