import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {anyStory, live} from '../../test/support/any-story.ts';
import {checkProperty} from '../../test/support/check-property.ts';
import {COD, HANDED_OVER, CARD, hkd, line} from '../../test/support/new-order.ts';
import {HASH, Story} from '../../test/support/story.ts';
import {ORDER_STATUSES, STATUS_DETAILS, type OrderStatus, type StatusDetailCode} from '../order/order-status.ts';
import type {Order} from '../order/order.ts';
import type {Settings} from '../settings/settings.ts';

const paid = {paid: {method: 'card'}};
const sendAll = {type: 'order.dispatch', mode: 'all_items'} as const;
const denied = {type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'Unreadable'} as const;

/** Two parcels of two lines, both sent. */
const twoSent = () => new Story().place(paid).packs(1, '1', 3).verifies(1).sends(1).does(sendAll);
const reports = (...transits: Order['parcels'][number]['transit'][]) => ({parcels}: Order) => ({parcels: parcels.map((parcel, index) => ({...parcel, transit: transits[index] ?? 'none'}))});

/** Ways into every status. */
const STATUS_TABLE: Readonly<Record<OrderStatus, readonly Story[]>> = {
  cancelled: [new Story().place(paid).does({type: 'order.cancel'}), new Story().place({draft: true}).does({type: 'order.cancel'})],
  draft: [new Story().place({draft: true}), new Story().place({draft: true, ...paid})],
  credit: [new Story().place({kind: 'credit', lines: [line({quantity: -2})]})],
  adjustment: [new Story().place({kind: 'adjustment', lines: [line({quantity: -2, unitPrice: hkd(0)})]})],
  refunded: [new Story().place(paid).does({type: 'payment.refund', amount: hkd(50_000)}), twoSent().does({type: 'payment.refund', amount: hkd(50_000)})],
  payment_review: [new Story().place(), new Story().place().uploads('r1'), new Story().place({paymentMethod: COD}).uploads('r1')],
  pending_payment: [
    new Story().place({paymentMethod: CARD}),
    new Story().place({paymentMethod: CARD}).pays(1),
    new Story().place().uploads('r1').does(denied),
    new Story('o1', {settings: {reviewOnlyWithReceipt: true}}).place(),
  ],
  expired: [new Story().place().does({type: 'order.expire'})],
  processing: [new Story().place(paid), new Story().place({paymentMethod: COD}), new Story().place(paid).does({type: 'payment.refund', amount: hkd(1)})],
  complete: [twoSent(), new Story().place({...paid, shippingMethod: HANDED_OVER}), new Story().place({...paid, lines: [line({requiresShipping: false})]})],
};

for (const status of ORDER_STATUSES) {
  test(`S3 status is ${status}`, () => {
    for (const story of STATUS_TABLE[status]) assert.equal(story.order.status, status);
  });
}

interface DetailCase {
  readonly story: Story;
  readonly count?: number;
  readonly of?: number;
}

/** Details of bookings: no order has them before the carrier gateway. */
const OF_BOOKINGS: readonly StatusDetailCode[] = ['pickup_requested', 'waybill_ready'];

/** Ways into every detail. */
const DETAIL_TABLE: Readonly<Record<StatusDetailCode, readonly DetailCase[]>> = {
  receipt_to_review: [{story: new Story().place().uploads('r1')}],
  awaiting_receipt: [{story: new Story().place()}],
  receipt_denied: [{story: new Story().place().uploads('r1').does(denied)}, {story: new Story().place({paymentMethod: CARD}).uploads('r1').does(denied).pays(1)}],
  reversed: [{story: new Story().place({paymentMethod: CARD}).pays().meanwhile(({payments}) => ({payments: [...payments, ...payments.map((entry) => ({...entry, id: 'back', kind: 'reversed' as const}))]}))}],
  part_paid: [{story: new Story().place().pays(1)}],
  on_hold: [{story: new Story().place(paid).packs(1, '1', 1).holds('fraud check')}],
  part_sent: [{story: new Story().place(paid).packs(1, '1', 2).verifies(1).sends(1), count: 2, of: 5}],
  pickup_requested: [],
  waybill_ready: [],
  packed: [{story: new Story().place(paid).packs(1, '1', 3).packs(1, '2', 2).verifies(1)}],
  packing: [{story: new Story().place(paid).packs(1, '1', 3), count: 3, of: 5}, {story: new Story().place(paid).packs(1, '1', 3).verifies(1), count: 3, of: 5}],
  problem: (['attempt_failed', 'exception', 'returning'] as const).map((transit) => ({story: twoSent().meanwhile(reports('delivered', transit))})),
  left: [{story: new Story('o1', {settings: {completeOnFirstSend: true}}).place(paid).packs(1, '1', 3).verifies(1).sends(1), count: 2}],
  returned: [{story: twoSent().meanwhile(reports('returned', 'returned'))}],
  delivered: [{story: twoSent().meanwhile(reports('delivered', 'delivered'))}],
  part_delivered: [{story: twoSent().meanwhile(reports('delivered', 'in_transit')), count: 1, of: 2}],
  handed_over: [{story: new Story().place({...paid, shippingMethod: HANDED_OVER})}],
  sent: [{story: twoSent()}],
};

for (const code of STATUS_DETAILS.filter((detail) => !OF_BOOKINGS.includes(detail))) {
  test(`S3 detail is ${code}`, () => {
    assert.ok(DETAIL_TABLE[code].length > 0);
    for (const {story, ...numbers} of DETAIL_TABLE[code]) assert.deepEqual(story.order.statusDetail, {code, ...numbers});
  });
}

/** The table as SPEC.md writes it: the first row that matches. */
const LITERAL: readonly [row: (order: Order, settings: Settings) => boolean, status: OrderStatus][] = [
  [({lifecycle}) => lifecycle === 'cancelled', 'cancelled'],
  [({lifecycle}) => lifecycle === 'draft', 'draft'],
  [({kind}) => kind === 'credit', 'credit'],
  [({kind}) => kind === 'adjustment', 'adjustment'],
  [({payment}) => payment === 'refunded', 'refunded'],
  [({payment}) => payment === 'in_review', 'payment_review'],
  [({payment}) => payment === 'expired', 'expired'],
  [
    ({payment, paymentMethod, receipts}, {reviewOnlyWithReceipt}) =>
      payment === 'unpaid' && paymentMethod.needsReceipt && receipts.length === 0 && !paymentMethod.allowUnpaidDispatch && !reviewOnlyWithReceipt,
    'payment_review',
  ],
  [({payment, paymentMethod}) => (payment === 'unpaid' || payment === 'part_paid') && !paymentMethod.allowUnpaidDispatch, 'pending_payment'],
  [({lines, parcels}, {completeOnFirstSend}) => unitsLeft(lines, parcels) === 0 || (completeOnFirstSend && parcels.some(({sentAt}) => sentAt !== undefined)), 'complete'],
  [() => true, 'processing'],
];

function unitsLeft(lines: Order['lines'], parcels: Order['parcels']): number {
  const ordered = lines.reduce((sum, {quantity, cancelled, requiresShipping}) => sum + (requiresShipping ? quantity - cancelled : 0), 0);
  return parcels.reduce((left, {sentAt, contents}) => (sentAt === undefined ? left : contents.reduce((rest, {quantity}) => rest - quantity, left)), ordered);
}

test('S3 status is the first row of the table that matches, in any order that commands lead to', (t) => {
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      live(story, ({answer, context}) => {
        if (answer.ok) assert.equal(answer.order.status, LITERAL.find(([row]) => row(answer.order, context.settings))?.[1]);
      });
    }),
    {runs: 200},
  );
});

test('S3 where no detail matches there is none', () => {
  assert.equal('statusDetail' in new Story().place(paid).order, false);
  assert.equal('statusDetail' in new Story().place({paymentMethod: CARD}).order, false);
  assert.equal('statusDetail' in new Story().place({...paid, lines: [line({requiresShipping: false})]}).order, false);
});

test('S3 what comes first decides: a hold before what was sent, a problem before what is left, a denial before part of the money', () => {
  const held = new Story().place(paid).packs(1, '1', 2).verifies(1).sends(1).holds('fraud check');
  assert.deepEqual(held.order.statusDetail, {code: 'on_hold'});
  const problem = new Story('o1', {settings: {completeOnFirstSend: true}}).place(paid).packs(1, '1', 3).verifies(1).sends(1).meanwhile(reports('exception'));
  assert.deepEqual(problem.order.statusDetail, {code: 'problem'});
  const denial = new Story().place().uploads('r1').does(denied).pays(1);
  assert.deepEqual(denial.order.statusDetail, {code: 'receipt_denied'});
});

test('S3 k of n counts units that were not taken off', () => {
  const oneLess = ({lines}: Order) => ({lines: lines.map((each) => (each.id === '2' ? {...each, cancelled: 1} : each))});
  assert.deepEqual(new Story().place(paid).packs(1, '1', 2).meanwhile(oneLess).order.statusDetail, {code: 'packing', count: 2, of: 4});
  assert.deepEqual(new Story().place(paid).packs(1, '1', 2).verifies(1).sends(1).meanwhile(oneLess).order.statusDetail, {code: 'part_sent', count: 2, of: 4});
});

test('S4 completeOnFirstSend gives the literal reading of Packed Items Only', () => {
  const sendSome = (literal: boolean) => new Story('o1', {settings: {completeOnFirstSend: literal}}).place(paid).packs(1, '1', 3).verifies(1).does({type: 'order.dispatch', mode: 'packed_only'}).order;
  assert.equal(sendSome(false).status, 'processing');
  assert.equal(sendSome(true).status, 'complete');
});

test('S4 reviewOnlyWithReceipt keeps orders without an upload out of Payment Review', () => {
  const waiting = (only: boolean) => new Story('o1', {settings: {reviewOnlyWithReceipt: only}}).place();
  assert.deepEqual([waiting(false).order.status, waiting(true).order.status], ['payment_review', 'pending_payment']);
  assert.equal(waiting(true).uploads('r1').order.status, 'payment_review');
});
