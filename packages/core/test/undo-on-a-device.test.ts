import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {Device} from './support/device.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {pack, place, sale, send, verify} from './support/orders.ts';
import {until} from './support/until.ts';

const HOURS = 3_600_000;

/** A shop whose only order is packed and verified, and a device whose clock is `aheadMs` off. */
async function openShop(t: TestContext, aheadMs = 0) {
  const server = new MemoryServer();
  place(server, 'o1', sale(1));
  const connection = server.connect();
  const device = new Device(t);
  const clock = {...device.frozenClock().clock, now: () => new Date(Date.now() + aheadMs).toISOString()};
  const engine = device.open(connection, {clock});
  await until('it is live', () => engine.status.phase === 'live' && engine.status.orderCount === 1);
  for (const body of [pack('o1'), verify('o1')]) assert.equal((await engine.dispatch('o1', body)).ok, true);
  await engine.settled();
  return {server, connection, engine};
}

test('X12 a Send that the backend has is undone there while its letter is held, however wrong the device’s clock is', async (t) => {
  for (const aheadMs of [0, 7 * HOURS, -9 * HOURS]) {
    const {server, engine} = await openShop(t, aheadMs);
    const sent = await engine.dispatch('o1', send('o1'));
    assert.ok(sent.ok);
    await engine.settled();
    assert.equal(server.order('o1')?.status, 'complete');
    assert.ok(sent.order.undoable?.length, 'what is shown says at once that it can be undone');
    const undone = await engine.undo('o1', sent.commandId);
    assert.deepEqual({...undone, order: undefined}, {ok: true, withdrawn: false, order: undefined}, String(aheadMs));
    assert.equal((await engine.readOrder('o1'))?.status, 'processing', 'at once');
    await engine.settled();
    assert.equal(server.order('o1')?.parcels[0]?.sentAt, undefined);
    const again = await engine.undo('o1', sent.commandId);
    assert.deepEqual(again.ok ? 'undone twice' : again.refusal.code, 'undo/not-found');
    await engine.close();
  }
});

test('X12 what was never given to the backend is withdrawn: it hears of neither', async (t) => {
  const {server, connection, engine} = await openShop(t);
  connection.disconnect();
  const sent = await engine.dispatch('o1', send('o1'));
  assert.ok(sent.ok);
  const undone = await engine.undo('o1', sent.commandId);
  assert.deepEqual([undone.ok && undone.withdrawn, undone.ok && undone.order?.status], [true, 'processing']);
  assert.equal(engine.status.unsentCount, 0);
  connection.reconnect();
  await engine.settled();
  assert.equal(server.order('o1')?.version, 3);
  assert.equal(server.appliedCommandIds.includes(sent.commandId), false);
});

test('X12 undoing at one order what was wished for another takes nothing back', async (t) => {
  const {server, connection, engine} = await openShop(t);
  place(server, 'o2');
  await until('the other one is here', () => engine.status.orderCount === 2);
  connection.disconnect();
  const sent = await engine.dispatch('o1', send('o1'));
  assert.ok(sent.ok);
  const undone = await engine.undo('o2', sent.commandId);
  assert.equal(!undone.ok && undone.refusal.code, 'undo/not-found');
  assert.deepEqual((await engine.readOutbox()).map(({id}) => id), [sent.commandId]);
});
