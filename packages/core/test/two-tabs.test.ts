import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {OrderEngine} from '../src/engine/order-engine.ts';
import {Device} from './support/device.ts';
import {closedGate} from './support/gate.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {pack, packedUnits, place, sale, verify} from './support/orders.ts';
import {tapped} from './support/tapped-channel.ts';
import {until} from './support/until.ts';
import {watch} from './support/watch.ts';

const markOf = (engine: OrderEngine, orderId: string): string => engine.row(engine.handleOf(orderId) ?? -1).mark;

/** What was seen once anything was packed: a notice of before may come late and says that nothing was. */
const sinceFirst = (units: readonly number[]): number[] => units.slice(Math.max(0, units.findIndex((count) => count > 0)));

for (const locks of [true, false]) {
  const where = locks ? 'with Web Locks' : 'with a lease';

  test(`T1 ${where}: one tab leads, the other shows what it did, also while the server is stopped`, async (t) => {
    const server = new MemoryServer();
    place(server, 'o1', sale(3));
    const device = new Device(t, {locks});
    const connection = server.connect();
    const a = device.open(connection);
    await until('tab A is live', () => a.status.phase === 'live');
    const b = device.open(connection);
    await until('tab B has the order and hears that all is well', () => b.status.orderCount === 1 && b.status.phase === 'live');
    assert.deepEqual([a.status.leading, b.status.leading], [true, false]);

    server.stop();
    const {seen} = watch(b, 'o1', packedUnits);
    await a.dispatch('o1', pack('o1', 2));
    await until('tab B shows the packing', () => markOf(b, 'o1') === 'unsent' && seen.length > 0);
    assert.deepEqual(sinceFirst(seen), [2]);
    assert.equal(b.status.unsentCount, 1);

    await b.dispatch('o1', pack('o1', 1));
    await b.dispatch('o1', verify('o1'));
    await until('tab A shows the verified parcel', async () => (await a.readOrder('o1'))?.fulfillment === 'packed');
    assert.deepEqual((await a.readOutbox()).map(({seq}) => seq), [1, 2, 3]);
    await until('tab B knows that it is offline', () => b.status.phase === 'offline');

    server.start();
    await until('everything is sent', () => a.status.unsentCount === 0 && b.status.unsentCount === 0, 10_000);
    assert.equal(server.order('o1')?.fulfillment, 'packed');
    assert.equal(server.appliedCommandIds.length, 4);
    assert.deepEqual(await b.readOrder('o1'), server.order('o1'));
    assert.equal(markOf(b, 'o1'), 'synced');
    assert.deepEqual(sinceFirst(seen), [2, 3]);
    assert.deepEqual(device.errors, []);
  });

  test(`T2 ${where}: the leading tab is closed in the middle, the other sends the rest`, async (t) => {
    const server = new MemoryServer();
    for (let number = 0; number < 10; number += 1) place(server, `o${number}`, sale(1));
    const device = new Device(t, {locks});
    const a = device.open(server.connect());
    const b = device.open(server.connect());
    await until('both have all', () => a.status.orderCount === 10 && b.status.orderCount === 10);
    await until('one leads', () => a.status.leading !== b.status.leading);
    const [leader, follower] = a.status.leading ? [a, b] : [b, a];
    for (let number = 0; number < 10; number += 1) await follower.dispatch(`o${number}`, pack(`o${number}`));
    await leader.close();
    await until('the other leads', () => follower.status.leading);
    await until('everything is sent', () => follower.status.unsentCount === 0);
    assert.equal(server.appliedCommandIds.length, 20);
    place(server, 'later');
    await until('the feed is read on', () => follower.handleOf('later') !== undefined);
  });
}

for (const locks of [true, false]) {
  test(`T1 ${locks ? 'with Web Locks' : 'with a lease'}: a tab that led for one person follows where another tab leads for the next`, async (t) => {
    const server = new MemoryServer();
    place(server, 'o1', sale(3));
    const device = new Device(t, {locks});
    const connection = server.connect({userId: 'ming'});
    const a = device.open(connection);
    await until('tab A leads for ming', () => a.status.phase === 'live' && a.status.leading);
    const b = device.open(server.connect({userId: 'fai'}));
    await until('tab B leads for fai', () => b.session?.user.id === 'fai' && b.status.phase === 'live' && b.status.leading);
    connection.actor = {...connection.actor, id: 'fai', name: 'fai'};
    await a.syncNow();
    await until('tab A is fai’s', () => a.session?.user.id === 'fai' && a.status.orderCount === 1);
    await until('only one leads', () => b.status.leading && !a.status.leading);
    await b.close();
    await until('then the other one', () => a.status.leading);
    await a.dispatch('o1', pack('o1', 1));
    await until('it is sent', () => packedUnits(server.order('o1')) === 1);
  });
}

test('T2 a leader that falls silent is followed by another after ten seconds without a beat', async (t) => {
  const server = new MemoryServer();
  const device = new Device(t, {locks: false});
  const a = device.open(server.connect());
  await until('tab A leads', () => a.status.leading);
  const frozen = device.frozenClock();
  const b = device.open(server.connect(), {clock: frozen.clock});
  await until('tab B follows', () => b.status.phase === 'live' && !b.status.leading);
  await a.close();
  await until('tab B leads', () => b.status.leading);
  const c = device.open(server.connect());
  await until('tab C follows', () => c.status.phase === 'live' && !c.status.leading);
  frozen.freeze();
  const frozenAt = performance.now();
  await until('tab C leads', () => c.status.leading);
  assert.ok((performance.now() - frozenAt) * device.speed >= 7_000, 'not before the silence was long enough');
  frozen.thaw();
  await until('tab B sees that it no longer leads', () => !b.status.leading);
});

test('T2 a leader that is frozen with its Web Lock loses it within ten seconds, and follows when it wakes', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(9));
  const device = new Device(t);
  const frozen = device.frozenClock();
  const network = server.connect();
  const a = device.open(network, {clock: frozen.clock});
  await until('tab A leads', () => a.status.leading && a.status.orderCount === 1 && a.status.phase === 'live');
  const b = device.open(server.connect());
  await until('tab B follows', () => b.status.phase === 'live' && !b.status.leading);
  await new Promise((resolve) => setTimeout(resolve, 15_000 / device.speed));
  assert.deepEqual([a.status.leading, b.status.leading], [true, false], 'nobody takes the lead from a tab that lives');
  let isFrozen = true;
  const ice = closedGate();
  network.intercept = async () => {
    if (isFrozen) await ice.passed;
  };
  frozen.freeze();
  const frozenAt = performance.now();
  await b.dispatch('o1', pack('o1', 4));
  await until('tab B leads', () => b.status.leading);
  assert.ok((performance.now() - frozenAt) * device.speed < 10_000 + 1_000 * device.speed, 'within ten seconds, give or take the machine');
  await until('what waited is sent', () => b.status.unsentCount === 0);
  isFrozen = false;
  ice.open();
  frozen.thaw();
  await until('tab A follows', () => !a.status.leading && a.status.phase === 'live');
  assert.equal(packedUnits(server.order('o1')), 4);
  await b.close();
  await until('tab A leads again', () => a.status.leading);
  await a.dispatch('o1', pack('o1', 1));
  await until('it is sent', () => a.status.unsentCount === 0);
  assert.equal(packedUnits(server.order('o1')), 5);
});

test('T2 a reloaded page leads at once although its own lease is still there', async (t) => {
  const server = new MemoryServer();
  const device = new Device(t, {locks: false});
  const frozen = device.frozenClock();
  const a = device.open(server.connect(), {clock: frozen.clock, platform: {...device.platform(), openChannel: () => undefined}});
  await until('tab A leads', () => a.status.leading);
  frozen.freeze(); // as good as gone: it neither beats nor answers
  const openedAt = performance.now();
  const b = device.open(server.connect());
  await until('tab B leads', () => b.status.leading);
  assert.ok((performance.now() - openedAt) * device.speed < 10_000 + 2_000 * device.speed, 'it asks and need not wait for the lease to run out');
});

test('T2 a leader whose page is left hands on at once', async (t) => {
  const server = new MemoryServer();
  const device = new Device(t, {locks: false, speed: 5});
  const frozen = device.frozenClock();
  const a = device.open(server.connect(), {clock: frozen.clock});
  await until('tab A leads', () => a.status.leading);
  const b = device.open(server.connect());
  await until('tab B follows', () => b.status.phase === 'live' && !b.status.leading);
  const leftAt = performance.now();
  frozen.freeze();
  device.leave();
  await until('tab B leads', () => b.status.leading);
  assert.ok((performance.now() - leftAt) * device.speed < 7_000, 'well before the lease runs out');
});

test('T3 notices that were lost are caught up when the page comes into view', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const device = new Device(t);
  const a = device.open(server.connect());
  await until('tab A is live', () => a.status.phase === 'live');
  const b = device.open(server.connect(), {platform: {...device.platform(), openChannel: () => undefined}});
  await until('tab B has the order', () => b.status.orderCount === 1);
  server.stop();
  await a.dispatch('o1', pack('o1'));
  place(server, 'o2');
  server.start();
  await until('tab A has both', () => a.status.orderCount === 2 && a.status.unsentCount === 0);
  assert.equal(b.status.orderCount, 1, 'nothing told tab B');
  device.wake();
  await until('tab B has caught up', async () => b.status.orderCount === 2 && packedUnits(await b.readOrder('o1')) === 1);
  assert.equal(markOf(b, 'o1'), 'synced');
});

for (const locks of [true, false]) {
  test(`T3 ${locks ? 'with Web Locks' : 'with a lease'}: the last notice is lost and nothing follows: what the leading tab has seen shows the gap`, async (t) => {
    const server = new MemoryServer();
    place(server, 'o1', sale(2));
    const device = new Device(t, {locks});
    const a = device.open(server.connect());
    await until('tab A leads', () => a.status.leading && a.status.phase === 'live' && a.status.orderCount === 1);
    let isDeaf = false;
    const platform = device.platform();
    const b = device.open(server.connect(), {platform: {...platform, openChannel: (name) => tapped(platform.openChannel(name), {hears: () => !isDeaf})}});
    await until('tab B follows', () => b.status.phase === 'live' && !b.status.leading && b.status.orderCount === 1);
    isDeaf = true;
    await a.dispatch('o1', pack('o1'));
    await until('it is sent', () => a.status.unsentCount === 0 && packedUnits(server.order('o1')) === 1);
    await until('tab A shows it', () => markOf(a, 'o1') === 'synced');
    await new Promise((resolve) => setTimeout(resolve, 100)); // every notice of it has come, and was lost
    assert.deepEqual(await b.readOrder('o1'), server.order('o1'));
    const {seen} = watch(b, 'o1', packedUnits);
    isDeaf = false;
    await until('tab B shows it', () => sinceFirst(seen)[0] === 1 && markOf(b, 'o1') === 'synced');
  });
}

test('X2 two tabs at once never give one sequence number twice', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(40));
  const device = new Device(t);
  const connection = server.connect();
  const [a, b] = [device.open(connection), device.open(connection)];
  await until('both have it', () => a.status.orderCount === 1 && b.status.orderCount === 1);
  connection.disconnect();
  await Promise.all(Array.from({length: 40}, (_, unit) => (unit % 2 ? a : b).dispatch('o1', pack('o1'))));
  const entries = await a.readOutbox();
  await until('tab A knows all', async () => (await a.readOutbox()).length === 40);
  assert.deepEqual((await a.readOutbox()).map(({seq}) => seq), Array.from({length: 40}, (_, index) => index + 1));
  assert.ok(entries.length > 0);
  connection.reconnect();
  await until('everything is sent', () => a.status.unsentCount === 0 && b.status.unsentCount === 0, 10_000);
  assert.equal(packedUnits(server.order('o1')), 40);
});
