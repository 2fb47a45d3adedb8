import assert from 'node:assert/strict';
import {test} from 'node:test';
import {closedGate} from './support/gate.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {openLive} from './support/open-live.ts';
import {pack, packedUnits, place, sale, verify} from './support/orders.ts';
import {until} from './support/until.ts';
import {watch} from './support/watch.ts';

const isDone = (engine: {status: {unsentCount: number}}) => (): boolean => engine.status.unsentCount === 0;

test('X3 a reply lost after the server committed: no refusal, no second pack, no jump back', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1');
  const {connection, engine} = await openLive(t, server);
  const {seen} = watch(engine, 'o1', packedUnits);

  connection.loseReplies(1);
  assert.equal((await engine.dispatch('o1', pack('o1', 2))).ok, true);
  await until('the command was carried out', () => packedUnits(server.order('o1')) === 2);
  await until('the outbox is empty', isDone(engine));

  assert.equal(server.appliedCommandIds.length, 2);
  assert.equal(engine.status.refusedCount, 0);
  assert.deepEqual(seen, [2]);
  assert.deepEqual(await engine.readOrder('o1'), server.order('o1'));
});

test('X3 X4 the feed brings the command while its reply is lost: it is not replayed, and sent again only to learn the outcome', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(3));
  const {connection, engine} = await openLive(t, server);
  const {seen} = watch(engine, 'o1', packedUnits);

  // The first reply waits until the feed has brought its order, then it is lost; later pushes wait too.
  const gate = closedGate();
  connection.intercept = async ({method, way}) => {
    if (method === 'pushCommands' && way === 'reply') await gate.passed;
  };
  connection.loseReplies(1);
  await engine.dispatch('o1', pack('o1'));
  await until('the feed has brought it', async () => (await engine.readOrder('o1'))?.version === server.order('o1')?.version);
  assert.equal(engine.status.unsentCount, 1);
  assert.equal(packedUnits(await engine.readOrder('o1')), 1);
  await engine.dispatch('o1', pack('o1'));
  gate.open();
  await until('the outbox is empty', isDone(engine));

  assert.deepEqual(seen, [1, 2]);
  assert.equal(packedUnits(server.order('o1')), 2);
  assert.equal(engine.status.refusedCount, 0);
  assert.equal(server.appliedCommandIds.length, 3);
});

test('X3 every reply of a long packing is lost once', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(12));
  const {connection, engine} = await openLive(t, server);
  const {seen} = watch(engine, 'o1', packedUnits);
  let pushes = 0;
  connection.intercept = ({method, way}) => {
    if (method !== 'pushCommands' || way !== 'request') return;
    pushes += 1;
    connection.loseReplies(pushes % 2);
  };
  for (let unit = 0; unit < 12; unit += 1) {
    assert.equal((await engine.dispatch('o1', pack('o1'))).ok, true);
    if (unit % 3 === 0) await until('some of it was sent', () => server.appliedCommandIds.length > unit / 2);
  }
  assert.equal((await engine.dispatch('o1', verify('o1'))).ok, true);
  await until('the outbox is empty', isDone(engine), 20_000);
  assert.equal(packedUnits(server.order('o1')), 12);
  assert.equal(engine.status.refusedCount, 0);
  assert.deepEqual(seen, [...seen].sort((left, right) => left - right), 'the view never goes back');
  assert.equal(new Set(server.appliedCommandIds).size, server.appliedCommandIds.length);
  assert.deepEqual(await engine.readOrder('o1'), server.order('o1'));
});
