import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {anyNewOrder} from '../../test/support/any-new-order.ts';
import {checkProperty} from '../../test/support/check-property.ts';
import {hasCode} from '../../test/support/has-code.ts';
import {hkd, line, newOrder} from '../../test/support/new-order.ts';
import {contextOf} from '../../test/support/people.ts';
import type {NewOrder} from '../order/new-order.ts';
import {toDecimal} from '../shared/money.ts';
import {deriveTotals} from './derive-totals.ts';
import {placeOrder} from './place-order.ts';

function totalsOf(order: NewOrder) {
  return deriveTotals(placeOrder({id: 'c', schemaVersion: 1, orderId: 'o', type: 'order.place', order}, contextOf(), 'placed'));
}

test('M7 a total is lines + shipping fee − discounts + added tax, exact at mixed scales', () => {
  const {lines, total, payable} = totalsOf(
    newOrder({
      lines: [line({quantity: 3, unitPrice: {amount: 1795, scale: 3, currency: 'HKD'}}), line({quantity: 2, unitPrice: hkd(1050)}), line({quantity: 1, unitPrice: {amount: 7, scale: 0, currency: 'HKD'}})],
      shippingFee: hkd(3000),
      discounts: [{name: 'VIP', amount: hkd(500)}, {name: 'coupon', amount: {amount: 5, scale: 1, currency: 'HKD'}}],
      tax: {amount: {amount: 1234, scale: 3, currency: 'HKD'}, included: false},
    }),
  );
  assert.deepEqual([lines, total, payable].map(toDecimal), ['33.385', '59.119', '59.12']);
});

test('M7 tax that is inside the prices is shown, not added', () => {
  assert.equal(toDecimal(totalsOf(newOrder({lines: [line({quantity: 1})], tax: {amount: hkd(500), included: true}})).total), '100.00');
});

test('M7 totals equal an independent sum in whole millionths', (t) => {
  checkProperty(
    t,
    fc.property(anyNewOrder, (order) => {
      const exact = ({amount, scale}: {amount: number; scale: number}) => BigInt(amount) * 10n ** BigInt(6 - scale);
      const lines = order.lines.reduce((sum, {quantity, unitPrice}) => sum + exact(unitPrice) * BigInt(quantity), 0n);
      const discounts = (order.discounts ?? []).reduce((sum, {amount}) => sum + exact(amount), 0n);
      const tax = order.tax === undefined || order.tax.included ? 0n : exact(order.tax.amount);
      const totals = totalsOf(order);
      assert.equal(exact(totals.lines), lines);
      assert.equal(exact(totals.total), lines + (order.shippingFee === undefined ? 0n : exact(order.shippingFee)) - discounts + tax);
    }),
    {runs: 300},
  );
});

test('M7 a line that cannot be added exactly is an error, also when another one would bring the sum back', () => {
  const price = (amount: number, currency = 'HKD') => ({amount, scale: 0, currency});
  const one = (amount: number) => line({quantity: 1, unitPrice: price(amount)});
  // 3 × 3,002,399,751,580,331 is odd and past 2^53, so that a float is off by one; with the first line the sum looks safe.
  const inexact = line({quantity: 3_002_399_751_580_331, unitPrice: price(3)});
  for (const lines of [[one(-5_000_000_000_000_000), inexact], [one(2 ** 52), one(2 ** 52), one(2 ** 52), one(-(2 ** 52)), one(-(2 ** 52))]]) {
    assert.throws(() => totalsOf(newOrder({lines})), hasCode('money/overflow'));
  }
  assert.throws(() => totalsOf(newOrder({lines: [line({unitPrice: price(1, 'JPY')})]})), hasCode('money/mixed-currencies'));
});
