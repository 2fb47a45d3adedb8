import assert from 'node:assert/strict';
import {test} from 'node:test';
import {changesOf} from '../data/changed-orders.ts';
import {BATCHES_PER_SECOND, CHANGES_PER_SECOND, FEED_SECONDS} from '../data/feed-rate.ts';
import {orderAt} from '../data/live-order.ts';
import {readProducts} from '../data/products.ts';
import {createRandom} from '../data/random.ts';
import {median} from '../harness/statistics.ts';

const TOTAL = 2000;
const products = readProducts();
const orders = Array.from({length: TOTAL}, (_, index) => orderAt(index, TOTAL, products));

test('the same place in the series is the same order every time', () => {
  assert.deepEqual(orderAt(17, TOTAL, products), orders[17]);
  assert.notDeepEqual(orders[18], orders[17]);
});

test('documents have the weight of real ones: at least 2 KB in the middle', () => {
  const bytes = median(orders.map((order) => Buffer.byteLength(JSON.stringify(order))));
  assert.ok(bytes >= 2048, `median ${String(bytes)} bytes`);
});

test('orders stand at every step of their life', () => {
  const steps = new Set(orders.map(({status, statusDetail}) => `${status} ${statusDetail?.code ?? ''}`.trim()));
  for (const step of ['draft', 'payment_review receipt_to_review', 'payment_review awaiting_receipt', 'processing', 'processing packing', 'processing packed', 'complete sent', 'cancelled', 'refunded', 'expired', 'credit']) {
    assert.ok(steps.has(step), `no order is at "${step}"; there are: ${[...steps].join(', ')}`);
  }
});

test('names and products are Chinese and English, numbers and times rise', () => {
  const names = orders.map(({customer}) => customer.name ?? '');
  assert.ok(names.some((name) => /^\p{Script=Han}+$/u.test(name)));
  assert.ok(names.some((name) => /^[A-Za-z ]+$/.test(name)));
  assert.ok(orders.some(({lines}) => lines.some(({name}) => /\p{Script=Han}/u.test(name))));
  for (const [index, order] of orders.entries()) {
    const before = orders[index - 1];
    if (before === undefined) continue;
    assert.ok(order.placedAt > before.placedAt && order.number > before.number);
  }
});

test('the feed is five seconds of orders one command further on, some of them among the newest', () => {
  const changes = changesOf(TOTAL, products);
  assert.equal(changes.length, CHANGES_PER_SECOND * FEED_SECONDS);
  const byId = new Map(orders.map((order) => [order.id, order]));
  const first = changes.find((order) => (byId.get(order.id)?.version ?? 0) + 1 === order.version);
  assert.ok(first !== undefined);
  const newest = new Set(orders.slice(-12).map(({id}) => id));
  assert.ok(changes.filter(({id}) => newest.has(id)).length >= BATCHES_PER_SECOND * FEED_SECONDS);
});

test('a stream of random numbers repeats, another one differs', () => {
  const dice = createRandom(5);
  const throws = (stream: number) => {
    const random = createRandom(1, stream);
    return Array.from({length: 20}, () => random.between(1, 6));
  };
  assert.deepEqual(throws(1), throws(1));
  assert.notDeepEqual(throws(1), throws(2));
  assert.deepEqual(new Set(Array.from({length: 200}, () => dice.between(1, 6))), new Set([1, 2, 3, 4, 5, 6]));
});
