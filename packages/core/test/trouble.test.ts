import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BackendError} from '../src/ports/backend-error.ts';
import {Device} from './support/device.ts';
import {hasCode} from './support/has-code.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {openLive} from './support/open-live.ts';
import {pack, packedUnits, place, sale} from './support/orders.ts';
import {tapped} from './support/tapped-channel.ts';
import {until} from './support/until.ts';

const broken = (): BackendError => new BackendError('backend/broken', 'The server broke on this order.', {retriable: true});

test('X6 one stuck order holds up its own commands, in their order, and nobody else’s', async (t) => {
  const server = new MemoryServer();
  for (const id of ['stuck', 'o1', 'o2', 'o3']) place(server, id, sale(3));
  const {connection, engine} = await openLive(t, server);
  let isStuck = true;
  connection.intercept = ({method, way, commands}) => {
    // Only its first command breaks the server; those after it must wait all the same.
    if (isStuck && method === 'pushCommands' && way === 'request' && commands?.some(({orderId, device}) => orderId === 'stuck' && device?.seq === 1)) throw broken();
  };
  connection.disconnect();
  for (const id of ['stuck', 'o1', 'stuck', 'o2', 'o3', 'stuck']) assert.equal((await engine.dispatch(id, pack(id))).ok, true);
  connection.reconnect();
  await until('the others are sent', () => ['o1', 'o2', 'o3'].every((id) => packedUnits(server.order(id)) === 1), 10_000);
  await until('only the stuck ones are left', () => engine.status.unsentCount === 3);
  assert.equal(packedUnits(server.order('stuck')), 0);
  isStuck = false;
  await until('the stuck one is sent', () => engine.status.unsentCount === 0, 10_000);
  assert.equal(packedUnits(server.order('stuck')), 3);
  assert.equal(engine.status.refusedCount, 0);
  assert.equal(server.appliedCommandIds.length, 10);
});

test('X6 a command that the server cannot read is set aside with the server’s words; the others go', async (t) => {
  const server = new MemoryServer();
  for (const id of ['o1', 'o2', 'o3']) place(server, id, sale(3));
  const {connection, engine} = await openLive(t, server);
  connection.disconnect();
  await engine.dispatch('o1', pack('o1'));
  // An older backend that does not know a reason.
  const problem = {type: 'about:blank', title: 'Some commands cannot be read.', status: 422, errors: [{pointer: '/commands/0/reason', detail: 'is unknown.'}]};
  connection.intercept = ({method, way, commands}) => {
    if (method === 'pushCommands' && way === 'request' && commands?.some(({type}) => type === 'order.cancel')) throw new BackendError('backend/bad-request', problem.title, {retriable: false, problem});
  };
  await engine.dispatch('o2', {type: 'order.cancel', reason: 'out of stock'});
  await engine.dispatch('o2', pack('o2'));
  await engine.dispatch('o3', pack('o3'));
  connection.reconnect();
  await until('the others are sent', () => packedUnits(server.order('o1')) === 1 && packedUnits(server.order('o3')) === 1);
  await until('the unreadable one is set aside', () => engine.status.refusedCount === 1 && engine.status.unsentCount === 1);
  const [entry] = await engine.readOutbox();
  assert.equal(entry?.command.type, 'order.cancel');
  assert.equal(entry?.refusal, undefined);
  assert.equal(entry?.problem?.status, 422);
  assert.equal(entry?.problem?.errors?.[0]?.pointer, '/commands/0/reason');
  assert.deepEqual(await engine.readOrder('o2'), server.order('o2'));
  await engine.dismissRefusal(entry?.id ?? '');
  assert.equal(engine.status.unsentCount, 0);
});

test('X7 a broken server is left in peace and found again', async (t) => {
  const server = new MemoryServer();
  for (let number = 0; number < 20; number += 1) place(server, `o${number}`, sale(1));
  const connection = server.connect();
  const engine = new Device(t).open(connection);
  await until('it is live', () => engine.status.orderCount === 20 && engine.status.phase === 'live');
  let requests = 0;
  let isBroken = true;
  connection.intercept = ({method, way}) => {
    if (!isBroken || method !== 'pushCommands' || way !== 'request') return;
    requests += 1;
    throw broken();
  };
  for (let number = 0; number < 20; number += 1) await engine.dispatch(`o${number}`, pack(`o${number}`));
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.ok(requests < 60, `${requests} requests`);
  assert.equal(engine.status.problem, 'The server broke on this order.');
  isBroken = false;
  await until('everything is sent', () => engine.status.unsentCount === 0, 10_000);
  assert.equal(server.appliedCommandIds.length, 40);
  await until('the problem is over', () => engine.status.problem === undefined);
});

test('X7 a busy server is given the time it asks for', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(1));
  const {device, connection, engine} = await openLive(t, server);
  let askedAt = 0;
  let waitedMs = 0;
  connection.intercept = ({method, way}) => {
    if (method !== 'pushCommands' || way !== 'request') return;
    if (askedAt === 0) {
      askedAt = performance.now();
      throw new BackendError('backend/busy', 'Too much to do.', {retriable: true, retryAfterMs: 6_000});
    }
    waitedMs = performance.now() - askedAt;
  };
  await engine.dispatch('o1', pack('o1'));
  await until('it is sent', () => engine.status.unsentCount === 0);
  assert.ok(waitedMs * device.speed >= 5_900);
});

test('C5 a device without room: nothing pretends to be kept, the outbox stays, and work goes on once there is room', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(5));
  const {device, connection, engine} = await openLive(t, server);
  connection.disconnect();
  await engine.dispatch('o1', pack('o1', 2));

  device.isFull = true;
  await assert.rejects(engine.dispatch('o1', pack('o1', 2)), hasCode('cache/full'));
  assert.equal(packedUnits(await engine.readOrder('o1')), 2);
  place(server, 'o2');
  connection.reconnect();
  await until('the page cannot be stored', () => engine.status.phase === 'failed');
  assert.match(engine.status.problem ?? '', /no room/);
  assert.equal(engine.status.unsentCount, 1);

  device.isFull = false;
  await until('it goes on', () => engine.status.phase === 'live' && engine.status.orderCount === 2 && engine.status.unsentCount === 0, 10_000);
  assert.equal(packedUnits(server.order('o1')), 2);
  assert.equal(server.appliedCommandIds.length, 3);
});

test('C5 where the device keeps nothing, the engine works in memory and says so', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(5));
  const device = new Device(t);
  const engine = device.open(server.connect(), {platform: {...device.platform(), database: undefined, missing: ['indexeddb']}});
  await engine.syncNow();
  assert.deepEqual(engine.status.missing, ['indexeddb']);
  assert.equal(engine.status.phase, 'live');
  assert.equal((await engine.dispatch('o1', pack('o1'))).ok, true);
  await engine.settled();
  assert.equal(packedUnits(server.order('o1')), 1);

  const blocked = device.open(server.connect(), {platform: {...device.platform(), database: device.brokenDatabase()}});
  await blocked.syncNow();
  assert.equal(blocked.status.orderCount, 1);
  assert.match(blocked.status.problem ?? '', /cannot be read or written/);
});

test('C5 a database that opens but cannot be read is left alone, with nothing of it still listening', async (t) => {
  const server = new MemoryServer();
  for (let number = 0; number < 70; number += 1) place(server, `o${number}`);
  const device = new Device(t);
  const before = device.open(server.connect());
  await until('it is live', () => before.status.phase === 'live' && before.status.orderCount === 70);
  await before.close();
  await device.forgetIndex();
  const platform = device.platform();
  // What the chunks hold can no longer be read: the disk is failing.
  const failing = (db: IDBDatabase): void => {
    const begin = db.transaction.bind(db);
    db.transaction = (...args: Parameters<IDBDatabase['transaction']>): IDBTransaction => {
      const tx = begin(...args);
      const store = tx.objectStore.bind(tx);
      tx.objectStore = (name: string): IDBObjectStore => {
        if (name === 'contents') throw new DOMException('The disk failed.', 'UnknownError');
        return store(name);
      };
      return tx;
    };
  };
  let open = 0;
  const engine = device.open(server.connect(), {
    platform: {
      ...platform,
      database: device.watchedDatabase(failing),
      openChannel: (name) => {
        open += 1;
        return tapped(platform.openChannel(name), {onClose: () => (open -= 1)});
      },
    },
  });
  await until('it works in memory', () => engine.status.phase === 'live' && engine.status.orderCount === 70);
  assert.match(engine.status.problem ?? '', /cannot be read/);
  assert.equal(open, 0);
});

test('F3 a backend that cannot say that there is more is read every half minute', async (t) => {
  const server = new MemoryServer({capabilities: ['receipts']});
  const {engine} = await openLive(t, server);
  place(server, 'o1');
  await until('it is found', () => engine.status.orderCount === 1);
  assert.equal(server.calls['listen'], undefined);
});

test('F3 a listening engine does not ask again and again', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1');
  const {device} = await openLive(t, server);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const before = {...server.calls};
  await new Promise((resolve) => setTimeout(resolve, 30_000 / device.speed + 200)); // more than a slow read apart
  assert.deepEqual(server.calls, before);
});

test('C5 orders that a failing device can no longer read are fetched again; the outbox is kept', async (t) => {
  const server = new MemoryServer({capabilities: ['stream']});
  for (let number = 0; number < 300; number += 1) place(server, `o${number}`, sale(2));
  const connection = server.connect();
  const device = new Device(t);
  for (const saved of ['with the saved index', 'without the saved index']) {
    const first = device.open(connection);
    await until('all are here', () => first.status.orderCount === 300 && first.status.phase === 'live');
    connection.disconnect();
    assert.equal((await first.dispatch('o7', pack('o7', 1))).ok, true);
    await first.close();
    assert.ok((await device.damageChunks()) > 0);
    if (saved === 'without the saved index') await device.forgetIndex();

    connection.reconnect();
    const second = device.open(connection);
    const leader = device.open(connection);
    await until(`all are here again ${saved}`, async () => second.status.orderCount === 300 && (await second.readOrder('o250')) !== undefined);
    await until('the unsent command was sent', () => second.status.unsentCount === 0);
    for (const order of server.orders().slice(0, 20)) assert.deepEqual(await second.readOrder(order.id), order);
    await second.close();
    await leader.close();
  }
  assert.equal(packedUnits(server.order('o7')), 2);
  assert.deepEqual(device.errors, []);
});
