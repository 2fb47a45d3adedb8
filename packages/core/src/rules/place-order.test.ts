import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {anyNewOrder} from '../../test/support/any-new-order.ts';
import {checkProperty} from '../../test/support/check-property.ts';
import {checkInvariants} from '../../test/support/invariants.ts';
import {HANDED_OVER, hkd, line, newOrder} from '../../test/support/new-order.ts';
import {contextOf, later} from '../../test/support/people.ts';
import {Story} from '../../test/support/story.ts';
import {applyCommand} from './apply-command.ts';

test('O12 every default is filled in when an order is placed', () => {
  const {order} = new Story().does({
    type: 'order.place',
    order: {
      channel: {code: 'whatsapp'},
      paymentMethod: {code: 'card', needsReceipt: false, allowUnpaidDispatch: false},
      shippingMethod: {code: 'sf', carrier: 'own'},
      lines: [{sku: 'A', name: 'Tea', quantity: 1, unitPrice: hkd(100)}, {id: 'x', sku: 'B', name: 'Wrapping', quantity: 2, unitPrice: hkd(50), requiresShipping: false, note: 'red'}],
    },
  });
  const now = later(1);
  assert.deepEqual(order, {
    schemaVersion: 1,
    id: 'o1',
    number: '',
    version: 1,
    kind: 'sale',
    channel: {code: 'whatsapp'},
    currency: 'HKD',
    placedAt: now,
    createdAt: now,
    updatedAt: now,
    lifecycle: 'placed',
    archived: false,
    customer: {},
    paymentMethod: {code: 'card', needsReceipt: false, allowUnpaidDispatch: false},
    shippingMethod: {code: 'sf', carrier: 'own'},
    lines: [
      {id: '1', sku: 'A', name: 'Tea', quantity: 1, unitPrice: hkd(100), requiresShipping: true, cancelled: 0},
      {id: 'x', sku: 'B', name: 'Wrapping', quantity: 2, unitPrice: hkd(50), requiresShipping: false, cancelled: 0, note: 'red'},
    ],
    discounts: [],
    receipts: [],
    payments: [],
    parcels: [{id: 'o1-p1', contents: [], transit: 'none'}],
    holds: [],
    tags: [],
    totals: {lines: hkd(200), total: hkd(200), payable: hkd(200)},
    payment: 'unpaid',
    fulfillment: 'unfulfilled',
    status: 'pending_payment',
    applied: {},
  });
});

test('O12 the number is the wished one, else the next of the shop, else empty until a server gives one', () => {
  assert.equal(new Story().place({number: 'C536379'}, {nextNumber: '1001'}).order.number, 'C536379');
  assert.equal(new Story().place({}, {nextNumber: '1001'}).order.number, '1001');
  assert.equal(new Story().place().order.number, '');
});

test('O12 when it was ordered is the source’s time, when it was made ours', () => {
  const {order} = new Story().place({placedAt: '2010-12-01T08:26:00Z'});
  assert.deepEqual([order.placedAt, order.createdAt], ['2010-12-01T08:26:00.000Z', later(1)]);
});

test('O12 where nothing travels there is no parcel', () => {
  for (const changes of [{shippingMethod: HANDED_OVER}, {lines: [line({requiresShipping: false})]}]) {
    const {order} = new Story().place(changes);
    assert.deepEqual([order.parcels, order.fulfillment], [[], 'not_required']);
  }
  assert.ok(new Story().place({shippingMethod: HANDED_OVER}).order.lines.every(({requiresShipping}) => !requiresShipping));
});

test('O12 a sale kept back at the till has one parcel like any other', () => {
  assert.equal(new Story().place({channel: {code: 'till'}, shippingMethod: {code: 'shop', carrier: 'collect'}}).order.parcels.length, 1);
});

test('O12 money that came with the order is entered: in full, or the amount that is named', () => {
  const full = new Story().place({paid: {method: 'invoice'}, lines: [line({quantity: 1, unitPrice: {amount: 1795, scale: 3, currency: 'HKD'}})]}).order;
  assert.deepEqual([full.payment, full.payments], ['paid', [{id: 'o1-c1-paid', kind: 'received', amount: hkd(180), at: later(1), by: 'Mei', method: 'invoice'}]]);
  const part = new Story().place({paid: {method: 'card', amount: hkd(1)}}).order;
  assert.deepEqual([part.payment, part.payments.length], ['part_paid', 1]);
  const none = new Story().place({paid: {method: 'card', amount: hkd(0)}}).order;
  assert.deepEqual([none.payment, none.payments.length], ['unpaid', 0]);
});

test('O12 an order without a price is paid for, and goes straight to work', () => {
  const {order} = new Story().place({paid: {method: 'invoice'}, lines: [line({unitPrice: hkd(0)})]});
  assert.deepEqual([order.payment, order.payments, order.status], ['not_required', [], 'processing']);
  // Discounts that outweigh the goods ask for nothing either, instead of waiting for ever.
  assert.equal(new Story().place({discounts: [{name: 'voucher', amount: hkd(60_000)}]}).order.status, 'processing');
});

test('O13 what is wrong with an order is refused as a whole', () => {
  const nothing = new Story();
  const place = (changes: Parameters<typeof newOrder>[0]) => ({type: 'order.place', order: newOrder(changes)}) as const;
  nothing.refuses(place({lines: []}), 'order/empty');
  nothing.refuses(place({lines: [line({id: '2'}), line()]}), 'order/duplicate-id');
  for (const quantity of [0, -1, 1.5]) nothing.refuses(place({lines: [line({quantity})]}), 'order/wrong-quantity');
  // One good line does not make up for a bad one.
  nothing.refuses(place({lines: [line(), line({quantity: 0})]}), 'order/wrong-quantity');
  nothing.refuses(place({kind: 'credit', lines: [line(), line({quantity: 0})]}), 'order/wrong-quantity');
  nothing.refuses(place({lines: [line(), line({unitPrice: {amount: 1, scale: 2, currency: 'GBP'}})]}), 'order/mixed-currencies');
  nothing.refuses(place({discounts: [{name: 'x', amount: {amount: 1, scale: 2, currency: 'GBP'}}]}), 'order/mixed-currencies');
  nothing.refuses(place({tax: {included: true, amount: {amount: 1, scale: 2, currency: 'GBP'}}}), 'order/mixed-currencies');
  assert.equal(nothing.refuses(place({number: '7'}), 'order/number-taken', {numberTaken: true})['number'], '7');
  new Story().place().refuses(place({}), 'order/exists');
});

test('O13 M9 sums that could not be kept exactly, now or after any payment, are refused', () => {
  const nothing = new Story();
  const huge = (amount: number, scale = 2) => ({amount, scale, currency: 'HKD'});
  const place = (changes: Parameters<typeof newOrder>[0]) => ({type: 'order.place', order: newOrder(changes)}) as const;
  nothing.refuses(place({lines: [line({quantity: 2, unitPrice: huge(Number.MAX_SAFE_INTEGER)})]}), 'order/out-of-range');
  nothing.refuses(place({lines: [line({quantity: 1, unitPrice: huge(9_000_000_000_000)}), line({quantity: 1, unitPrice: huge(1, 6)})]}), 'order/out-of-range');
  nothing.refuses(place({lines: [line({quantity: Number.MAX_SAFE_INTEGER, unitPrice: hkd(0)}), line({unitPrice: hkd(0)})]}), 'order/out-of-range');
  nothing.refuses(place({paid: {method: 'card', amount: huge(Number.MAX_SAFE_INTEGER)}}), 'order/out-of-range');
  // The largest order there can be is still paid, refunded and cancelled without an overflow.
  const most = new Story().place({lines: [line({quantity: 1, unitPrice: huge(2 ** 50 - 1)})]});
  most.pays().does({type: 'payment.refund', amount: huge(2 ** 50 - 1)}).pays().does({type: 'order.cancel'});
});

test('O12 O13 any order that is in order is placed, with its lines as written', (t) => {
  checkProperty(
    t,
    fc.property(anyNewOrder, (order) => {
      const context = contextOf({nextNumber: '1000'});
      const answer = applyCommand(undefined, {id: 'c', schemaVersion: 1, orderId: 'o', type: 'order.place', order}, context);
      assert.ok(answer.ok, answer.ok ? '' : answer.refusal.code);
      checkInvariants(answer.order, context.settings);
      assert.deepEqual(answer.order.lines.map(({sku, name, quantity, unitPrice}) => ({sku, name, quantity, unitPrice})), order.lines.map(({sku, name, quantity, unitPrice}) => ({sku, name, quantity, unitPrice})));
    }),
    {runs: 300},
  );
});
