import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MalformedCommandError} from '../src/engine/index.ts';
import type {CommandBody} from '../src/order/command.ts';
import {BackendError} from '../src/ports/backend-error.ts';
import {isEngineError} from '../src/shared/engine-error.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {openLive} from './support/open-live.ts';
import {carryOut, pack, packedUnits, place, sale} from './support/orders.ts';
import {until} from './support/until.ts';

test('X10 a command that was never given to the backend is withdrawn in any tab; the order is as if it had not been wished', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(9));
  const {device, connection, engine: a} = await openLive(t, server);
  const b = device.open(connection);
  await until('tab B has it', () => b.status.orderCount === 1);
  connection.disconnect();
  await until('it is known to be offline', () => a.status.phase === 'offline');
  const first = await a.dispatch('o1', pack('o1', 1));
  const second = await a.dispatch('o1', pack('o1', 3));
  const third = await a.dispatch('o1', pack('o1', 2));
  assert.ok(first.ok && second.ok && third.ok);
  await until('tab B knows', async () => b.status.unsentCount === 3);
  assert.deepEqual((await b.outbox.list()).map(({canWithdraw}) => canWithdraw), [true, true, true]);
  assert.equal(await b.withdraw(second.commandId), true);
  assert.equal(await b.withdraw(second.commandId), false, 'there is nothing left to withdraw');
  await until('tab A shows it', async () => packedUnits(await a.readOrder('o1')) === 3 && a.status.unsentCount === 2);
  const fourth = await a.dispatch('o1', pack('o1', 1));
  assert.ok(fourth.ok);
  connection.reconnect();
  await until('everything is sent', () => a.status.unsentCount === 0 && b.status.unsentCount === 0);
  assert.equal(packedUnits(server.order('o1')), 4);
  assert.deepEqual(server.appliedCommandIds.slice(1), [first.commandId, third.commandId, fourth.commandId]);
});

test('X10 what was given to the backend cannot be withdrawn, also when the answer was lost or the page reloaded', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(5));
  const {device, connection, engine} = await openLive(t, server);
  connection.intercept = ({method, way}) => {
    if (method !== 'pushCommands' || way !== 'reply') return;
    connection.disconnect();
  };
  const answer = await engine.dispatch('o1', pack('o1', 2));
  assert.ok(answer.ok);
  await until('the server has it', () => server.appliedCommandIds.length === 2);
  await until('it is offline', () => engine.status.phase === 'offline');
  assert.equal(engine.status.unsentCount, 1);
  assert.deepEqual((await engine.outbox.list()).map(({canWithdraw}) => canWithdraw), [false]);
  assert.equal(await engine.withdraw(answer.commandId), false);
  await engine.close();
  const later = device.open(connection);
  await later.ready;
  assert.equal(await later.outbox.withdraw(answer.commandId), false);
  connection.intercept = undefined;
  connection.reconnect();
  await until('it is known', () => later.status.unsentCount === 0);
  assert.equal(packedUnits(server.order('o1')), 2);
});

test('X11 a body that is no command is said at once, with every place that is wrong, and nothing of it is kept', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(5));
  const {device, engine} = await openLive(t, server);
  const wrong: readonly (readonly [body: unknown, pointers: readonly string[]])[] = [
    [{...pack('o1'), quantity: 0}, ['/quantity']],
    [{type: 'parcel.pack', parcelId: 7, quantity: 'many'}, ['/parcelId', '/lineId', '/quantity']],
    [{type: 'order.explode'}, ['/type']],
    [{type: 'note.add', text: 'x'.repeat(100_000)}, ['/text']],
    [undefined, ['']],
    ['parcel.pack', ['']],
  ];
  for (const [body, pointers] of wrong) {
    await assert.rejects(engine.dispatch('o1', body as CommandBody), (error) => {
      assert.ok(isEngineError(error) && error instanceof MalformedCommandError);
      assert.equal(error.code, 'command/malformed');
      assert.deepEqual(error.errors.map(({pointer}) => pointer), pointers);
      return error.message.startsWith('This is not a command: ');
    });
  }
  assert.equal(engine.status.unsentCount, 0);
  assert.deepEqual(await device.readTable('pending'), []);
  const answer = await engine.dispatch('o1', {...pack('o1'), colour: 'red', paint: () => 'functions cannot be kept'} as unknown as CommandBody);
  assert.equal(answer.ok, true, 'unknown fields are left out');
  await engine.settled();
  assert.equal(packedUnits(server.order('o1')), 1);
});

test('N5 the outbox can be looked at: state, attempts, next try and reason; tried again and dismissed by hand', async (t) => {
  const server = new MemoryServer();
  for (const id of ['stuck', 'o1', 'o2']) place(server, id, sale(3));
  const {connection, engine} = await openLive(t, server, {speed: 1});
  let isStuck = true;
  connection.intercept = ({method, way, commands}) => {
    if (isStuck && method === 'pushCommands' && way === 'request' && commands?.some(({orderId}) => orderId === 'stuck')) throw new BackendError('backend/broken', 'It broke.', {retriable: true});
  };
  connection.disconnect();
  const stuck = await engine.dispatch('stuck', pack('stuck'));
  await engine.dispatch('o1', pack('o1', 3));
  await engine.dispatch('o2', pack('o2'));
  carryOut(server, 'o1', 'elsewhere', pack('o1', 3));
  connection.reconnect();
  await engine.syncNow();
  await until('the others are answered', () => packedUnits(server.order('o2')) === 1 && engine.status.refusedCount === 1, 10_000);
  await until('the stuck one is given a rest', async () => ((await engine.outbox.list()).find(({orderId}) => orderId === 'stuck')?.nextTryInMs ?? 0) > 0, 10_000);
  const items = await engine.outbox.list();
  const of = (orderId: string) => items.find((item) => item.orderId === orderId);
  assert.equal(of('stuck')?.state, 'waiting');
  assert.ok((of('stuck')?.attempts ?? 0) >= 1);
  assert.equal(of('stuck')?.type, 'parcel.pack');
  assert.equal(of('stuck')?.orderNumber, server.order('stuck')?.number);
  assert.equal(of('o1')?.state, 'refused');
  assert.equal(of('o1')?.nextTryInMs, undefined);
  assert.equal(of('o1')?.refusal?.code, (await engine.readOutbox()).find(({orderId}) => orderId === 'o1')?.refusal?.code);
  isStuck = false;
  assert.ok(stuck.ok);
  await engine.outbox.retry(stuck.commandId);
  assert.equal(packedUnits(server.order('stuck')), 1, 'it need not wait');
  await engine.outbox.dismiss(of('o1')?.id ?? '');
  await until('the outbox is empty', () => engine.status.unsentCount === 0);
  assert.deepEqual(await engine.outbox.list(), []);
});
