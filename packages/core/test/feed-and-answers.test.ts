import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Device} from './support/device.ts';
import {closedGate} from './support/gate.ts';
import {MemoryServer} from './support/memory-backend.ts';
import type {NetworkCall} from './support/memory-connection.ts';
import {openLive} from './support/open-live.ts';
import {carryOut, pack, packedUnits, place, sale} from './support/orders.ts';
import {until} from './support/until.ts';
import {watch} from './support/watch.ts';

/** Lets replies of one method wait until they are let go. */
function holdReplies(method: NetworkCall['method']): {intercept: (call: NetworkCall) => Promise<void>; letGo: () => void} {
  const gate = closedGate();
  return {intercept: async (call) => void (call.method === method && call.way === 'reply' && (await gate.passed)), letGo: gate.open};
}

for (const [name, method] of [['page before answer', 'pushCommands'], ['answer before page', 'readChanges']] as const) {
  test(`X4 ${name}: the view shows the command once, all the time`, async (t) => {
    const server = new MemoryServer();
    place(server, 'o1', sale(5));
    const {connection, engine} = await openLive(t, server);
    const {seen} = watch(engine, 'o1', packedUnits);
    const hold = holdReplies(method);
    connection.intercept = hold.intercept;
    await engine.dispatch('o1', pack('o1', 2));
    await until('the server has it', () => packedUnits(server.order('o1')) === 2);
    if (method === 'readChanges') await until('it is acknowledged', async () => (await engine.readOutbox())[0]?.state === 'acknowledged');
    else await until('the page is here', async () => (await engine.readOrder('o1'))?.version === 2);
    assert.equal(engine.status.unsentCount, 1);
    assert.equal(packedUnits(await engine.readOrder('o1')), 2);
    assert.equal((await engine.dispatch('o1', pack('o1', 1))).ok, true);
    hold.letGo();
    await until('the outbox is empty', () => engine.status.unsentCount === 0);
    assert.deepEqual(seen, [2, 3]);
    assert.equal(packedUnits(server.order('o1')), 3);
  });
}

test('X8 pages and commands delivered twice change nothing', async (t) => {
  const server = new MemoryServer();
  for (let number = 0; number < 40; number += 1) place(server, `o${number}`, sale(3));
  const connection = server.connect();
  const device = new Device(t);
  const [first, second] = [device.open(connection), device.open(connection)];
  await until('both tabs have all', () => first.status.orderCount === 40 && second.status.orderCount === 40);
  for (let number = 0; number < 40; number += 1) await (number % 2 ? first : second).dispatch(`o${number}`, pack(`o${number}`, 3));
  // Both tabs read and send, whoever leads.
  await Promise.all([first.syncNow(), second.syncNow(), first.syncNow(), second.syncNow()]);
  await until('the outbox is empty', () => first.status.unsentCount === 0 && second.status.unsentCount === 0);
  assert.equal(new Set(server.appliedCommandIds).size, 80);
  assert.equal(server.appliedCommandIds.length, 80);
  for (const order of server.orders()) {
    assert.equal(packedUnits(order), 3);
    assert.deepEqual(await first.readOrder(order.id), order);
    assert.deepEqual(await second.readOrder(order.id), order);
  }
});

test('X5 another device takes the last unit: the view moves to the truth and the entry is shown as refused', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(1));
  const {connection, engine} = await openLive(t, server);
  connection.disconnect();
  assert.equal((await engine.dispatch('o1', pack('o1'))).ok, true);
  assert.equal((await engine.dispatch('o1', {type: 'parcel.add', parcelId: 'o1-p2'})).ok, true);
  carryOut(server, 'o1', 'other-device', pack('o1'));
  connection.reconnect();
  await until('the refusal is here', () => engine.status.refusedCount === 1);
  await until('the rest is sent', () => engine.status.unsentCount === 1);

  const [entry] = await engine.readOutbox();
  assert.equal(entry?.state, 'refused');
  assert.equal(entry?.refusal?.code, 'parcel/not-enough-left');
  assert.equal(entry?.orderNumber, server.order('o1')?.number);
  assert.equal(engine.row(engine.handleOf('o1') ?? -1).mark, 'refused');
  assert.deepEqual(await engine.readOrder('o1'), server.order('o1'));
  assert.equal(server.order('o1')?.parcels.length, 2, 'the later command was decided by itself');

  await engine.dismissRefusal(entry?.id ?? '');
  assert.equal(engine.status.unsentCount, 0);
  assert.equal(engine.row(engine.handleOf('o1') ?? -1).mark, 'synced');
  assert.equal((await engine.dispatch('o1', {type: 'parcel.remove', parcelId: 'o1-p2'})).ok, true);
  await until('the next command is sent', () => engine.status.unsentCount === 0);
  assert.equal(server.order('o1')?.parcels.length, 1);
});

test('X1 a command that the newest view refuses is not kept', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(1));
  const {engine} = await openLive(t, server);
  const [one, two] = await Promise.all([engine.dispatch('o1', pack('o1')), engine.dispatch('o1', pack('o1'))]);
  assert.equal(one.ok, true);
  assert.deepEqual(two.ok === false && two.refusal.code, 'parcel/not-enough-left');
  const order = await engine.readOrder('o1');
  assert.ok(order);
  assert.equal(engine.wouldRefuse(order, pack('o1'))?.code, 'parcel/not-enough-left');
  assert.equal(engine.wouldRefuse(order, {type: 'parcel.add', parcelId: 'x'}), undefined);
  const unknown = await engine.dispatch('nowhere', pack('nowhere'));
  assert.equal(unknown.ok === false && unknown.refusal.code, 'order/not-found');
});

test('X1 the same command id given twice is one command', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(4));
  const {connection, engine} = await openLive(t, server);
  connection.disconnect();
  const first = await engine.dispatch('o1', pack('o1', 2), {commandId: 'job-1'});
  const second = await engine.dispatch('o1', pack('o1', 2), {commandId: 'job-1'});
  assert.equal(first.ok && second.ok, true);
  assert.equal(engine.status.unsentCount, 1);
  assert.equal(packedUnits(await engine.readOrder('o1')), 2);
});

test('X4 a command id that was applied long ago: the server calls it a duplicate and it leaves', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(4));
  const {engine} = await openLive(t, server);
  for (let run = 0; run < 2; run += 1) {
    assert.equal((await engine.dispatch('o1', pack('o1', 2), {commandId: 'job-1'})).ok, true);
    await until('the outbox is empty', () => engine.status.unsentCount === 0);
    assert.equal(packedUnits(server.order('o1')), 2);
    assert.deepEqual(await engine.readOrder('o1'), server.order('o1'));
  }
  assert.equal(server.appliedCommandIds.length, 2);
});
