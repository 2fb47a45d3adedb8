import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createOrderEngine} from '../src/engine/create-order-engine.ts';
import {MOST_UNSENT} from '../src/jobs/hand-over.ts';
import {jobCommandId} from '../src/jobs/job-command-id.ts';
import {createFastClock} from './support/fast-clock.ts';
import {closedGate} from './support/gate.ts';
import {hasCode} from './support/has-code.ts';
import {ALL, dispatched, idsOf, shopWith, statesOf, TAG} from './support/job-shop.ts';
import {openLive} from './support/open-live.ts';
import {carryOut} from './support/orders.ts';
import {until} from './support/until.ts';

test('J11 cancelling the rest: what was not asked is not, what was given to the backend stays and says so', async (t) => {
  const server = shopWith(600);
  const {engine, connection} = await openLive(t, server, {speed: 50});
  const gate = closedGate();
  let pushes = 0;
  connection.intercept = ({method, way}) => {
    if (method !== 'pushCommands' || way !== 'reply') return undefined;
    pushes += 1;
    return pushes === 2 ? gate.passed : undefined;
  };
  const {id} = await engine.jobs.start(await engine.jobs.preflight(ALL, idsOf(600)));
  await until('a batch is under way and more wait in the outbox', async () => pushes === 2 && (await engine.jobs.read(id))?.job.counts.unsent === MOST_UNSENT);
  const before = await engine.jobs.read(id, {limit: 600});
  const offered = (before?.items ?? []).filter((item) => item.state === 'unsent' && item.offered === true).length;
  const done = before?.job.counts.done ?? 0;
  const answer = await engine.jobs.cancelRest(id);
  assert.deepEqual(answer, {cancelled: 600 - done - offered, withdrawn: MOST_UNSENT - offered, underWay: offered});
  assert.ok(offered > 0 && done > 0 && answer.withdrawn > 0, JSON.stringify({offered, done}));
  const during = (await engine.jobs.read(id))?.job;
  assert.deepEqual([during?.counts.unsent, during?.counts.waiting, during?.isRunning, typeof during?.cancelledAt], [offered, 0, true, 'string']);
  await assert.rejects(engine.jobs.forget(id), hasCode('job/not-finished'));
  gate.open();
  await engine.settled();
  const {job, items = []} = (await engine.jobs.read(id, {limit: 600})) ?? {};
  assert.deepEqual(job?.counts, {waiting: 0, unsent: 0, done: done + offered, refused: 0, skipped: 0, cancelled: answer.cancelled});
  for (const {orderId, state} of items) assert.equal(server.order(orderId)?.status, state === 'done' ? 'complete' : 'processing', orderId);
  // What was withdrawn is no longer shown as sent, and its place in the line is free.
  for (const {orderId} of items.filter(({state}) => state === 'cancelled').slice(0, 5)) {
    assert.deepEqual(await engine.readOrder(orderId), server.order(orderId));
    assert.ok((await engine.dispatch(orderId, {type: 'order.dispatch', mode: 'all_items'})).ok);
  }
  await engine.settled();
  assert.deepEqual(await engine.jobs.cancelRest(id), {cancelled: 0, withdrawn: 0, underWay: 0});
  await assert.rejects(engine.jobs.cancelRest('no-such-job'), hasCode('job/not-found'));
});

test('J11 a job that is cancelled while the backend is away is cancelled whole', async (t) => {
  const server = shopWith(30);
  const {engine, connection} = await openLive(t, server, {speed: 50});
  connection.disconnect();
  await until('it knows', () => engine.status.phase === 'offline');
  // Waits for its connection: nothing is given to anybody.
  connection.intercept = ({method}) => (method === 'readSession' ? new Promise<void>(() => {}) : undefined);
  const {id} = await engine.jobs.start(await engine.jobs.preflight(ALL, idsOf(30)));
  await until('it is in the outbox', async () => (await engine.readOutbox()).length === 30);
  assert.deepEqual(await engine.jobs.cancelRest(id), {cancelled: 30, withdrawn: 30, underWay: 0});
  assert.deepEqual(await engine.readOutbox(), []);
  assert.equal((await engine.readOrder('o1'))?.status, 'processing');
  await engine.jobs.forget(id);
  assert.deepEqual(await engine.jobs.list(), []);
  assert.equal(server.appliedCommandIds.length, 30);
});

test('J12 trying again is for failures only: a new command where the server had refused, the same where it never saw it', async (t) => {
  const server = shopWith(6);
  const {engine, connection} = await openLive(t, server, {speed: 50});
  carryOut(server, 'o5', 'hold-5', {type: 'hold.add', reason: 'stocktaking'});
  await until('the hold is known', async () => (await engine.readOrder('o5'))?.holds.length === 1);
  const plan = await engine.jobs.preflight(ALL, idsOf(6));
  connection.disconnect();
  carryOut(server, 'o1', 'hold-1', {type: 'hold.add', reason: 'fraud check'});
  assert.ok((await engine.dispatch('o2', {type: 'hold.add', reason: 'ask first'})).ok);
  const {id} = await engine.jobs.start(plan);
  await until('it is in the outbox', async () => (await engine.jobs.read(id))?.job.counts.unsent === 4);
  connection.reconnect();
  await engine.settled();
  const statesNow = async () => Object.values(await statesOf(engine, id)).join(' ');
  assert.equal(await statesNow(), 'done refused refused done done skipped');

  assert.equal(await engine.jobs.retryFailed(id), 2);
  await engine.settled();
  assert.equal(await statesNow(), 'done refused refused done done skipped', 'the holds still stand');
  for (const orderId of ['o1', 'o2', 'o5']) assert.ok((await engine.dispatch(orderId, {type: 'hold.release'})).ok);
  await engine.settled();
  assert.equal(await engine.jobs.retryFailed(id), 2);
  await engine.settled();
  assert.equal(await statesNow(), 'done done done done done skipped');
  assert.equal(await engine.jobs.retryFailed(id, {alsoSkipped: true}), 1);
  await engine.settled();
  assert.equal(await statesNow(), 'done done done done done done');
  assert.equal(await engine.jobs.retryFailed(id, {alsoSkipped: true}), 0);

  // o1 was refused by the server once; at the second try the device knew of the hold and did not ask.
  assert.deepEqual(dispatched(server, id).sort(), [1, 2, 1, 1, 1, 1].map((attempt, number) => jobCommandId(id, `o${number}`, attempt)).sort());
  assert.ok(server.orders().every(({status, parcels}) => status === 'complete' && parcels.length === 1));
  await assert.rejects(engine.jobs.retryFailed('no-such-job'), hasCode('job/not-found'));
});

test('J13 signing out keeps a job and says how much of it is left; it goes on when the same person is back', async (t) => {
  const server = shopWith(300);
  const connection = server.connect({userId: 'ming'});
  const {device, engine} = await openLive(t, server, {speed: 50, connection});
  connection.disconnect();
  const {id} = await engine.jobs.start(await engine.jobs.preflight(ALL, idsOf(300)));
  await until('the outbox is filled', async () => (await engine.readOutbox()).length === MOST_UNSENT);
  assert.deepEqual(await engine.signOut(), {unsentCount: 300});
  await engine.close();
  connection.reconnect();

  const mei = device.open(server.connect({userId: 'mei'}));
  await until('another person is live', () => mei.status.phase === 'live' && mei.status.orderCount === 300);
  assert.deepEqual(await mei.jobs.list(), [], 'jobs belong to who started them');
  assert.equal(await mei.jobs.read(id), undefined);
  await mei.close();
  assert.equal(dispatched(server, id).length, 0);

  const back = device.open(connection);
  await until('it is done', async () => back.session !== undefined && (await back.jobs.read(id))?.job.counts.done === 300, 15_000);
  assert.equal(dispatched(server, id).length, 300);
  await back.jobs.forget(id);
  await back.jobs.forget(id);
  assert.deepEqual(await back.jobs.list(), []);
  assert.deepEqual(device.errors, []);
});

test('J13 a script that runs again under the same name asks for the same commands', async (t) => {
  const server = shopWith(8);
  const connection = server.connect();
  const run = async (target: readonly string[]): Promise<string[]> => {
    const engine = createOrderEngine({backend: connection, storage: 'memory', clock: createFastClock(50)});
    await engine.syncNow();
    await engine.jobs.start(await engine.jobs.preflight(TAG, target, {jobId: 'friday'}));
    await engine.settled();
    const states = Object.values(await statesOf(engine, 'friday'));
    await engine.close();
    return states;
  };
  assert.deepEqual(await run(idsOf(4)), ['done', 'done', 'done', 'done']);
  assert.deepEqual(await run(idsOf(8)), Array.from({length: 8}, () => 'done'));
  assert.equal(dispatched(server, 'friday').length, 8, 'four of them were there already');
  t.diagnostic('eight commands for eight orders');
});
