import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {createOrderEngine, type OrderEngine, type OrderEngineOptions} from '../src/engine/index.ts';
import {OrderLogs} from '../src/engine/order-logs.ts';
import {BackendError} from '../src/ports/backend-error.ts';
import {createFastClock} from './support/fast-clock.ts';
import {Logbook} from './support/logbook.ts';
import {MemoryServer} from './support/memory-backend.ts';
import type {MemoryConnection} from './support/memory-connection.ts';
import {carryOut, pack, place, sale, send, verify} from './support/orders.ts';
import {until} from './support/until.ts';

/** An engine in memory that has read everything. */
async function opened(t: TestContext, server: MemoryServer, options: Partial<OrderEngineOptions> = {}): Promise<{connection: MemoryConnection; engine: OrderEngine}> {
  const connection = server.connect();
  const engine = createOrderEngine({backend: connection, ...options});
  t.after(() => engine.close());
  await engine.syncNow();
  return {connection, engine};
}

test('H4 H5 the engine tells what the backend knows and what is not sent; without the backend what it remembers, and why', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const {connection, engine} = await opened(t, server);
  const told = async () => {
    const {entries, problem} = await engine.readTimeline('o1');
    return [problem?.code, ...entries.map(({pending, steps}) => `${steps.map(({type}) => type).join(' ')}${pending ? ' pending' : ''}`)];
  };
  assert.deepEqual(await told(), [undefined, 'order.placed']);
  assert.deepEqual(await told(), [undefined, 'order.placed']);
  assert.equal(server.calls['readEvents'], 1, 'what is known is not asked for again');

  carryOut(server, 'o1', 'other', {type: 'note.add', text: 'fragile'});
  await engine.syncNow();
  assert.deepEqual(await told(), [undefined, 'order.placed', 'note.added']);

  connection.disconnect();
  await engine.dispatch('o1', pack('o1', 2));
  await engine.dispatch('o1', verify('o1'));
  assert.deepEqual(await told(), [undefined, 'order.placed', 'note.added', 'parcel.packed pending', 'parcel.verified pending']);
  const other = await engine.readTimeline('o2');
  assert.equal(other.problem?.code, 'backend/unreachable');
  assert.deepEqual(other.entries, []);
});

test('H5 an order that was placed here and is not sent yet is told without asking anybody', async (t) => {
  const server = new MemoryServer();
  const {connection, engine} = await opened(t, server);
  connection.disconnect();
  await engine.dispatch('new', {type: 'order.place', order: sale(1)});
  const {entries, problem} = await engine.readTimeline('new');
  assert.deepEqual(entries.map(({pending, steps}) => [pending, steps.map(({type}) => type)]), [[true, ['order.placed']]]);
  assert.equal(problem, undefined);
  assert.equal(server.calls['readEvents'], undefined);
});

test('H5 another reader does not see what was read before, the log not looked at for longest leaves first, and what is no trouble of the backend is thrown', async () => {
  const {log} = new Logbook().place();
  let asked = 0;
  let fault: Error | undefined;
  const logs = new OrderLogs({
    readEvents: () => {
      asked += 1;
      return fault === undefined ? Promise.resolve(log) : Promise.reject(fault);
    },
  });
  await logs.read('o1', 1, 'wing|clerk');
  await logs.read('o1', 1, 'wing|clerk');
  assert.equal(asked, 1);
  fault = new BackendError('backend/forbidden', 'Not yours.', {retriable: false});
  assert.deepEqual(await logs.read('o1', 1, 'wing|packer'), {logged: [], problem: fault});
  fault = undefined;
  for (let order = 0; order < 51; order += 1) await logs.read(`order-${order}`, 1, 'wing|packer');
  const before = asked;
  await logs.read('order-50', 1, 'wing|packer');
  assert.equal(asked, before);
  await logs.read('order-0', 1, 'wing|packer');
  assert.equal(asked, before + 1);
  fault = new TypeError('a mistake');
  await assert.rejects(logs.read('o9', 1, 'wing|packer'), TypeError);
});

test('H4 what is not sent is decided by the backend’s time here too, however wrong the device’s clock is', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(1));
  const {connection, engine} = await opened(t, server, {clock: {...createFastClock(1), now: () => new Date(Date.now() + 7 * 3_600_000).toISOString()}});
  for (const body of [pack('o1', 1), verify('o1')]) await engine.dispatch('o1', body);
  const sent = await engine.dispatch('o1', send('o1'));
  await engine.settled();
  connection.disconnect();
  assert.equal(sent.ok && (await engine.undo('o1', sent.commandId)).ok, true);
  const last = (await engine.readTimeline('o1')).entries.at(-1);
  assert.equal(last?.pending, true);
  assert.equal(last?.refusal, undefined);
});

test('H5 a backend that was restored from a backup is asked again, even if its order is younger than what was read', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(1));
  const {engine} = await opened(t, server);
  const backup = server.backup();
  for (const id of ['n1', 'n2']) carryOut(server, 'o1', id, {type: 'note.add', text: id});
  await engine.syncNow();
  assert.equal((await engine.readTimeline('o1')).entries.length, 3);
  server.restore(backup);
  await until('the backup is read', async () => (await engine.readOrder('o1'))?.version === 1);
  assert.equal((await engine.readTimeline('o1')).entries.length, 1);
});
