import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isEngineError} from '../src/shared/engine-error.ts';
import {Device} from './support/device.ts';
import {closedGate} from './support/gate.ts';
import {hasCode} from './support/has-code.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {openLive} from './support/open-live.ts';
import {carryOut, pack, packedUnits, place, sale, send, verify} from './support/orders.ts';
import {until} from './support/until.ts';

test('X9 pending commands are replayed under the newest settings', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const connection = server.connect();
  const device = new Device(t);
  const [engine, second] = [device.open(connection), device.open(connection)];
  await until('both are live', () => engine.status.phase === 'live' && second.status.phase === 'live' && second.status.orderCount === 1);
  // Commands stay here; only the feed comes through.
  connection.intercept = ({method}) => {
    if (method === 'pushCommands') return new Promise<void>(() => {});
    return undefined;
  };
  for (const body of [pack('o1', 1), verify('o1'), send('o1')]) assert.equal((await engine.dispatch('o1', body)).ok, true);
  assert.equal((await engine.readOrder('o1'))?.status, 'processing');
  const settingsChanges: boolean[] = [];
  engine.subscribe((change) => settingsChanges.push(change.settingsChanged));
  server.changeSettings({completeOnFirstSend: true});
  await until('the settings are here', () => engine.settings.completeOnFirstSend);
  await until('the view follows them', () => engine.row(engine.handleOf('o1') ?? -1).status === 'complete');
  await until('so does the other tab', () => second.settings.completeOnFirstSend && second.row(second.handleOf('o1') ?? -1).status === 'complete');
  assert.ok(settingsChanges.includes(true));
});

test('C6 an offline start shows the last session without asking who is there', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const device = new Device(t);
  const first = device.open(server.connect({userId: 'ming', role: 'clerk'}));
  await until('it is live', () => first.status.phase === 'live');
  await first.close();
  const connection = server.connect({userId: 'ming', role: 'clerk'});
  connection.disconnect();
  const engine = device.open(connection);
  await engine.ready;
  assert.equal(engine.status.orderCount, 1);
  assert.deepEqual(engine.actor, {id: 'ming', name: 'ming', role: 'clerk'});
  assert.equal(engine.session?.store.id, 'main');
  await until('it says so', () => engine.status.phase === 'offline');
  assert.ok(engine.status.offlineSince);
  assert.equal((await engine.dispatch('o1', pack('o1'))).ok, true);
});

test('C6 another user on the same device has other orders and another outbox', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const device = new Device(t);
  const ming = server.connect({userId: 'ming'});
  let engine = device.open(ming);
  await until('it is live', () => engine.status.phase === 'live');
  ming.disconnect();
  await engine.dispatch('o1', pack('o1'));
  await engine.close();

  engine = device.open(server.connect({userId: 'fai'}));
  await until('it is fai who is here', () => engine.session?.user.id === 'fai' && engine.status.orderCount === 1);
  assert.equal(engine.status.unsentCount, 0);
  assert.equal(packedUnits(await engine.readOrder('o1')), 0);
  await engine.close();

  ming.reconnect();
  engine = device.open(ming);
  await until('ming’s command is sent', () => packedUnits(server.order('o1')) === 1);
});

test('C6 signing out keeps what was not sent, wipes the truth in every tab, and goes on where it was after signing in', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const device = new Device(t);
  const connection = server.connect();
  const [engine, second] = [device.open(connection), device.open(connection)];
  await until('both are live', () => engine.status.phase === 'live' && second.status.phase === 'live' && second.status.orderCount === 1);
  connection.disconnect();
  await engine.dispatch('o1', pack('o1', 2));
  assert.deepEqual(await engine.signOut(), {unsentCount: 1});
  for (const tab of [engine, second]) {
    await until('nothing is shown', () => tab.status.phase === 'signed-out' && tab.status.orderCount === 0);
    assert.equal(tab.session, undefined);
    assert.equal(await tab.readOrder('o1'), undefined);
  }
  connection.reconnect();
  device.wake();
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(engine.status.phase, 'signed-out', 'nobody signs in by looking at the page');
  await engine.syncNow();
  await until('it is sent', () => packedUnits(server.order('o1')) === 2);
  await until('it is live', () => engine.status.phase === 'live' && engine.status.unsentCount === 0);
  await until('the other tab is back too', () => second.status.phase === 'live' && second.status.orderCount === 1 && second.status.unsentCount === 0);
  assert.deepEqual(await second.readOrder('o1'), server.order('o1'));
});

for (const held of ['readChanges', 'readSession'] as const) {
  test(`C6 who signs out while ${held} is under way is signed out, and nothing comes back`, async (t) => {
    const server = new MemoryServer({changesPerPage: 10});
    for (let number = 0; number < 40; number += 1) place(server, `o${number}`, sale(1));
    const {device, connection, engine} = await openLive(t, server);
    for (let number = 40; number < 80; number += 1) place(server, `o${number}`, sale(1));
    const gate = closedGate();
    let isHeld = false;
    connection.intercept = async ({method, way}) => {
      if (method !== held || way !== 'reply') return;
      isHeld = true;
      await gate.passed;
    };
    const asked = engine.syncNow();
    await until('it is under way', () => isHeld);
    const left = engine.signOut();
    gate.open();
    await Promise.all([asked, left]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(engine.session, undefined);
    assert.deepEqual([engine.status.phase, engine.status.orderCount], ['signed-out', 0]);
    for (const table of ['chunks', 'deltas']) assert.deepEqual(await device.readTable(table), [], table);
    connection.intercept = undefined;
    await engine.syncNow();
    await until('signing in again brings all', () => engine.status.phase === 'live' && engine.status.orderCount === 80);
  });
}

for (const held of ['readOrder', 'pushCommands'] as const) {
  test(`C6 what ${held} answers after somebody signed out is not kept on the device`, async (t) => {
    const server = new MemoryServer();
    place(server, 'o1', sale(1));
    const {device, connection, engine} = await openLive(t, server);
    const gate = closedGate();
    let isHeld = false;
    connection.intercept = ({method, way}) => {
      if (method === 'readChanges' && way === 'request') return gate.passed;
      if (method !== held || way !== 'reply') return undefined;
      isHeld = true;
      return gate.passed;
    };
    // Refused on the server, which answers with the newest order; or not on the device, so that it is fetched first.
    carryOut(server, 'o1', 'theirs', pack('o1', 1));
    place(server, 'o2', sale(1));
    const asked = engine.dispatch(held === 'readOrder' ? 'o2' : 'o1', pack(held === 'readOrder' ? 'o2' : 'o1', 1)).catch((error: unknown) => error);
    await until('the answer is on its way', () => isHeld);
    await engine.signOut();
    gate.open();
    const answer = await asked;
    assert.equal(isEngineError(answer) && answer.code, held === 'readOrder' && 'engine/nobody-signed-in');
    await new Promise((resolve) => setTimeout(resolve, 60));
    for (const table of ['chunks', 'deltas']) assert.deepEqual(await device.readTable(table), [], table);
    assert.equal(engine.status.orderCount, 0);
    connection.intercept = undefined;
    await engine.syncNow();
    await until('signing in again brings all', () => engine.status.phase === 'live' && engine.status.orderCount === 2);
  });
}

test('C6 a picture that comes after somebody signed out is shown to who asked and not kept', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(1));
  const {device, connection, engine} = await openLive(t, server);
  assert.equal((await engine.readReceipt('o1', 'r1')).type, 'image/png');
  assert.equal((await device.readTable('receipts')).length, 1);
  const gate = closedGate();
  let isHeld = false;
  connection.intercept = ({method, way}) => {
    if (method !== 'readReceipt' || way !== 'reply') return undefined;
    isHeld = true;
    return gate.passed;
  };
  const asked = engine.readReceipt('o1', 'r2');
  await until('it is on its way', () => isHeld);
  await engine.signOut();
  gate.open();
  assert.equal((await asked).type, 'image/png');
  assert.deepEqual(await device.readTable('receipts'), []);
});

test('F4 a token that is no longer accepted: the view stays, and what waits is sent once it is accepted again', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const {connection, engine} = await openLive(t, server);
  connection.refuseToken();
  await engine.dispatch('o1', pack('o1'));
  await until('it says so', () => engine.status.phase === 'signed-out');
  assert.equal(packedUnits(await engine.readOrder('o1')), 1);
  await assert.rejects(engine.settled(), hasCode('engine/signed-out'));
  connection.refuseToken(false);
  await engine.settled();
  assert.equal(packedUnits(server.order('o1')), 1);
});

test('F4 nobody has ever signed in and there is no network: ready all the same, and a clear refusal to work', async (t) => {
  const server = new MemoryServer();
  server.stop();
  const engine = new Device(t).open(server.connect());
  await engine.ready;
  assert.equal(engine.status.phase, 'offline');
  assert.equal(engine.session, undefined);
  await assert.rejects(engine.dispatch('o1', pack('o1')), hasCode('engine/nobody-signed-in'));
  server.start();
  await until('it comes to life', () => engine.status.phase === 'live');
});
