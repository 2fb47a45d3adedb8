import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CommandBody} from '../src/order/command.ts';
import {HANDED_OVER, line} from './support/new-order.ts';
import {Story} from './support/story.ts';

const P1 = 'o1-p1';
const paid = {paid: {method: 'card'}};
const cancel = (lineId: string, quantity: number, more: {reason?: string; undoPacking?: boolean} = {}): CommandBody => ({type: 'line.cancel', lineId, quantity, ...more});

test('O24 units of a line are cancelled as long as they were not sent, and no more money is asked for them', () => {
  const story = new Story().place(paid).packs(1, '1', 1).verifies(1).sends(1).does(cancel('1', 1, {reason: 'sold out'}));
  assert.deepEqual([story.order.lines[0]?.cancelled, story.order.totals.payable.amount, story.order.payment], [1, 40_000, 'overpaid']);
  assert.deepEqual(story.events.map(({at: _at, by: _by, ...event}) => event), [{type: 'line.cancelled', lineId: '1', quantity: 1, reason: 'sold out'}]);
  assert.deepEqual(story.refuses(cancel('1', 2), 'line/not-enough-unsent'), {name: line().name, left: 1, wanted: 2});
  for (const quantity of [0, -1, 0.5, Number.NaN]) story.refuses(cancel('1', quantity), 'order/wrong-quantity');
  story.refuses(cancel('9', 1), 'line/not-found');
  story.does(cancel('1', 1)).does(cancel('2', 2));
  assert.deepEqual([story.order.lifecycle, story.order.fulfillment, story.order.status], ['placed', 'sent', 'complete']);
});

test('O24 P18 units in parcels are taken in the same order as by an edit, and only with leave', () => {
  const story = new Story().place(paid).packs(1, '1', 2).verifies(1);
  story.does(cancel('1', 1));
  assert.deepEqual(story.parcel(1).contents, [{lineId: '1', quantity: 2, verified: true}]);
  const {units, parcels} = story.refuses(cancel('1', 1), 'edit/undoes-packing');
  assert.deepEqual([units, parcels], [1, 1]);
  story.does(cancel('1', 1, {undoPacking: true}));
  assert.deepEqual(story.events.map(({type}) => type), ['parcel.unlocked', 'parcel.unpacked', 'line.cancelled']);
  assert.deepEqual(story.parcel(1).contents, [{lineId: '1', quantity: 1, verified: false}]);
});

test('O24 with its last unit the whole order is cancelled, and the upload that waits has nothing to wait for', () => {
  const story = new Story().place().uploads('r1').packs(1, '2', 1).does(cancel('1', 3)).does(cancel('2', 2, {reason: 'changed their mind', undoPacking: true}));
  const {order} = story;
  assert.deepEqual([order.lifecycle, order.status, order.receipts.at(-1)?.state, order.lines.map(({cancelled}) => cancelled)], ['cancelled', 'cancelled', 'superseded', [3, 2]]);
  assert.deepEqual(story.events.map(({type}) => type), ['parcel.unpacked', 'line.cancelled', 'receipt.superseded', 'order.cancelled']);
  assert.equal(order.parcels.find(({id}) => id === P1)?.contents.length, 0);
  const whole = new Story().place().uploads('r1').does({type: 'order.cancel', reason: 'changed their mind'}).order;
  assert.deepEqual({...order, version: 0, updatedAt: '', cancelledAt: '', receipts: [], parcels: []}, {...whole, version: 0, updatedAt: '', cancelledAt: '', receipts: [], parcels: []});
});

test('O24 what came back stays counted as sent: the order is not cancelled with what is left', () => {
  const story = new Story().place(paid).packs(1, '1', 3).verifies(1).sends(1).does({type: 'parcel.report', parcelId: P1, transit: 'returned'}).does(cancel('2', 2));
  assert.deepEqual([story.order.lifecycle, story.order.fulfillment], ['placed', 'returned']);
});

test('O24 what does not travel is cancelled as well', () => {
  const story = new Story().place({...paid, shippingMethod: HANDED_OVER}).does(cancel('1', 3));
  assert.deepEqual([story.order.status, story.order.payment], ['complete', 'overpaid']);
  assert.equal(story.does(cancel('2', 2)).order.status, 'cancelled');
});
