import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {EngineStatus} from '../src/engine/order-engine.ts';
import {DEFAULT_SORT, EMPTY_QUERY} from '../src/query/order-query.ts';
import {Device} from './support/device.ts';
import {closedGate} from './support/gate.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {carryOut, pack, packedUnits, place, sale} from './support/orders.ts';
import {until} from './support/until.ts';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
const ids = (prefix: string, count: number): string[] => Array.from({length: count}, (_, index) => `${prefix}${index}`);

/** Finished old orders, old ones that somebody still has to do something about, and new ones. */
function shop(): MemoryServer {
  const server = new MemoryServer();
  for (const id of ids('old', 100)) place(server, id, sale(1, {placedAt: daysAgo(400)}));
  for (const id of ids('old', 100)) carryOut(server, id, `send-${id}`, {type: 'order.dispatch', mode: 'all_items'});
  for (const id of ['open', 'held']) place(server, id, sale(2, {placedAt: daysAgo(400)}));
  carryOut(server, 'held', 'cancel-held', {type: 'hold.add', reason: 'fraud_check'});
  for (const id of ids('new', 20)) place(server, id, sale(1, {placedAt: daysAgo(3)}));
  for (const id of ids('new', 20)) carryOut(server, id, `send-${id}`, {type: 'order.dispatch', mode: 'all_items'});
  return server;
}

test('C12 a device with a working set lets finished old orders go, never one with something still to do or to send', async (t) => {
  const server = shop();
  const connection = server.connect();
  const device = new Device(t, {speed: 10});
  const engine = device.open(connection, {workingSet: {openPlusDays: 90}});
  await until('all came', () => engine.status.phase === 'live' && engine.status.orderCount > 100);
  connection.disconnect();
  const noted = await engine.dispatch('old5', {type: 'note.add', text: 'customer called'});
  assert.equal(noted.ok, true);
  const left = () => Array.from(engine.query({query: EMPTY_QUERY, sort: DEFAULT_SORT}).rows, (handle) => engine.idOf(handle)).sort();
  await until('the others are gone', () => engine.status.orderCount === 23, 10_000);
  assert.deepEqual(left(), ['held', 'old5', 'open', ...ids('new', 20)].sort());
  assert.equal(server.orders().length, 122, 'the backend has them all');

  // Asked for by name they come, without staying in the list; a wish for one brings it back.
  assert.equal(await engine.readOrder('old7'), undefined, 'not while nobody can be asked');
  connection.reconnect();
  await until('what waited is sent', () => engine.status.unsentCount === 0, 10_000);
  assert.deepEqual(await engine.readOrder('old7'), server.order('old7'));
  assert.equal(engine.handleOf('old7'), undefined);
  assert.equal((await engine.readOrders({limit: 500})).count, 122);
  assert.equal((await engine.dispatch('old7', {type: 'note.add', text: 'returned by the post'})).ok, true);
  await engine.settled();
  assert.equal(server.order('old7')?.notes?.length, 1);
  assert.equal(await engine.readOrder('nobody'), undefined);
  await until('it goes again', () => engine.handleOf('old7') === undefined && engine.handleOf('old5') === undefined, 10_000);

  // Opened again it is as small, and nothing comes back by itself.
  await engine.close();
  const later = device.open(connection, {workingSet: {openPlusDays: 90}});
  await until('it is live', () => later.status.phase === 'live');
  assert.equal(later.status.orderCount, 22);
  await later.close();

  // All of them again, when the page says so.
  const all = device.open(connection);
  await until('all came again', () => all.status.phase === 'live' && all.status.orderCount === 122, 10_000);
  assert.deepEqual(device.errors, []);
});

test('C12 without a working set nothing is let go', async (t) => {
  const server = shop();
  const engine = new Device(t, {speed: 50}).open(server.connect());
  await until('all came', () => engine.status.phase === 'live' && engine.status.orderCount === 122);
  await new Promise((resolve) => setTimeout(resolve, 300)); // five times as long as the page has to rest
  assert.equal(engine.status.orderCount, 122);
});

test('F6 the backend is asked for the part of the feed that has the working set in it', async (t) => {
  const asked: (string | undefined)[] = [];
  const scopeOf = async (workingSet?: {openPlusDays: number}): Promise<string | undefined> => {
    const server = shop();
    const connection = server.connect();
    const {readChanges} = connection;
    connection.readChanges = (options: Parameters<typeof readChanges>[0] & {scope?: string}) => {
      asked.push(options.scope);
      return readChanges.call(connection, options);
    };
    const engine = new Device(t).open(connection, workingSet === undefined ? {} : {workingSet});
    await until('it is live', () => engine.status.phase === 'live');
    await engine.close();
    return asked.at(-1);
  };
  assert.equal(await scopeOf(), undefined);
  assert.equal(await scopeOf({openPlusDays: 30}), 'open+90d');
  assert.equal(await scopeOf({openPlusDays: 90}), 'open+90d');
  assert.equal(await scopeOf({openPlusDays: 365}), undefined);
});

test('F7 while the first read goes on its progress is told, and the newest orders already work', async (t) => {
  const server = new MemoryServer({changesPerPage: 50});
  for (const [index, id] of ids('o', 400).entries()) place(server, id, sale(3, {placedAt: new Date(Date.now() - (400 - index) * 60_000).toISOString()}));
  const connection = server.connect();
  const told: EngineStatus['loading'][] = [];
  let pages = 0;
  const gate = closedGate();
  connection.intercept = async ({method, way}) => {
    if (method !== 'readChanges' || way !== 'request') return;
    pages += 1;
    if (pages === 4) await gate.passed;
  };
  const engine = new Device(t).open(connection);
  engine.subscribe(() => told.push(engine.status.loading));
  await until('some pages came', () => (engine.status.loading?.done ?? 0) >= 100);
  assert.equal(engine.status.phase, 'loading');
  assert.equal(engine.status.loading?.total, 400);
  assert.equal((await engine.dispatch('o399', pack('o399', 2))).ok, true, 'the newest is there long before the feed brings it');
  await until('it was sent meanwhile', () => packedUnits(server.order('o399')) === 2);
  gate.open();
  await until('it is live', () => engine.status.phase === 'live' && engine.status.orderCount === 400);
  assert.equal(engine.status.loading, undefined);
  const steps = told.flatMap((loading) => loading?.done ?? []);
  assert.deepEqual(steps, [...steps].sort((left, right) => left - right));
  place(server, 'later');
  await until('it came', () => engine.handleOf('later') !== undefined);
  assert.equal(engine.status.loading, undefined, 'what comes later is no first read');
});

test('N7 a wrong clock is told, and neither the order of the outbox nor what the device claimed suffers from it', async (t) => {
  const HOURS = 3_600_000;
  for (const [aheadMs, clockOf] of [[7 * HOURS, 1], [-9 * HOURS, 1]] as const) {
    const server = new MemoryServer();
    place(server, 'o1', sale(9));
    const connection = server.connect();
    const device = new Device(t, {speed: clockOf * 20});
    const real = device.frozenClock().clock;
    let offMs = aheadMs;
    const clock = {...real, now: () => new Date(Date.now() + offMs).toISOString()};
    const engine = device.open(connection, {clock});
    await until('it is live', () => engine.status.phase === 'live' && engine.status.orderCount === 1);
    assert.ok(Math.abs((engine.status.clockSkewMs ?? 0) - aheadMs) < 5_000, String(engine.status.clockSkewMs));
    connection.disconnect();
    const wishes: string[] = [];
    const claims: string[] = [];
    for (const jump of [0, -5 * HOURS, 2 * HOURS, -20 * HOURS]) {
      offMs = aheadMs + jump;
      claims.push(new Date(Date.now() + offMs).toISOString().slice(0, 13));
      const answer = await engine.dispatch('o1', pack('o1', 1));
      assert.ok(answer.ok);
      wishes.push(answer.commandId);
    }
    assert.deepEqual((await engine.readOutbox()).map(({id, command}) => [id, command.claimedAt?.slice(0, 13)]), wishes.map((id, index) => [id, claims[index]]));
    connection.reconnect();
    await until('everything is sent', () => engine.status.unsentCount === 0, 10_000);
    assert.deepEqual(server.appliedCommandIds.slice(1), wishes);
    assert.equal(packedUnits(server.order('o1')), 4);
    await engine.close();
  }
});

test('C12 a clock that is months ahead lets nothing go that the backend’s would keep', async (t) => {
  const server = shop();
  const device = new Device(t, {speed: 10});
  const clock = {...device.frozenClock().clock, now: () => new Date(Date.now() + 200 * DAY_MS).toISOString()};
  const connection = server.connect();
  const engine = device.open(connection, {clock, workingSet: {openPlusDays: 90}});
  await until('only the old ones are gone', () => engine.status.orderCount === 22, 10_000);
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.equal(engine.status.orderCount, 22);
  await engine.close();
  connection.disconnect();
  const offline = device.open(connection, {clock, workingSet: {openPlusDays: 30}});
  await until('they are here', () => offline.status.orderCount === 22);
  await new Promise((resolve) => setTimeout(resolve, 800));
  assert.equal(offline.status.orderCount, 22, 'while nobody says what time it is');
});
