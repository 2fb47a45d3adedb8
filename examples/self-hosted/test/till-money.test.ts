import assert from 'node:assert/strict';
import {test} from 'node:test';
import {add, money, moneyFromDecimal, subtract, sum, times, toDecimal} from '@packline/core';
import fc from 'fast-check';
import {Cart, changeOf} from '../public/till-cart.js';
import {digitsOf, moneyText, readAmount, readDiscount, sumOf} from '../public/till-money.js';
import {totalOf} from '../src/channels/total-of.ts';
import {checkProperty} from './support/check-property.ts';

const hkd = (amount: number, scale = 2) => ({amount, scale, currency: 'HKD'});
const product = (sku: string, unitPrice: ReturnType<typeof hkd>) => ({sku, name: sku, unitPrice});

test('the cart of the till adds up exactly as the rules do', async (t) => {
  const line = fc.record({amount: fc.integer({min: 0, max: 10_000_000}), scale: fc.integer({min: 0, max: 4}), quantity: fc.integer({min: 1, max: 999})});
  const property = fc.asyncProperty(fc.array(line, {maxLength: 30}), async (lines) => {
    const cart = lines.map(({amount, scale, quantity}) => ({unitPrice: hkd(amount, scale), quantity}));
    const ours = sumOf(cart, 'HKD');
    const theirs = sum(cart.map(({unitPrice, quantity}) => times(unitPrice, quantity)), 'HKD');
    assert.equal(toDecimal(money(ours.amount, ours.scale, 'HKD')), toDecimal(theirs));
  });
  await checkProperty(t, property, {runs: 200});
});

test('a sale is the order that was shown: same lines, same total', () => {
  const cart = new Cart({currency: 'HKD', digits: 2});
  let changes = 0;
  cart.addEventListener('change', () => (changes += 1));
  const [oolong, cup] = [product('TEA', hkd(38_000)), product('CUP', hkd(1_234_567, 4))];
  for (const one of [oolong, cup, oolong]) cart.add(one);
  cart.add({...product('USD', hkd(1)), unitPrice: {amount: 1, scale: 2, currency: 'USD'}});
  cart.setDiscount('10%');
  assert.deepEqual([cart.count, changes, toDecimal(cart.subtotal), cart.discount && toDecimal(cart.discount), toDecimal(cart.total)], [3, 4, '883.4567', '88.35', '795.1067']);
  const payment = {code: 'cash', name: 'Cash', later: false};
  const order = cart.toOrder({payment, shippingMethod: {code: 'none', carrier: 'none'}, customer: {}, discountName: 'Discount'}) as unknown as Parameters<typeof totalOf>[0] & {paid: unknown; channel: unknown};
  assert.equal(toDecimal(totalOf(order, 'HKD')), '795.1067');
  assert.deepEqual([order.paid, order.channel], [{method: 'cash'}, {code: 'till'}]);
  assert.equal('paid' in cart.toOrder({payment: {...payment, later: true}, shippingMethod: {}, customer: {}, discountName: ''}), false);
  cart.set('TEA', 0);
  assert.deepEqual(cart.lines.map(({sku}) => sku), ['CUP']);
  cart.set('CUP', 5000);
  assert.equal(cart.count, 999, 'nobody buys more of one');
  cart.clear();
  assert.deepEqual([cart.count, cart.total], [0, {amount: 0, scale: 0, currency: 'HKD'}]);
});

test('discounts as they are typed', () => {
  const of = (text: string, subtotal = hkd(10_005)) => {
    const discount = readDiscount(text, subtotal, 2);
    return discount && toDecimal(discount);
  };
  const table: [string, string | undefined][] = [
    ['', '0'], ['  ', '0'], ['20', '20.00'], ['20.5', '20.50'], ['0', '0.00'], ['100.05', '100.05'], ['100.06', undefined], ['1,000', undefined], ['10%', '10.01'], ['12.5 %', '12.51'], ['１０％', undefined], ['10％', '10.01'],
    ['100%', '100.05'], ['100.01%', undefined], ['101%', undefined], ['-5', undefined], ['5.123', undefined], ['five', undefined], ['1e1', undefined], ['10%%', undefined], ['0%', '0.00'],
  ];
  for (const [text, expected] of table) assert.equal(of(text), expected, JSON.stringify(text));
  assert.equal(of('10%', hkd(123_456, 3)), '12.35', 'rounded half up to the digits of the money');
});

test('percentages never take more or less than half of the smallest coin beside the exact share', async (t) => {
  const property = fc.asyncProperty(fc.integer({min: 0, max: 1_000_000_000}), fc.integer({min: 0, max: 10_000}), async (amount, hundredths) => {
    const discount = readDiscount(`${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}%`, hkd(amount), 2);
    assert.ok(discount);
    const [exact, taken] = [BigInt(amount) * BigInt(hundredths), BigInt(discount.amount) * 10_000n];
    assert.ok(taken - exact <= 5000n && exact - taken < 5000n + 1n, `${discount.amount}`);
  });
  await checkProperty(t, property, {runs: 300});
});

test('amounts as they are shown and typed', () => {
  assert.deepEqual([digitsOf(hkd(128_000), 2), digitsOf(hkd(5), 2), digitsOf(hkd(1795, 3), 2), digitsOf(hkd(123_456_789, 0), 2), digitsOf({amount: 1500, scale: 0, currency: 'JPY'}, 0)], ['1,280.00', '0.05', '1.795', '123,456,789.00', '1,500']);
  assert.equal(moneyText(hkd(-128_000), {digits: 2, locale: 'en-HK'}), '−HK$1,280.00');
  for (const [text, expected] of [['500', 50_000], ['1,280.5', 128_050], ['0.05', 5], ['1,28', undefined], ['5.001', undefined], ['', undefined], ['１００', undefined]] as const) assert.equal(readAmount(text, {scale: 2, currency: 'HKD'})?.amount, expected, text);
});

test('change is what is left of the cash, and nothing when it is not enough', () => {
  assert.equal(changeOf(hkd(49_999), hkd(50_000)), undefined);
  assert.equal(changeOf(undefined, hkd(1)), undefined);
  const change = changeOf(hkd(100_000), hkd(79_501, 2));
  assert.equal(change && toDecimal(change), '204.99');
  assert.equal(toDecimal(add(subtract(moneyFromDecimal('1000', 'HKD'), moneyFromDecimal('795.01', 'HKD')), hkd(0))), '204.99');
});
