import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import fc from 'fast-check';
import {createOrderEngine} from '../src/engine/create-order-engine.ts';
import type {OrderEngine} from '../src/engine/order-engine.ts';
import {bodyOf} from '../src/jobs/bulk-commands.ts';
import type {JobAction} from '../src/jobs/job.ts';
import {jobCommandId} from '../src/jobs/job-command-id.ts';
import type {Command, CommandBody} from '../src/order/command.ts';
import type {Role} from '../src/order/decision.ts';
import type {Order} from '../src/order/order.ts';
import {BackendError} from '../src/ports/backend-error.ts';
import {EMPTY_QUERY} from '../src/query/order-query.ts';
import {parseQuery} from '../src/query/parse-query.ts';
import {selectResults} from '../src/query/result-selection.ts';
import {applyCommand} from '../src/rules/apply-command.ts';
import {sumPlaces} from '../src/rules/places.ts';
import {DEFAULT_SETTINGS, type Settings} from '../src/settings/settings.ts';
import {anyStory, live} from './support/any-story.ts';
import {IS_FULL_DOSE} from './support/check-property.ts';
import {createFastClock} from './support/fast-clock.ts';
import {feedAway} from './support/feed-away.ts';
import {type MemoryConnection, MemoryServer, type MemoryServerOptions} from './support/memory-backend.ts';
import {pack, place, sale, verify} from './support/orders.ts';
import {later} from './support/people.ts';
import {until} from './support/until.ts';

const NOW = later(600);
const ALL: JobAction = {kind: 'dispatch', mode: 'all_items', shipOn: '2026-11-27', remark: 'By courier'};
const PACKED: JobAction = {kind: 'dispatch', mode: 'packed_only'};

const ACTIONS: readonly JobAction[] = [
  ALL,
  PACKED,
  {kind: 'command', body: {type: 'order.send', remark: 'SF1432009877160'}},
  {kind: 'command', body: {type: 'order.schedule', shipOn: '2026-11-27'}},
  {kind: 'command', body: {type: 'order.confirm'}},
  {kind: 'command', body: {type: 'order.cancel', reason: 'sale is over'}},
  {kind: 'command', body: {type: 'order.close'}},
  {kind: 'command', body: {type: 'order.archive', archived: true}},
  {kind: 'command', body: {type: 'note.add', text: 'Rings back 會回電'}},
  {kind: 'command', body: {type: 'tags.change', add: ['急件'], remove: ['vip']}},
  {kind: 'command', body: {type: 'hold.add', reason: 'stocktaking'}},
  {kind: 'command', body: {type: 'hold.release', note: 'all clear'}},
  {kind: 'command', body: {type: 'payment.record', method: 'cash'}},
];

/** Half packed by preference: what *Packed Items Only* sends in part. */
function partlyPacked(order: Order, settings: Settings): Order {
  const [first, second] = order.lines;
  const parcel = order.parcels.find(({sentAt, verifiedAt}) => sentAt === undefined && verifiedAt === undefined);
  if (parcel === undefined || first === undefined) return order;
  const bodies: CommandBody[] = [
    {type: 'payment.record'},
    {type: 'parcel.pack', parcelId: parcel.id, lineId: first.id, quantity: 1},
    {type: 'parcel.pack', parcelId: parcel.id, lineId: second?.id ?? '', quantity: 1},
    {type: 'parcel.verify', parcelId: parcel.id, lineId: first.id},
  ];
  return bodies.reduce((now, body, index) => {
    const answer = applyCommand(now, {...body, id: `${order.id}-half${index}`, schemaVersion: 1, orderId: order.id}, {settings, actor: {id: 'shop', name: 'Shop', role: 'owner'}, now: NOW});
    return answer.ok ? answer.order : now;
  }, order);
}

/** An engine of one script, and the server it speaks with; both stand still in time. */
async function opened(t: TestContext, fill: (server: MemoryServer) => void, options: MemoryServerOptions & {role?: Role} = {}): Promise<{engine: OrderEngine; server: MemoryServer; connection: MemoryConnection}> {
  const server = new MemoryServer({now: () => NOW, ...options});
  fill(server);
  const connection = server.connect({role: options.role ?? 'owner'});
  const engine = createOrderEngine({backend: connection, storage: 'memory', clock: {...createFastClock(50), now: () => NOW}});
  t.after(() => engine.close());
  await engine.syncNow();
  return {engine, server, connection};
}

/** Orders that come to the server without anybody hearing of them; `done` was done to them before. */
function putQuietly(server: MemoryServer, ids: readonly string[], order = sale(), done: readonly Command[] = []): void {
  const quiet = new MemoryServer({now: () => NOW});
  for (const id of ids) place(quiet, id, order);
  quiet.carryOut(done, {id: 'shop', name: 'Shop', role: 'owner'});
  for (const put of quiet.orders()) server.put(put);
}

const unitsSent = (order: Order): number => sumPlaces(order).sent;
const unitsUnsent = (order: Order): number => {
  const {unallocated, packing, verified} = sumPlaces(order);
  return unallocated + packing + verified;
};
const withoutDevices = ({applied: _applied, ...order}: Order): unknown => order;

test('J4 preflight equals outcome: with no change in between a job does exactly what was said, in every order and for every action', async (t) => {
  const seed = Number(process.env['PACKLINE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  t.diagnostic(`seed ${seed}`);
  const orders = fc.sample(anyStory(), {seed, numRuns: IS_FULL_DOSE ? 2400 : 240}).flatMap((story, index): Order[] => {
    const order = live(story);
    if (order === undefined) return [];
    const named = {...order, id: `o${index}`, applied: {}};
    return [index % 4 === 0 ? partlyPacked(named, DEFAULT_SETTINGS) : named];
  });
  const outcomes: Record<string, number> = {whole: 0, part: 0, blocked: 0};
  for (const action of ACTIONS) {
    const {engine, server} = await opened(t, (shop) => orders.forEach((order) => shop.put(order)));
    const ids = orders.map(({id}) => id);
    const plan = await engine.jobs.preflight(action, ids);
    assert.deepEqual(plan.orders.map(({orderId}) => orderId), ids);
    assert.deepEqual(server.orders(), orders, 'a preflight changes nothing');
    await engine.jobs.start(plan);
    await engine.settled();
    const items = (await engine.jobs.read(plan.jobId, {limit: ids.length}))?.items ?? [];
    assert.equal(items.length, ids.length);
    for (const [index, order] of orders.entries()) {
      const [planned, item, after] = [plan.orders[index], items[index], server.order(order.id)];
      assert.ok(planned !== undefined && item !== undefined && after !== undefined);
      const command = {...bodyOf(action), id: jobCommandId(plan.jobId, order.id, 1), schemaVersion: 1 as const, orderId: order.id};
      const answer = applyCommand(order, command, {settings: server.settings, actor: engine.actor, now: NOW});
      assert.deepEqual(planned.refusal, answer.ok ? undefined : answer.refusal);
      if (!answer.ok) {
        assert.deepEqual([item.state, item.refusal, after], ['skipped', planned.refusal, order]);
        continue;
      }
      assert.deepEqual([item.state, item.version], ['done', order.version + 1]);
      assert.deepEqual(withoutDevices(after), withoutDevices(answer.order));
      const sends = action.kind === 'dispatch' || action.body.type === 'order.send';
      assert.deepEqual([planned.units, planned.left], sends ? [unitsSent(after) - unitsSent(order), unitsUnsent(after)] : [0, 0]);
    }
    for (const group of plan.groups) {
      outcomes[group.outcome] = (outcomes[group.outcome] ?? 0) + group.orders.length;
      assert.equal(group.units, group.orders.reduce((sum, {units}) => sum + units, 0));
      for (const {refusal, left} of group.orders) assert.deepEqual([group.outcome, group.code], refusal === undefined ? [left > 0 ? 'part' : 'whole', undefined] : ['blocked', refusal.code]);
    }
    assert.equal(plan.groups.reduce((sum, group) => sum + group.orders.length, 0), ids.length);
    await engine.close();
  }
  t.diagnostic(`${JSON.stringify(outcomes)} of ${orders.length} orders, ${ACTIONS.length} actions`);
  for (const [outcome, count] of Object.entries(outcomes)) assert.ok(count >= 10, `only ${count} orders were ${outcome}`);
});

test('J3 a plan says what is sent, what stays behind and why not, in groups that are always the same', async (t) => {
  const {engine} = await opened(t, (server) => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) place(server, id, sale(3));
    place(server, 'unpaid', {...sale(1), paid: undefined} as never);
    const shop = {id: 'shop', name: 'Shop', role: 'owner'} as const;
    const steps = [
      ['b', pack('b', 2)],
      ['b', verify('b')],
      ['c', pack('c', 3)],
      ['c', verify('c')],
      ['d', {type: 'parcel.add', parcelId: 'd2'}],
      ['e', {type: 'hold.add', reason: 'fraud check'}],
    ] as const;
    const results = server.carryOut(steps.map(([orderId, body], index) => ({id: `s${index}`, schemaVersion: 1, orderId, ...body})), shop);
    assert.deepEqual(results.map(({outcome}) => outcome), steps.map(() => 'applied'));
  });
  const target = ['e', 'b', 'unpaid', 'a', 'd', 'c', 'b', 'a'];
  const groupsOf = async (action: JobAction) => (await engine.jobs.preflight(action, target)).groups.map(({outcome, code, orders, units, left}) => [outcome, code, orders.map(({orderId}) => orderId).join(' '), units, left]);
  assert.deepEqual(await groupsOf(PACKED), [
    ['whole', undefined, 'c', 3, 0],
    ['part', undefined, 'b', 2, 1],
    ['blocked', 'parcel/nothing-verified', 'e unpaid a d', 0, 0],
  ]);
  const ofAll = await groupsOf(ALL);
  assert.deepEqual(ofAll.map(([outcome, code, ids]) => [outcome, code, ids]), [
    ['whole', undefined, 'b a c'],
    ['blocked', 'parcel/several-unsent', 'd'],
    ['blocked', 'send/on-hold', 'e'],
    ['blocked', 'send/not-paid', 'unpaid'],
  ]);
  assert.deepEqual(await groupsOf(ALL), ofAll);
  const {orders} = await engine.jobs.preflight(ALL, ['d']);
  assert.deepEqual(orders[0]?.refusal?.params['unsentParcels'], 2);
});

test('J4 what a person may not do is blocked in the plan already', async (t) => {
  const cancel: JobAction = {kind: 'command', body: {type: 'order.cancel'}};
  for (const [role, action, code] of [
    ['viewer', ALL, 'actor/not-allowed'],
    ['packer', ALL, undefined],
    ['packer', cancel, 'actor/not-allowed'],
    ['clerk', cancel, undefined],
  ] as const) {
    const {engine, server} = await opened(t, (shop) => place(shop, 'o1'), {role});
    const plan = await engine.jobs.preflight(action, ['o1']);
    assert.deepEqual(plan.groups.map((group) => group.code), [code], `${role} ${action.kind}`);
    await engine.jobs.start(plan);
    await engine.settled();
    assert.equal((await engine.jobs.read(plan.jobId))?.items[0]?.state, code === undefined ? 'done' : 'skipped');
    assert.equal(server.appliedCommandIds.length, code === undefined ? 2 : 1);
  }
});

test('J3 all results of a query are found once, when the job is planned', async (t) => {
  const {engine, server} = await opened(t, (shop) => {
    for (let number = 0; number < 6; number += 1) place(shop, `o${number}`, sale(1, {placedAt: `2026-11-0${6 - number}T00:00:00.000Z`, lines: [{sku: number === 4 ? 'POT' : 'TEA', name: 'Thing', quantity: 1, unitPrice: {amount: 100, scale: 2, currency: 'HKD'}}]}));
  });
  const parsed = parseQuery('sku:TEA');
  assert.ok(parsed.ok);
  const selection = selectResults(parsed.query, engine, NOW, ['o2']);
  assert.equal(selection.count, 4);
  place(server, 'late', sale(1, {placedAt: '2026-11-20T00:00:00.000Z'}));
  await engine.syncNow();
  const plan = await engine.jobs.preflight(ALL, selection);
  assert.deepEqual([plan.orders.map(({orderId}) => orderId), plan.promised], [['o5', 'o3', 'o1', 'o0', 'late'], 4]);
  place(server, 'later', sale(1));
  await engine.syncNow();
  await engine.jobs.start(plan, {exclude: ['late']});
  await engine.settled();
  assert.deepEqual(server.orders().filter(({status}) => status === 'complete').map(({id}) => id), ['o0', 'o1', 'o3', 'o5']);
  assert.equal((await engine.jobs.preflight(ALL, selectResults(EMPTY_QUERY, engine, NOW))).orders.length, 8);
});

for (const capabilities of [['search', 'dry-run'], ['search']]) {
  const how = capabilities.includes('dry-run') ? 'tried on the backend' : 'read from a backend that knows no trials';
  test(`J5 orders that are not on the device are ${how}, and fetched before they are decided`, async (t) => {
    const far = Array.from({length: 25}, (_, number) => `far${number}`);
    const {engine, server, connection} = await opened(t, () => {}, {capabilities, commandsPerBatch: 10});
    connection.intercept = feedAway;
    putQuietly(server, far, sale(3), [
      {id: 'p', schemaVersion: 1, orderId: 'far3', ...pack('far3', 2)},
      {id: 'v', schemaVersion: 1, orderId: 'far3', ...verify('far3')},
      {id: 'h', schemaVersion: 1, orderId: 'far4', type: 'hold.add', reason: 'fraud check'},
    ]);
    assert.equal(engine.status.orderCount, 0);
    const progress: number[] = [];
    const plan = await engine.jobs.preflight(PACKED, [...far, 'nobody'], {onProgress: (done) => progress.push(done)});
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
  const {engine, server, connection} = await opened(t, () => {});
  connection.intercept = feedAway;
  putQuietly(server, ['far1', 'far2']);
  const plan = await engine.jobs.preflight(ALL, ['far1', 'far2']);
  server.remove('far1');
  await engine.jobs.start(plan);
  await engine.settled();
  const {items = []} = (await engine.jobs.read(plan.jobId)) ?? {};
  assert.deepEqual(items.map(({state, refusal, refusedBy}) => [state, refusal?.code, refusedBy]), [['refused', 'order/not-found', 'device'], ['done', undefined, undefined]]);
});

test('J6 a long preflight leaves the page free, and can be given up', async (t) => {
  const ids = Array.from({length: 1500}, (_, number) => `o${number}`);
  const {engine} = await opened(t, (server) => ids.forEach((id) => place(server, id)));
  let turns = 0;
  let isOver = false;
  const look = (): void => {
    turns += 1;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  const progress: [number, number][] = [];
  await engine.jobs.preflight(ALL, ids, {onProgress: (done, of) => progress.push([done, of])});
  isOver = true;
  assert.ok(turns >= 5, `the page had ${turns} turns`);
  assert.deepEqual(progress.at(-1), [1500, 1500]);
  assert.ok(progress.length > 20);
  assert.deepEqual([...progress].sort(([left], [right]) => left - right), progress);

  const stop = new AbortController();
  let last = 0;
  await assert.rejects(engine.jobs.preflight(ALL, ids, {signal: stop.signal, onProgress: (done) => {
    last = done;
    if (done >= 100) stop.abort(new Error('Enough.'));
  }}), /Enough/);
  assert.ok(last < 1500);
  await assert.rejects(engine.jobs.preflight(ALL, ids, {signal: stop.signal}), /Enough/);
  assert.deepEqual(await engine.jobs.list(), []);
});

test('J5 orders that cannot be had now hold up no others; a backend that is away is not asked for missing orders again and again, and the job goes on when it is back', async (t) => {
  const {engine, server, connection} = await opened(t, (shop) => place(shop, 'near'));
  const far = Array.from({length: 120}, (_, number) => `far${number}`);
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
  const {engine, server, connection} = await opened(t, () => {});
  const far = Array.from({length: 20}, (_, number) => `far${number}`);
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
  const {engine, server, connection} = await opened(t, () => {});
  connection.intercept = feedAway;
  putQuietly(server, ['far1', 'far2', 'far3']);
  const tag: JobAction = {kind: 'command', body: {type: 'tags.change', add: ['friday']}};
  const shop = {id: 'shop', name: 'Shop', role: 'owner'} as const;
  server.carryOut([{...bodyOf(tag), id: jobCommandId('friday', 'far2', 1), schemaVersion: 1, orderId: 'far2'}], shop);
  const version = server.order('far2')?.version;
  const plan = await engine.jobs.preflight(tag, ['far1', 'far2', 'far3'], {jobId: 'friday'});
  assert.deepEqual(plan.orders.map(({orderId, orderNumber, refusal}) => [orderId, orderNumber, refusal]), ['far1', 'far2', 'far3'].map((id) => [id, server.order(id)?.number, undefined]));
  assert.equal(server.calls['tryCommands'], 1);
  await engine.jobs.start(plan);
  await engine.settled();
  assert.deepEqual(server.orders().map(({tags}) => tags), [['friday'], ['friday'], ['friday']]);
  assert.equal(server.order('far2')?.version, version, 'it was not changed again');
});
