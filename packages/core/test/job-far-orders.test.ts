import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bodyOf} from '../src/jobs/bulk-commands.ts';
import {jobCommandId} from '../src/jobs/job-command-id.ts';
import type {Command} from '../src/order/command.ts';
import {BackendError} from '../src/ports/backend-error.ts';
import {feedAway} from './support/feed-away.ts';
import {ALL, idsOf, TAG} from './support/job-shop.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {NOW, openScript} from './support/open-script.ts';
import {pack, place, sale, verify} from './support/orders.ts';
import {until} from './support/until.ts';

/** Orders that come to the server without anybody hearing of them; `done` was done to them before. */
function putQuietly(server: MemoryServer, ids: readonly string[], order = sale(), done: readonly Command[] = []): void {
  const quiet = new MemoryServer({now: () => NOW});
  for (const id of ids) place(quiet, id, order);
  quiet.carryOut(done, {id: 'shop', name: 'Shop', role: 'owner'});
  for (const put of quiet.orders()) server.put(put);
}

for (const capabilities of [['search', 'dry-run'], ['search']]) {
  const how = capabilities.includes('dry-run') ? 'tried on the backend' : 'read from a backend that knows no trials';
  test(`J5 orders that are not on the device are ${how}, and fetched before they are decided`, async (t) => {
    const far = idsOf(25, 'far');
    const {engine, server, connection} = await openScript(t, () => {}, {capabilities, commandsPerBatch: 10});
    connection.intercept = feedAway;
    putQuietly(server, far, sale(3), [
      {id: 'p', schemaVersion: 1, orderId: 'far3', ...pack('far3', 2)},
      {id: 'v', schemaVersion: 1, orderId: 'far3', ...verify('far3')},
      {id: 'h', schemaVersion: 1, orderId: 'far4', type: 'hold.add', reason: 'fraud check'},
    ]);
    assert.equal(engine.status.orderCount, 0);
    const progress: number[] = [];
    const plan = await engine.jobs.preflight({kind: 'dispatch', mode: 'packed_only'}, [...far, 'nobody'], {onProgress: (done) => progress.push(done)});
    assert.deepEqual(plan.groups.map(({outcome, code, orders, units, left}) => [outcome, code, orders.length, units, left]), [
      ['part', undefined, 1, 2, 1],
      ['blocked', 'order/not-found', 1, 0, 0],
      ['blocked', 'parcel/nothing-verified', 24, 0, 0],
    ]);
    assert.equal(progress.at(-1), 26);
    assert.ok(progress.length >= 4, 'progress is told batch by batch');
    if (capabilities.includes('dry-run')) assert.deepEqual([server.calls['tryCommands'], server.calls['readOrder'] ?? 0], [3, 0]);
    assert.equal(server.appliedCommandIds.length, 0, 'a trial writes nothing');

    const all = await engine.jobs.preflight(ALL, [...far, 'nobody']);
    assert.deepEqual(all.groups.map(({outcome, units}) => [outcome, units]), [['whole', 72], ['blocked', 0], ['blocked', 0]]);
    await engine.jobs.start(all);
    await engine.settled();
    assert.equal(server.orders().filter(({status}) => status === 'complete').length, 24);
    assert.equal(server.appliedCommandIds.length, 24);
    assert.equal((await engine.jobs.list())[0]?.counts.done, 24);
  });
}

test('J5 an order that the backend no longer has when its turn comes is refused by name', async (t) => {
  const {engine, server, connection} = await openScript(t, () => {});
  connection.intercept = feedAway;
  putQuietly(server, ['far1', 'far2']);
  const plan = await engine.jobs.preflight(ALL, ['far1', 'far2']);
  server.remove('far1');
  await engine.jobs.start(plan);
  await engine.settled();
  const {items = []} = (await engine.jobs.read(plan.jobId)) ?? {};
  assert.deepEqual(items.map(({state, refusal, refusedBy}) => [state, refusal?.code, refusedBy]), [['refused', 'order/not-found', 'device'], ['done', undefined, undefined]]);
});

test('J5 orders that cannot be had now hold up no others; a backend that is away is not asked for missing orders again and again, and the job goes on when it is back', async (t) => {
  const {engine, server, connection} = await openScript(t, (shop) => place(shop, 'near'));
  const far = idsOf(120, 'far');
  putQuietly(server, far);
  let isAway = false;
  let asked = 0;
  connection.intercept = (call) => {
    feedAway(call);
    if (call.method !== 'readOrder' || call.way !== 'request' || !isAway) return;
    asked += 1;
    throw new BackendError('backend/busy', 'Too much to do.', {retriable: true});
  };
  const plan = await engine.jobs.preflight(ALL, [...far, 'near']);
  isAway = true;
  await engine.jobs.start(plan);
  await until('what is here is done', async () => (await engine.jobs.read(plan.jobId))?.job.counts.done === 1);
  for (let turn = 0; turn < 20; turn += 1) await engine.dispatch('near', {type: 'note.add', text: `turn ${turn}`});
  assert.ok(asked <= 30, `${asked} requests`);
  isAway = false;
  await engine.settled();
  assert.equal((await engine.jobs.read(plan.jobId))?.job.counts.done, 121);
});

test('J5 one order that the backend cannot give holds up no other that has to be fetched', async (t) => {
  const {engine, server, connection} = await openScript(t, () => {});
  const far = idsOf(20, 'far');
  putQuietly(server, far);
  connection.intercept = feedAway;
  const plan = await engine.jobs.preflight(ALL, far);
  const {readOrder} = connection;
  let isSpoiled = true;
  connection.readOrder = async (orderId) => {
    if (orderId === 'far1' && isSpoiled) throw new BackendError('backend/broken', 'This one cannot be read.', {retriable: true});
    await new Promise((resolve) => setTimeout(resolve, 2));
    return readOrder.call(connection, orderId);
  };
  await engine.jobs.start(plan);
  await until('all others are done', async () => (await engine.jobs.read(plan.jobId))?.job.counts.done === 19, 10_000);
  isSpoiled = false;
  await engine.settled();
  assert.equal((await engine.jobs.read(plan.jobId))?.job.counts.done, 20);
});

test('J5 what a job of that name has done before is nothing to fear: it is done once more without effect', async (t) => {
  const {engine, server, connection} = await openScript(t, () => {});
  connection.intercept = feedAway;
  putQuietly(server, ['far1', 'far2', 'far3']);
  const shop = {id: 'shop', name: 'Shop', role: 'owner'} as const;
  server.carryOut([{...bodyOf(TAG), id: jobCommandId('friday', 'far2', 1), schemaVersion: 1, orderId: 'far2'}], shop);
  const version = server.order('far2')?.version;
  const plan = await engine.jobs.preflight(TAG, ['far1', 'far2', 'far3'], {jobId: 'friday'});
  assert.deepEqual(plan.orders.map(({orderId, orderNumber, refusal}) => [orderId, orderNumber, refusal]), ['far1', 'far2', 'far3'].map((id) => [id, server.order(id)?.number, undefined]));
  assert.equal(server.calls['tryCommands'], 1);
  await engine.jobs.start(plan);
  await engine.settled();
  assert.deepEqual(server.orders().map(({tags}) => tags), [['friday'], ['friday'], ['friday']]);
  assert.equal(server.order('far2')?.version, version, 'it was not changed again');
});
