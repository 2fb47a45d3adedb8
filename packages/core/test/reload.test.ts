import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {OrderEngine} from '../src/engine/order-engine.ts';
import type {OrderRow} from '../src/index/order-row.ts';
import {DEFAULT_SORT, EMPTY_QUERY, type OrderQuery} from '../src/query/order-query.ts';
import {Device} from './support/device.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {carryOut, pack, place, sale, send, verify} from './support/orders.ts';
import {until} from './support/until.ts';

const word = (text: string): OrderQuery => ({terms: [{kind: 'text', field: 'any', text, negated: false}]});

/** Everything a list would paint, in order. */
function rowsOf(engine: OrderEngine, query: OrderQuery = EMPTY_QUERY): OrderRow[] {
  return Array.from(engine.query({query, sort: DEFAULT_SORT}).rows, (handle) => engine.row(handle));
}

function shop(orders: number): MemoryServer {
  const server = new MemoryServer({changesPerPage: 100});
  for (let number = 0; number < orders; number += 1) {
    place(server, `o${number}`, sale(2, {number: `N${number}`, placedAt: new Date(1.7e12 + number * 60_000).toISOString(), customer: {id: `c${number % 7}`, name: number % 2 ? '陳大文' : 'Ada Lovelace'}}));
  }
  return server;
}

test('C4 an engine opened from the saved index shows the same as one that reads every order', async (t) => {
  const server = shop(300);
  const device = new Device(t);
  const connection = server.connect();
  let engine = device.open(connection);
  await until('all are here', () => engine.status.orderCount === 300 && engine.status.phase === 'live');
  await engine.close(); // saves the index

  // What comes after it was saved: changed orders, new ones, removed ones, unsent and refused commands.
  engine = device.open(connection);
  await until('it is live', () => engine.status.phase === 'live');
  for (let number = 0; number < 40; number += 1) carryOut(server, `o${number}`, `pack-${number}`, pack(`o${number}`, 2));
  place(server, 'new-1', sale(1, {number: 'N900', customer: {name: 'Grace Hopper'}}));
  server.remove('o290');
  await until('they came', () => engine.handleOf('new-1') !== undefined && engine.handleOf('o290') === undefined);
  connection.disconnect();
  await engine.dispatch('o50', pack('o50', 1));
  await engine.dispatch('o51', pack('o51', 2));
  carryOut(server, 'o51', 'other-device', pack('o51', 2));
  connection.reconnect();
  await until('the refusal came', () => engine.status.refusedCount === 1 && engine.status.unsentCount === 1);
  connection.disconnect();
  for (const body of [pack('o52', 2), verify('o52'), send('o52')]) assert.equal((await engine.dispatch('o52', body)).ok, true);
  const expected = rowsOf(engine);
  assert.equal(expected.length, 300);
  const tab = device.open(connection);
  await tab.ready;
  await until('the second tab has all', () => tab.status.orderCount === 300);
  assert.deepEqual(rowsOf(tab), expected, 'opened beside, from the older saved index');
  await tab.close();
  await engine.close();

  const saved = device.open(connection);
  await saved.ready;
  assert.deepEqual(rowsOf(saved), expected, 'opened from the index saved last');
  for (const query of [word('lovelace'), word('大文'), word('N29'), word('hopper'), {terms: [{kind: 'status', values: ['complete'], negated: false}]} as OrderQuery]) {
    assert.deepEqual(rowsOf(saved, query), rowsOf(engine, query));
    assert.equal(saved.count(query), rowsOf(saved, query).length);
  }
  await saved.close();

  await device.forgetIndex();
  const rebuilt = device.open(connection);
  await rebuilt.ready;
  await until('every order was read', () => rebuilt.status.orderCount === 300);
  assert.deepEqual(rowsOf(rebuilt), expected, 'read from the orders');
  connection.reconnect();
  await until('everything is sent', () => rebuilt.status.unsentCount === 1);
  for (const order of server.orders()) assert.deepEqual(await rebuilt.readOrder(order.id), order);
  assert.deepEqual(device.errors, []);
});

test('C4 an index from before a full read is not believed', async (t) => {
  const server = shop(80);
  const device = new Device(t);
  const connection = server.connect();
  const first = device.open(connection);
  await until('all are here', () => first.status.orderCount === 80);
  const backup = server.backup();
  place(server, 'late');
  await until('the late one is here', () => first.status.orderCount === 81);
  await first.close();
  const indexWithLate = await device.readIndex();
  const second = device.open(connection);
  server.restore(backup);
  await until('the late one is gone', () => second.status.phase === 'live' && second.status.orderCount === 80);
  await second.close();
  await device.writeIndex(indexWithLate);
  connection.disconnect();
  const third = device.open(connection);
  await third.ready;
  await until('all are here', () => third.status.orderCount === 80);
  assert.equal(third.handleOf('late'), undefined);
});

test('C4 a damaged index is built again', async (t) => {
  const server = shop(50);
  const device = new Device(t);
  const connection = server.connect();
  const first = device.open(connection);
  await until('all are here', () => first.status.orderCount === 50 && first.status.phase === 'live');
  await first.close();
  await device.writeIndex({...((await device.readIndex()) as object), saved: {columns: 'no longer an index'}});
  connection.disconnect();
  const second = device.open(connection);
  await until('all are here again', () => second.status.orderCount === 50);
  assert.equal(rowsOf(second).length, 50);
});
