import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {Draw} from '../../test/support/random.ts';
import {randomOrder, randomOrders, SETTINGS, stepOn} from '../../test/support/random-order.ts';
import {randomQuery, randomSort} from '../../test/support/random-query.ts';
import {OrderIndex} from '../index/order-index.ts';
import type {Order} from '../order/order.ts';
import {matchesOrder} from './match-order.ts';
import {EMPTY_QUERY, type OrderQuery} from './order-query.ts';
import {type ResultSource, resolveSelection, selectResults} from './result-selection.ts';

const NOW = '2026-02-10T00:00:00.000Z';

function sourceOf(index: OrderIndex): ResultSource {
  return {query: (options) => ({rows: index.query(options, SETTINGS.timeZone)}), idOf: (handle) => index.idOf(handle)};
}

const matching = (orders: Iterable<Order>, query: OrderQuery): string[] => [...orders].filter((order) => matchesOrder(order, query, SETTINGS)).map(({id}) => id);

test('Q11 a selection is resolved to exactly the orders that match then and were not taken out, each once, in the order asked for', () => {
  fc.assert(
    fc.property(fc.integer({min: 0, max: 0xffffffff}), fc.integer({min: 0, max: 30}), (seed, count) => {
      const draw = new Draw(seed);
      const orders = new Map(randomOrders(seed, count).map((order) => [order.id, order]));
      const index = new OrderIndex();
      index.upsertMany(orders.values());
      const source = sourceOf(index);
      const query = randomQuery(draw, [...orders.values()]);
      const excludedIds = [...orders.keys(), 'unknown'].filter(() => draw.chance(0.2));
      const selection = selectResults(query, source, NOW, [...excludedIds, ...excludedIds]);
      assert.equal(selection.count, matching(orders.values(), query).filter((id) => !excludedIds.includes(id)).length);
      assert.deepEqual(structuredClone(selection), selection);
      assert.equal(resolveSelection(selection, source).difference, 0);

      for (let round = draw.below(10); round > 0; round -= 1) {
        const place = draw.below(count + 5);
        const known = orders.get(`o${place}`);
        if (known !== undefined && draw.chance(0.3)) {
          orders.delete(known.id);
          index.remove(known.id);
          continue;
        }
        const order = known === undefined ? randomOrder(draw, place) : stepOn(draw, known, 2);
        orders.set(order.id, order);
        index.upsert(order);
      }
      const sort = randomSort(draw);
      const resolved = resolveSelection(JSON.parse(JSON.stringify(selection)) as typeof selection, source, sort);
      const expected = matching(orders.values(), query).filter((id) => !excludedIds.includes(id));
      assert.deepEqual(resolved.orderIds.toSorted(), expected.toSorted());
      const all = Array.from(index.query({query: EMPTY_QUERY, sort}, SETTINGS.timeZone), (handle) => index.idOf(handle));
      assert.deepEqual(resolved.orderIds, all.filter((id) => expected.includes(id)));
      assert.equal(resolved.promised, selection.count);
      assert.equal(resolved.difference, expected.length - selection.count);
    }),
    {numRuns: 100},
  );
});

test('Q11 a handle that no longer means an order is left out', () => {
  const source: ResultSource = {query: () => ({rows: Uint32Array.of(0, 1, 2)}), idOf: (handle) => ['a', '', 'c'][handle] ?? ''};
  const selection = selectResults(EMPTY_QUERY, source, NOW, ['c']);
  assert.equal(selection.count, 1);
  assert.deepEqual(resolveSelection({...selection, count: 5}, source), {orderIds: ['a'], promised: 5, difference: -4});
});
