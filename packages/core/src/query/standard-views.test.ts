import assert from 'node:assert/strict';
import {test} from 'node:test';
import {randomOrders, SETTINGS} from '../../test/support/random-order.ts';
import {OrderIndex} from '../index/order-index.ts';
import type {Order} from '../order/order.ts';
import {dayAt} from './day-bounds.ts';
import {matchesOrder} from './match-order.ts';
import {queryOfView, STANDARD_VIEWS, standardQueries, type StandardViewId} from './standard-views.ts';

const today = '2026-02-10';
const random = randomOrders(5, 600);
/** Chance packs no order to its last unit. */
const packed = random.filter(({fulfillment, status}) => fulfillment === 'packing' && status === 'processing').map((order): Order => ({...order, id: `${order.id}-packed`, fulfillment: 'packed'}));
const orders = [...random, ...packed];
const queries = standardQueries({today});

function viewsOf(order: Order): StandardViewId[] {
  return STANDARD_VIEWS.map(({id}) => id).filter((id) => matchesOrder(order, queries[id], SETTINGS));
}

test('Q12 every standard view can be read, on any day, and has orders in it', () => {
  for (const view of STANDARD_VIEWS) {
    assert.ok(queryOfView(view, {today}).ok, view.id);
    assert.ok(orders.some((order) => viewsOf(order).includes(view.id)), view.id);
  }
  assert.equal(new Set(STANDARD_VIEWS.map(({id}) => id)).size, STANDARD_VIEWS.length);
});

test('Q12 work is in one view at a time, and what was put away in none but all', () => {
  for (const order of orders) {
    const views = viewsOf(order);
    assert.ok(views.includes('all'));
    if (order.archived) assert.deepEqual(views, ['all']);
    const work = views.filter((id) => id === 'to_review' || id === 'awaiting_receipt' || id === 'to_pack' || id === 'packed');
    assert.ok(work.length <= 1, `${order.id}: ${work.join(', ')}`);
    const goods = order.parcels.length > 0 && order.fulfillment !== 'not_required';
    if (order.status === 'processing' && goods && !order.archived) assert.equal(work.length, 1, `${order.id} ${order.fulfillment}`);
    if (order.payment === 'in_review' && !order.archived) assert.deepEqual(work, ['to_review'], order.id);
  }
});

test('Q12 sent today is the day of the shop, not of the server', () => {
  const [base] = orders as [Order];
  const sentAt = (instant: string): Order => ({...base, archived: false, parcels: [{id: 'p', contents: [], transit: 'none', sentAt: instant}]});
  const midnight = '2026-02-09T16:00:00.000Z';
  assert.equal(dayAt(midnight, 'Asia/Hong_Kong'), today);
  assert.ok(matchesOrder(sentAt(midnight), queries.sent_today, {timeZone: 'Asia/Hong_Kong'}));
  assert.ok(!matchesOrder(sentAt('2026-02-09T15:59:59.999Z'), queries.sent_today, {timeZone: 'Asia/Hong_Kong'}));
  assert.ok(!matchesOrder(sentAt(midnight), queries.sent_today, {timeZone: 'Europe/London'}));
});

test('Q5 Q12 counts of the views are those of the scan, whatever happened before', () => {
  const index = new OrderIndex();
  index.upsertMany(orders);
  index.upsertMany(orders.slice(0, 50));
  for (const order of orders.slice(10, 90)) index.remove(order.id);
  index.upsertMany(orders.slice(20, 40));
  const left = orders.filter((_, place) => place < 10 || (place >= 20 && place < 40) || place >= 90);
  for (const {id} of STANDARD_VIEWS) {
    const expected = left.filter((order) => matchesOrder(order, queries[id], SETTINGS)).length;
    assert.equal(index.count(queries[id], SETTINGS.timeZone), expected, id);
    assert.equal(OrderIndex.load(structuredClone(index.save())).count(queries[id], SETTINGS.timeZone), expected, id);
  }
});

test('Q12 a saved view whose text cannot be read says what is wrong with it', () => {
  const parsed = queryOfView({query: 'stauts:paid'}, {today});
  assert.ok(!parsed.ok && parsed.problem.params['nearest'] === 'status');
});
