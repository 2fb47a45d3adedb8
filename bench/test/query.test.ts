import assert from 'node:assert/strict';
import {test} from 'node:test';
import {orderAt} from '../data/live-order.ts';
import {readProducts} from '../data/products.ts';
import {growthTable, type GrowthRun} from '../growth/run.ts';
import {QUERY_PEERS} from '../query/peers.ts';
import {SCENES, VIEWS} from '../query/scenes.ts';
import {figuresOf, QuerySession, type Worked} from '../query/session.ts';

const TOTAL = 1500;
const products = readProducts();
const orders = Array.from({length: TOTAL}, (_, index) => orderAt(index, TOTAL, products));

async function workOf(name: string): Promise<Worked> {
  const create = QUERY_PEERS[name];
  assert.ok(create !== undefined);
  const session = new QuerySession(await create());
  await session.build(async (take) => {
    take(orders.slice(0, 700));
    take(orders.slice(700));
  });
  return session.work();
}

test('every list and every count is the same by hand and by the index', async () => {
  const {answers: truth} = await workOf('rows');
  assert.equal(truth.length, SCENES.length + VIEWS.length);
  for (const name of ['packline', 'presorted']) {
    const worked = await workOf(name);
    assert.deepEqual(worked.answers, truth, name);
    assert.equal(figuresOf({buildMs: 0, memoryMiB: 0, worked}, truth)['sameAnswers'], 100);
  }
});

test('one list in another order is not the same', async () => {
  const worked = await workOf('rows');
  const truth = worked.answers.with(0, (worked.answers[0] ?? 0) + 1);
  assert.ok(Number(figuresOf({buildMs: 0, memoryMiB: 0, worked}, truth)['sameAnswers']) < 100);
});

test('the scenes find something, and not everything alike', async () => {
  const {answers} = await workOf('rows');
  assert.ok(new Set(answers.slice(0, SCENES.length)).size > SCENES.length - 2);
  assert.ok(answers.slice(SCENES.length).some((count) => count > 0 && count < TOTAL));
});

test('the growth table has a column for every size', () => {
  const run: GrowthRun = {
    orders: 10_000,
    buildMs: 1000,
    memoryBytes: 12 * 1024 * 1024,
    savedBytes: 4_700_000,
    documentBytes: 30_000_000,
    medianBytes: 3000,
    keyP50: 0.5,
    keyP95: 12.34,
    keyMax: 1234,
    keyProcessorP50: 0.4,
    keyProcessorP95: 11,
    keyProcessorMax: 1000,
    keystrokes: 1200,
    suggestP95: 4,
    changeP95: 5,
    viewsP95: 0.6,
    loadMs: 9,
    settleMs: 500,
  };
  const table = growthTable([run, {...run, orders: 1_000_000}]);
  assert.match(table, /\| 10,000 orders \| 1,000,000 orders \|/);
  assert.match(table, /\| memory of the index, MiB \| 12\.0 \| 12\.0 \|/);
  assert.match(table, /the slowest, ms \| 1,234 \| 1,234 \|/);
});
