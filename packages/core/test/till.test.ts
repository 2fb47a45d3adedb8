import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {NewOrder} from '../src/order/new-order.ts';
import {applyCommand} from '../src/rules/apply-command.ts';
import {effectsOf} from '../src/effects/effects-of.ts';
import {HANDED_OVER, hkd, line, newOrder} from './support/new-order.ts';
import {contextOf} from './support/people.ts';
import {Story} from './support/story.ts';

const CASH = {code: 'cash', needsReceipt: false, allowUnpaidDispatch: false} as const;
const sale: Partial<NewOrder> = {channel: {code: 'till', name: '門市'}, paymentMethod: CASH, paid: {method: 'cash'}};
const KEPT: Partial<NewOrder> = {...sale, shippingMethod: {code: 'shop', carrier: 'collect'}};
const HANDED: Partial<NewOrder> = {...sale, shippingMethod: HANDED_OVER};

test('O29 a sale handed over at the till is complete at once, without a parcel and without a letter', () => {
  const story = new Story().place(HANDED);
  const {order} = story;
  assert.deepEqual([order.parcels, order.payment, order.fulfillment, order.status, order.statusDetail?.code], [[], 'paid', 'not_required', 'complete', 'handed_over']);
  story.refuses({type: 'order.dispatch', mode: 'all_items'}, 'parcel/nothing-to-send');
  const placed = applyCommand(undefined, {id: 'c1', schemaVersion: 1, orderId: 'o1', type: 'order.place', order: newOrder(HANDED)}, contextOf());
  assert.ok(placed.ok);
  assert.deepEqual(effectsOf({before: undefined, after: placed.order, events: placed.events, command: {id: 'c1'}, settings: contextOf().settings}), []);
});

test('O29 a sale handed over is taken back: its lines cancelled, its money given back, put away', () => {
  const story = new Story().place(HANDED).does({type: 'line.cancel', lineId: '2', quantity: 2, reason: 'broken'});
  assert.equal(story.order.payment, 'overpaid');
  story.does({type: 'payment.refund', amount: hkd(20_000)}).does({type: 'note.add', text: 'brought back by her sister'});
  assert.deepEqual([story.order.payment, story.order.status], ['paid', 'complete']);
  story.does({type: 'order.close'}).does({type: 'order.archive', archived: true});
  assert.deepEqual([story.order.lifecycle, story.order.archived], ['closed', true]);
});

test('O29 a sale kept back is packed, verified and given out like any other, from one parcel', () => {
  const story = new Story().place(KEPT);
  assert.deepEqual([story.order.parcels.length, story.order.fulfillment, story.order.status], [1, 'unfulfilled', 'processing']);
  story.packs(1, '1', 3).packs(1, '2', 2).does({type: 'parcel.schedule', parcelId: 'o1-p1', shipOn: '2026-11-28'}).verifies(1).sends(1);
  assert.deepEqual([story.order.fulfillment, story.order.status, story.order.statusDetail?.code], ['sent', 'complete', 'sent']);
  story.does({type: 'parcel.report', parcelId: 'o1-p1', transit: 'delivered'});
  assert.equal(story.order.statusDetail?.code, 'delivered');
  story.does({type: 'order.close'});
});

test('O29 what was to be handed over is kept back after all, and the other way round', () => {
  const story = new Story().place(HANDED).does({type: 'order.edit', changes: {shippingMethod: {code: 'shop', carrier: 'collect'}}});
  assert.deepEqual([story.order.parcels.length, story.order.status], [1, 'processing']);
  story.does({type: 'order.edit', changes: {shippingMethod: HANDED_OVER}});
  assert.deepEqual([story.order.parcels.length, story.order.status, story.order.statusDetail?.code], [0, 'complete', 'handed_over']);
});

test('O29 a sale without money is handed over only where the customer is trusted, else it waits for payment', () => {
  const {paid: _paid, ...unpaid} = HANDED;
  assert.equal(new Story().place(unpaid).order.status, 'pending_payment');
  assert.equal(new Story().place({...unpaid, paymentMethod: {...CASH, allowUnpaidDispatch: true}}).order.status, 'complete');
});

test('O15 a credit or an adjustment takes notes and is put away, and is edited only while it is a draft', () => {
  for (const kind of ['credit', 'adjustment'] as const) {
    const story = new Story().place({kind, lines: [line({quantity: -1})]}).does({type: 'note.add', text: 'invoice C536379'}).does({type: 'order.archive', archived: true});
    assert.deepEqual([story.order.status, story.order.archived, story.order.notes?.length], [kind, true, 1]);
    story.refuses({type: 'order.edit', changes: {customerNote: 'x'}}, 'order/not-a-sale');
  }
});
