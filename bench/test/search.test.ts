import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Order} from '@packline/core';
import {orderAt} from '../data/live-order.ts';
import {readProducts} from '../data/products.ts';
import {SEARCH_PEERS} from '../search/peers.ts';
import {createRecall} from '../search/recall.ts';
import {figuresOf} from '../search/run.ts';
import {SearchSession} from '../search/session.ts';
import {keystrokes, QUERY_KINDS, typedQueries} from '../search/typed-queries.ts';

const TOTAL = 1000;
const products = readProducts();
const orders = Array.from({length: TOTAL}, (_, index) => orderAt(index, TOTAL, products));
const queries = typedQueries(orders, 60);

async function* chunks(): AsyncGenerator<Order[]> {
  yield orders;
}

async function sessionOf(name: string): Promise<SearchSession> {
  const create = SEARCH_PEERS[name];
  assert.ok(create !== undefined);
  const session = new SearchSession(await create());
  await session.build(async (take) => {
    take(orders.slice(0, 500));
    take(orders.slice(500));
  });
  return session;
}

test('queries are of every kind, the same every time, and typos are no words', () => {
  assert.deepEqual(typedQueries(orders, 60), queries);
  assert.deepEqual(new Set(queries.map(({kind}) => kind)), new Set(QUERY_KINDS));
  for (const {kind, text, meant} of queries) if (kind === 'typo') assert.notEqual(text, meant);
});

test('every prefix is a keystroke, a space alone is none', () => {
  assert.deepEqual(keystrokes({kind: 'product', text: '茶 杯'}), ['茶', '茶 ', '茶 杯']);
});

test('the index answers every keystroke like the plain scan, and suggests what was meant', async () => {
  const truth = (await sessionOf('includes')).type(queries);
  const session = await sessionOf('packline');
  const typing = session.type(queries);
  const suggested = session.suggest(queries);
  const recall = await createRecall(queries, chunks());
  const figures = figuresOf({buildMs: 0, memoryMiB: 0, typing, first: session.readFirst(queries), suggested, refilters: session.refilter()}, truth, recall(session.readFirst(queries)));
  assert.equal(figures['sameAnswers'], 100);
  assert.equal(figures['recall'], 100);
  assert.ok(Number(figures['suggestRate']) >= 95, `suggested ${String(figures['suggestRate'])} %`);
  assert.ok(truth.answers.some(([count]) => count > 0 && count < TOTAL));
});

test('an answer in another order, or with one order missing, is not the same answer', async () => {
  const session = await sessionOf('includes');
  const truth = session.type(queries);
  const shifted = {...truth, answers: truth.answers.map(([count, sum], key) => (key === 0 ? ([count, sum + 1] as const) : ([count, sum] as const)))};
  const figures = figuresOf({buildMs: 0, memoryMiB: 0, typing: shifted, first: [], suggested: undefined, refilters: undefined}, truth, {});
  assert.ok(Number(figures['sameAnswers']) < 100);
});

test('recall counts the right ones among the first answers, and nothing for what has no right answer', async () => {
  const recall = await createRecall([{kind: 'number', text: String(orders[0]?.number)}, {kind: 'product', text: 'no such thing'}, {kind: 'typo', text: 'xyzzy', meant: 'xyzzyy'}], chunks());
  assert.equal(recall([[0], [], []])['recall'], 100);
  assert.equal(recall([[1], [1], []])['recall'], 0);
  assert.ok(Number.isNaN(recall([[0], [], []])['recall-typo']));
});

test('a kind of query that no order has anything of is left out', () => {
  const nameless = orders.slice(0, 50).map((order) => ({...order, customer: {id: '17850'}}));
  const kinds = new Set(typedQueries(nameless, 40).map(({kind}) => kind));
  assert.ok(kinds.has('product') && !kinds.has('email') && !kinds.has('chinese'));
});
