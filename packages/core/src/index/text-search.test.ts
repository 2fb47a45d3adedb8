import assert from 'node:assert/strict';
import {test} from 'node:test';
import {line, newOrder} from '../../test/support/new-order.ts';
import {contextOf} from '../../test/support/people.ts';
import type {NewOrder} from '../order/new-order.ts';
import type {Order} from '../order/order.ts';
import {matchesOrder} from '../query/match-order.ts';
import {parseQuery} from '../query/parse-query.ts';
import {applyCommand} from '../rules/apply-command.ts';
import {OrderIndex} from './order-index.ts';

const ZONE = 'Asia/Hong_Kong';

function ordered(id: string, changes: Partial<NewOrder>): Order {
  const answer = applyCommand(undefined, {id: `c-${id}`, schemaVersion: 1, orderId: id, type: 'order.place', order: newOrder(changes)}, contextOf());
  assert.ok(answer.ok);
  return answer.order;
}

function queryOf(text: string) {
  const parsed = parseQuery(text);
  assert.ok(parsed.ok, text);
  return parsed.query;
}

test('Q5 one product among hundreds is found, and so are all of them', () => {
  const orders = Array.from({length: 400}, (_, number) => ordered(`o${number}`, {lines: [line({sku: `S-${number}`, name: `Lamp ${number}`}), line({sku: 'BOX', name: 'Gift box'})]}));
  const index = new OrderIndex();
  for (const order of orders) index.upsert(order, 'synced');
  while (index.maintain(50));
  for (const text of ['sku:s-399', 'lamp 17', 'product:"lamp 399"', 's-1', 'gift', 'lamp', 'lamp -gift', 'sku:s-3 product:box', 'sku:nothing']) {
    const query = queryOf(text);
    assert.equal(index.count(query, ZONE), orders.filter((order) => matchesOrder(order, query, {timeZone: ZONE})).length, text);
  }
});

test('Q5 Q10 names without a SKU are found; a phrase of words that are there, but not side by side, blames none of them', () => {
  const order = ordered('o1', {lines: [line({sku: '', name: 'Lunch tray'}), line({sku: 'BAG', name: 'Red bag'}), line({sku: '', name: 'Lunch bag'})]});
  const index = new OrderIndex();
  index.upsert(order, 'synced');
  for (const text of ['product:tray', 'lunch bag', 'product:"lunch bag"', '"tray lunch"', 'product:"bag red"']) {
    assert.equal(index.count(queryOf(text), ZONE) === 1, matchesOrder(order, queryOf(text), {timeZone: ZONE}), text);
  }
  assert.deepEqual(index.suggest(queryOf('"tray lunch"'), ZONE), []);
});
