import assert from 'node:assert/strict';
import {test} from 'node:test';
import {randomOrders} from '../../test/support/random-order.ts';
import type {Order} from '../order/order.ts';
import {OrderFacets} from './order-facets.ts';
import type {OrderRow} from './order-row.ts';
import {toOrderRow} from './to-order-row.ts';

const [order] = randomOrders(3, 1) as [Order];
const row: OrderRow = {...toOrderRow(order, 'synced'), kind: 'sale', payment: 'paid'};

test('orders that agree in everything share a facet, others do not', () => {
  const facets = new OrderFacets();
  const first = facets.intern(row, 'own', 3);
  const others = [facets.intern(row, 'shipany', 3), facets.intern(row, 'own', 2), facets.intern({...row, payment: 'overpaid'}, 'own', 3), facets.intern({...row, kind: 'adjustment'}, 'own', 3)];
  assert.equal(facets.intern({...row, id: 'another', number: '9'}, 'own', 3), first);
  assert.equal(new Set([first, ...others]).size, 5);
  assert.equal(facets.text('payment', others[2] as number), 'overpaid');
  assert.equal(facets.text('carrier', first), 'own');
});

test('values that newer versions bring, however many, are kept apart and come back', () => {
  const facets = new OrderFacets();
  const strange = Array.from({length: 150}, (_, place) => ({...row, status: `status-${place}`}) as unknown as OrderRow);
  const numbers = strange.map((one) => facets.intern(one, 'drone', 1));
  assert.equal(new Set(numbers).size, strange.length);
  const loaded = OrderFacets.load(structuredClone(facets.save()));
  assert.equal(loaded.size, facets.size);
  strange.forEach((one, place) => {
    assert.equal(loaded.text('status', numbers[place] as number), one.status);
    assert.equal(loaded.text('carrier', numbers[place] as number), 'drone');
    assert.equal(loaded.intern(one, 'drone', 1), numbers[place]);
  });
});
