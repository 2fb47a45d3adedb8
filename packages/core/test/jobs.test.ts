import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createOrderEngine} from '../src/engine/create-order-engine.ts';
import {MOST_UNSENT} from '../src/jobs/hand-over.ts';
import type {JobItemState} from '../src/jobs/job.ts';
import {jobCommandId} from '../src/jobs/job-command-id.ts';
import type {Order} from '../src/order/order.ts';
import {Device} from './support/device.ts';
import {createFastClock} from './support/fast-clock.ts';
import {feedAway} from './support/feed-away.ts';
import {hasCode} from './support/has-code.ts';
import {ALL, dispatched, idsOf, shopWith, statesOf, TAG} from './support/job-shop.ts';
import {openLive} from './support/open-live.ts';
import {carryOut, place, sale} from './support/orders.ts';
import {until} from './support/until.ts';

test('J7 J9 a job is written down before anything is sent, and keeps a result for every order', async (t) => {
  const server = shopWith(12);
  carryOut(server, 'o3', 'hold', {type: 'hold.add', reason: 'fraud check'});
  const {engine, connection} = await openLive(t, server, {speed: 50});
  connection.disconnect();
  const plan = await engine.jobs.preflight(ALL, idsOf(12));
  assert.deepEqual(await engine.jobs.list(), [], 'a preflight writes nothing');
  const heard: boolean[] = [];
  engine.subscribe(({jobsChanged}) => heard.push(jobsChanged));
  const [job, same] = await Promise.all([engine.jobs.start(plan, {exclude: ['o5']}), engine.jobs.start(plan)]);
  assert.equal(job.id, plan.jobId);
  assert.deepEqual([same.id, same.total], [job.id, 11], 'the same plan is one job');
  assert.equal((await engine.jobs.list()).length, 1);
  assert.deepEqual([job.counts.waiting, job.counts.skipped, job.total, job.isRunning, job.startedBy], [10, 1, 11, true, 'owner']);
  assert.equal(dispatched(server, job.id).length, 0);
  await until('it is in the outbox', async () => (await engine.readOutbox()).length === 10);
  assert.deepEqual((await engine.readOutbox()).map(({id, jobId}) => [id, jobId]), idsOf(12).filter((id) => id !== 'o3' && id !== 'o5').map((id) => [jobCommandId(job.id, id, 1), job.id]));
  assert.equal((await engine.readOrder('o1'))?.status, 'complete', 'it is shown at once');
  connection.reconnect();
  await engine.settled();
  assert.deepEqual(dispatched(server, job.id).sort(), idsOf(12).filter((id) => id !== 'o3' && id !== 'o5').map((id) => jobCommandId(job.id, id, 1)).sort());
  const {job: after, items} = (await engine.jobs.read(job.id)) ?? {};
  assert.deepEqual(after?.counts, {waiting: 0, unsent: 0, done: 10, refused: 0, skipped: 1, cancelled: 0});
  assert.equal(after?.isRunning, false);
  for (const {orderId, orderNumber, state, version, refusal} of items ?? []) {
    assert.equal(orderNumber, server.order(orderId)?.number);
    if (orderId === 'o3') assert.deepEqual([state, refusal?.code, refusal?.params['reason']], ['skipped', 'send/on-hold', 'fraud check']);
    else assert.deepEqual([state, version], ['done', server.order(orderId)?.version]);
  }
  assert.ok(heard.includes(true));
});

test('J7 a device without room begins no job', async (t) => {
  const server = shopWith(3);
  const {device, engine} = await openLive(t, server, {speed: 50});
  const plan = await engine.jobs.preflight(ALL, idsOf(3));
  device.isFull = true;
  await assert.rejects(engine.jobs.start(plan), hasCode('cache/full'));
  device.isFull = false;
  assert.deepEqual(await engine.jobs.list(), []);
  await engine.jobs.start(plan);
  await engine.settled();
  assert.equal(dispatched(server, plan.jobId).length, 3);
});

test('J7 results come in pages, in the order of the plan, also those of some states only', async (t) => {
  const server = shopWith(450);
  for (const id of ['o7', 'o210', 'o449']) carryOut(server, id, `hold-${id}`, {type: 'hold.add', reason: 'fraud check'});
  const {engine} = await openLive(t, server, {speed: 50});
  const {id} = await engine.jobs.start(await engine.jobs.preflight(ALL, idsOf(450)));
  await engine.settled();
  const read = async (states?: JobItemState[]): Promise<{pages: number; orderIds: string[]}> => {
    const orderIds: string[] = [];
    let pages = 0;
    let after: number | undefined = 0;
    while (after !== undefined) {
      const page = await engine.jobs.read(id, {after, limit: 64, ...(states === undefined ? {} : {states})});
      assert.ok(page !== undefined && page.items.length <= 64);
      orderIds.push(...page.items.map(({orderId}) => orderId));
      pages += 1;
      after = page.next;
    }
    return {pages, orderIds};
  };
  assert.deepEqual(await read(), {pages: 8, orderIds: idsOf(450)});
  assert.deepEqual(await read(['skipped']), {pages: 1, orderIds: ['o7', 'o210', 'o449']});
  assert.deepEqual((await read(['skipped', 'done'])).orderIds, idsOf(450));
  assert.equal(await engine.jobs.read('no-such-job'), undefined);
});

test('J8 ten thousand orders: other commands wait behind a few of the job only, and jobs take turns', async (t) => {
  const COUNT = 10_000;
  const server = shopWith(COUNT);
  place(server, 'clerk', sale(2));
  const connection = server.connect();
  const engine = createOrderEngine({backend: connection, storage: 'memory', clock: createFastClock(50)});
  t.after(() => engine.close());
  await engine.syncNow();
  const sent: string[] = [];
  let mostWaiting = 0;
  connection.intercept = ({method, way, commands = []}) => {
    if (method !== 'pushCommands' || way !== 'request') return;
    mostWaiting = Math.max(mostWaiting, engine.status.unsentCount);
    sent.push(...commands.map(({id}) => id));
  };
  const big = await engine.jobs.start(await engine.jobs.preflight(ALL, idsOf(COUNT)));
  const places: number[] = [];
  for (const part of [0.1, 0.5, 0.8]) {
    await until(`${part} is sent`, () => sent.length >= COUNT * part, 60_000);
    const before = sent.length;
    const answer = await engine.dispatch('clerk', {type: 'note.add', text: `Rang at ${part}`});
    assert.ok(answer.ok);
    await until('the clerk’s command is sent', () => sent.includes(answer.commandId), 60_000);
    places.push(sent.indexOf(answer.commandId) - before);
    if (part > 0.1) continue;
    const small = await engine.jobs.start(await engine.jobs.preflight(TAG, ['o1', 'o2', 'clerk']));
    await until('the small job is done', async () => (await engine.jobs.read(small.id))?.job.isRunning === false, 60_000);
    assert.equal((await engine.jobs.read(big.id))?.job.isRunning, true, 'it did not wait for the big one');
  }
  await engine.settled();
  t.diagnostic(`behind ${places.join(', ')} commands; at most ${mostWaiting} entries`);
  // What was in the outbox, and what was on its way while the clerk’s command was written.
  for (const place of places) assert.ok(place <= 2 * MOST_UNSENT, `${place} commands went first`);
  assert.equal((await engine.jobs.read(big.id))?.job.counts.done, COUNT);
  assert.equal(dispatched(server, big.id).length, COUNT);
  assert.equal(new Set(sent).size, sent.length, 'nothing was sent twice');
  assert.ok(server.orders().filter(({id}) => id !== 'clerk').every(({status}) => status === 'complete'));
});

test('J8 no more than a few commands of jobs wait in the outbox while the backend is away', async (t) => {
  const server = shopWith(500);
  const {engine, connection} = await openLive(t, server, {speed: 50});
  connection.disconnect();
  const first = await engine.jobs.start(await engine.jobs.preflight(ALL, idsOf(500).slice(0, 450)));
  await engine.jobs.start(await engine.jobs.preflight(TAG, idsOf(500).slice(300)));
  await until('the outbox is filled', async () => (await engine.readOutbox()).length === MOST_UNSENT);
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal((await engine.readOutbox()).length, MOST_UNSENT);
  const counts = (await engine.jobs.list()).map(({counts: {unsent}}) => unsent);
  assert.equal(counts.reduce((sum, unsent) => sum + unsent, 0), MOST_UNSENT);
  assert.equal((await engine.dispatch('o499', {type: 'note.add', text: 'while offline'})).ok, true);
  connection.reconnect();
  await engine.settled();
  assert.equal((await engine.jobs.read(first.id))?.job.counts.done, 450);
  assert.ok((await engine.jobs.list()).every(({isRunning}) => !isRunning));
});

test('J9 refusals of the server and of the device are results of the job; the outbox keeps none of them', async (t) => {
  const server = shopWith(5);
  const {engine, connection} = await openLive(t, server, {speed: 50});
  const plan = await engine.jobs.preflight(ALL, idsOf(5));
  connection.disconnect();
  // Another person was faster, which this device cannot know; and this one's own clerk changes his mind.
  carryOut(server, 'o1', 'hold', {type: 'hold.add', reason: 'fraud check'});
  carryOut(server, 'o2', 'cancel', {type: 'order.cancel'});
  assert.ok((await engine.dispatch('o4', {type: 'order.cancel'})).ok);
  const {id} = await engine.jobs.start(plan);
  await until('it is in the outbox', async () => (await engine.readOutbox()).length === 5);
  connection.reconnect();
  await engine.settled();
  const {items = [], job} = (await engine.jobs.read(id)) ?? {};
  assert.deepEqual(items.map(({orderId, state, refusedBy, refusal}) => [orderId, state, refusedBy, refusal?.code]), [
    ['o0', 'done', undefined, undefined],
    ['o1', 'refused', 'server', 'send/on-hold'],
    ['o2', 'refused', 'server', 'order/cancelled'],
    ['o3', 'done', undefined, undefined],
    ['o4', 'refused', 'device', 'order/cancelled'],
  ]);
  assert.deepEqual([job?.counts.refused, job?.isRunning], [3, false]);
  await until('the outbox is empty', async () => (await engine.readOutbox()).length === 0);
  assert.equal(engine.status.refusedCount, 0);
  assert.deepEqual(await engine.readOrder('o1'), server.order('o1'), 'the newest order is shown with the no');
});

test('J9 what the backend cannot read is a result as well', async (t) => {
  const server = shopWith(3);
  const {engine} = await openLive(t, server, {speed: 50});
  // Longer than the wire allows; the rules on the device do not look at lengths.
  const {id} = await engine.jobs.start(await engine.jobs.preflight({kind: 'dispatch', mode: 'all_items', remark: 'x'.repeat(100_000)}, idsOf(3)));
  await engine.settled();
  const {items = []} = (await engine.jobs.read(id)) ?? {};
  assert.deepEqual(items.map(({state, refusedBy, problem}) => [state, refusedBy, problem?.status]), idsOf(3).map(() => ['refused', 'server', 422]));
  assert.deepEqual(await engine.readOutbox(), []);
});

test('J9 a result stays right when the server goes back to a backup and everything is asked again', async (t) => {
  const server = shopWith(40);
  const {engine, connection} = await openLive(t, server, {speed: 50});
  const backup = server.backup();
  const plan = await engine.jobs.preflight(ALL, idsOf(40));
  // The answers come, the feed does not: the entries stay, acknowledged.
  connection.intercept = feedAway;
  await engine.jobs.start(plan);
  await until('it is answered', async () => (await engine.jobs.read(plan.jobId))?.job.counts.done === 40);
  server.restore(backup);
  carryOut(server, 'o7', 'hold-o7', {type: 'hold.add', reason: 'fraud check'});
  connection.intercept = undefined;
  await until('everything was asked again', async () => (await engine.readOutbox()).length === 0 && server.orders().filter(({status}) => status === 'complete').length === 39, 15_000);
  await engine.settled();
  const states = await statesOf(engine, plan.jobId);
  assert.deepEqual([states['o7'], (await engine.jobs.read(plan.jobId))?.job.counts], ['refused', {waiting: 0, unsent: 0, done: 39, refused: 1, skipped: 0, cancelled: 0}]);
});

test('J9 X5 a refusal whose job was forgotten is shown by the outbox', async (t) => {
  const server = shopWith(3);
  const {engine, connection} = await openLive(t, server, {speed: 50});
  const backup = server.backup();
  connection.intercept = feedAway;
  const {id} = await engine.jobs.start(await engine.jobs.preflight(ALL, idsOf(3)));
  await until('it is answered', async () => (await engine.jobs.read(id))?.job.counts.done === 3);
  await engine.jobs.forget(id);
  server.restore(backup);
  carryOut(server, 'o1', 'hold', {type: 'hold.add', reason: 'fraud check'});
  connection.intercept = undefined;
  await until('it was asked again, and refused', () => engine.status.refusedCount === 1, 15_000);
  await engine.settled();
  assert.deepEqual((await engine.readOutbox()).map(({orderId, state, refusal}) => [orderId, state, refusal?.code]), [['o1', 'refused', 'send/on-hold']]);
});

test('J8 an order that this version cannot decide is left to the backend, and holds up no other one', async (t) => {
  const server = shopWith(3);
  for (const capabilities of [server.capabilities, server.capabilities.filter((name) => name !== 'dry-run')]) {
    const device = new Device(t, {speed: 50});
    const connection = server.connect();
    const session = connection.readSession.bind(connection);
    connection.readSession = async () => ({...(await session()), capabilities});
    // A newer version has written it: here its amounts cannot be added up.
    const foreign = (order: Order): Order => (order.id === 'o1' ? {...order, lines: order.lines.map((line) => ({...line, unitPrice: {...line.unitPrice, currency: 'USD'}}))} : order);
    const {readChanges, readOrder} = connection;
    connection.readChanges = async (options) => {
      const page = await readChanges.call(connection, options);
      return {...page, orders: page.orders.map(foreign)};
    };
    connection.readOrder = async (orderId) => foreign(await readOrder.call(connection, orderId));
    const engine = device.open(connection);
    await until('it is live', () => engine.status.phase === 'live' && engine.status.orderCount === 3);
    const plan = await engine.jobs.preflight(TAG, idsOf(3));
    assert.deepEqual(plan.orders.map(({orderId, refusal}) => [orderId, refusal]), idsOf(3).map((id) => [id, undefined]));
    const {id} = await engine.jobs.start(plan);
    await until('all are done', async () => (await engine.jobs.list())[0]?.counts.done === 3);
    assert.equal(dispatched(server, id).length, 3);
    await engine.close();
  }
  assert.deepEqual(server.orders().map(({tags}) => tags), [['friday'], ['friday'], ['friday']]);
});

test('J9 a job is decided by the backend’s time, and claims the device’s own', async (t) => {
  const AHEAD_MS = 7 * 3_600_000;
  const server = shopWith(1);
  const device = new Device(t, {speed: 50});
  const connection = server.connect();
  const engine = device.open(connection, {clock: {...createFastClock(50), now: () => new Date(Date.now() + AHEAD_MS).toISOString()}});
  await until('it is live', () => engine.status.phase === 'live' && engine.status.orderCount === 1);
  connection.disconnect();
  await engine.jobs.start(await engine.jobs.preflight(ALL, idsOf(1)));
  await until('it is handed over', async () => (await engine.readOutbox()).length === 1);
  const [entry] = await engine.readOutbox();
  assert.ok(Math.abs(Date.parse(entry?.addedAt ?? '') - Date.now()) < AHEAD_MS / 2, entry?.addedAt);
  assert.ok(Date.parse(entry?.command.claimedAt ?? '') - Date.now() > AHEAD_MS / 2, entry?.command.claimedAt);
});
