import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {bodyOf} from '../src/jobs/bulk-commands.ts';
import type {JobAction} from '../src/jobs/job.ts';
import {jobCommandId} from '../src/jobs/job-command-id.ts';
import type {CommandBody} from '../src/order/command.ts';
import type {Order} from '../src/order/order.ts';
import {EMPTY_QUERY} from '../src/query/order-query.ts';
import {parseQuery} from '../src/query/parse-query.ts';
import {selectResults} from '../src/query/result-selection.ts';
import {applyCommand} from '../src/rules/apply-command.ts';
import {sumPlaces} from '../src/rules/places.ts';
import {DEFAULT_SETTINGS, type Settings} from '../src/settings/settings.ts';
import {anyStory, live} from './support/any-story.ts';
import {IS_FULL_DOSE} from './support/check-property.ts';
import {ALL} from './support/job-shop.ts';
import {NOW, openScript} from './support/open-script.ts';
import {pack, place, sale, verify} from './support/orders.ts';

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
    const {engine, server} = await openScript(t, (shop) => orders.forEach((order) => shop.put(order)));
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
  const {engine} = await openScript(t, (server) => {
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
    const {engine, server} = await openScript(t, (shop) => place(shop, 'o1'), {role});
    const plan = await engine.jobs.preflight(action, ['o1']);
    assert.deepEqual(plan.groups.map((group) => group.code), [code], `${role} ${action.kind}`);
    await engine.jobs.start(plan);
    await engine.settled();
    assert.equal((await engine.jobs.read(plan.jobId))?.items[0]?.state, code === undefined ? 'done' : 'skipped');
    assert.equal(server.appliedCommandIds.length, code === undefined ? 2 : 1);
  }
});

test('J3 all results of a query are found once, when the job is planned', async (t) => {
  const {engine, server} = await openScript(t, (shop) => {
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

test('J6 a long preflight leaves the page free, and can be given up', async (t) => {
  const ids = Array.from({length: 1500}, (_, number) => `o${number}`);
  const {engine} = await openScript(t, (server) => ids.forEach((id) => place(server, id)));
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

