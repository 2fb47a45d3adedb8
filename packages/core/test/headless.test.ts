import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createOrderEngine, shareOrderEngine} from '../src/engine/index.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {pack, place, sale, send, verify} from './support/orders.ts';

test('N1 a script in Node packs and sends an order with nothing but a backend', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const engine = createOrderEngine({backend: server.connect()});
  t.after(() => engine.close());
  await engine.syncNow();
  for (const body of [pack('o1', 2), verify('o1'), send('o1')]) assert.equal((await engine.dispatch('o1', body)).ok, true);
  await engine.settled();
  assert.equal(server.order('o1')?.status, 'complete');
  assert.equal(engine.status.phase, 'live');
  assert.ok(engine.status.missing.includes('indexeddb'));
  assert.equal((await engine.readEvents('o1')).at(-1)?.event.type, 'act.undoable');
  assert.equal((await engine.readReceipt('o1', 'r1')).type, 'image/png');
  assert.equal((await engine.readReceipt('o1', 'r1')).type, 'image/png');
  assert.equal(server.calls['readReceipt'], 1, 'a picture is fetched once');
  await engine.close();
  assert.equal(engine.status.phase, 'closed');
});

test('N2 settled() can be given up', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const connection = server.connect();
  const engine = createOrderEngine({backend: connection});
  t.after(() => engine.close());
  await engine.syncNow();
  connection.disconnect();
  await engine.dispatch('o1', pack('o1'));
  await assert.rejects(engine.settled({signal: AbortSignal.timeout(50)}), {name: 'TimeoutError'});
});

test('N3 elements that speak with one backend share one engine; the last one closes it', async () => {
  const server = new MemoryServer();
  const first = shareOrderEngine({backend: server.connect()});
  const second = shareOrderEngine({backend: server.connect()});
  const other = shareOrderEngine({backend: server.connect({endpoint: 'memory:other'})});
  assert.equal(first.engine, second.engine);
  assert.notEqual(first.engine, other.engine);
  await first.engine.ready;
  await first.release();
  await first.release();
  assert.notEqual(second.engine.status.phase, 'closed');
  await second.release();
  assert.equal(second.engine.status.phase, 'closed');
  const third = shareOrderEngine({backend: server.connect()});
  assert.notEqual(third.engine, second.engine);
  await Promise.all([third.release(), other.release()]);
});

test('N1 wishes given while the engine opens wait for it', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const engine = createOrderEngine({backend: server.connect()});
  t.after(() => engine.close());
  assert.equal((await engine.readOrder('o1'))?.id, 'o1');
  const other = createOrderEngine({backend: server.connect({endpoint: 'memory:2'})});
  t.after(() => other.close());
  assert.equal((await other.dispatch('o1', pack('o1'))).ok, true);
});
