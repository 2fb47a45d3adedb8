import assert from 'node:assert/strict';
import {test} from 'node:test';
import {CARD, COD, HANDED_OVER, hkd, line, newOrder} from '../../test/support/new-order.ts';
import {contextOf, NOW} from '../../test/support/people.ts';
import {HASH, Story} from '../../test/support/story.ts';
import type {CommandBody} from '../order/command.ts';
import type {NewOrder} from '../order/new-order.ts';
import {applyCommand} from '../rules/apply-command.ts';
import type {Effect} from './effect.ts';
import {effectsOf} from './effects-of.ts';

const accept = {type: 'receipt.accept', receiptId: 'r1', hash: HASH} as const;

/** The letters that one more command asks for. */
function lettersOf(story: Story | undefined, body: CommandBody): readonly Effect[] {
  const before = story?.order;
  const context = contextOf();
  const command = {id: 'c9', schemaVersion: 1, orderId: 'o1', ...body} as const;
  const answer = applyCommand(before, command, context);
  assert.ok(answer.ok, answer.ok ? '' : answer.refusal.code);
  return effectsOf({before, after: answer.order, events: answer.events, command, settings: context.settings});
}

const templatesOf = (story: Story | undefined, body: CommandBody) => lettersOf(story, body).map(({template}) => template);
const place = (changes: Partial<NewOrder> = {}): CommandBody => ({type: 'order.place', order: newOrder(changes)});

test('E1 the confirmation goes out when a sale first can be worked on, and after every accept that settles it', () => {
  assert.deepEqual(templatesOf(undefined, place()), []);
  assert.deepEqual(templatesOf(undefined, place({paid: {method: 'card'}})), ['order-confirmed']);
  assert.deepEqual(templatesOf(undefined, place({paymentMethod: COD})), ['order-confirmed']);
  assert.deepEqual(templatesOf(undefined, place({paid: {method: 'card'}, shippingMethod: HANDED_OVER})), ['order-confirmed']);
  assert.deepEqual(templatesOf(undefined, place({kind: 'credit', lines: [line({quantity: -1})]})), []);
  assert.deepEqual(templatesOf(new Story().place({draft: true, paid: {method: 'card'}}), {type: 'order.confirm'}), ['order-confirmed']);
  assert.deepEqual(templatesOf(new Story().place({paymentMethod: CARD}), {type: 'payment.record'}), ['order-confirmed']);
  assert.deepEqual(templatesOf(new Story().place().uploads('r1'), accept), ['order-confirmed']);
  assert.deepEqual(templatesOf(new Story().place({paymentMethod: COD}).uploads('r1'), accept), ['order-confirmed']);
  // Paid by hand before, so that it was in work already: an accept is answered all the same.
  assert.deepEqual(templatesOf(new Story().place().uploads('r1').pays(), {...accept, amount: hkd(1)}), ['order-confirmed']);
  assert.deepEqual(templatesOf(new Story().place({paid: {method: 'card'}}), {type: 'parcel.add', parcelId: 'p2'}), []);
});

test('E1 part of the money and a denial are answered, a denial with the clerk’s words', () => {
  assert.deepEqual(templatesOf(new Story().place().uploads('r1'), {...accept, amount: hkd(1)}), ['part-payment']);
  const [denial] = lettersOf(new Story().place().uploads('r1'), {type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: '<b>unreadable</b>'});
  assert.deepEqual([denial?.template, denial?.data], ['receipt-denied', {receiptId: 'r1', message: '<b>unreadable</b>'}]);
  assert.deepEqual(templatesOf(new Story().place(), {type: 'order.expire'}), []);
  assert.deepEqual(templatesOf(new Story().place({paid: {method: 'card'}}), {type: 'order.cancel'}), []);
});

test('E1 every parcel that goes is told of', () => {
  const story = new Story().place({paid: {method: 'card'}}).packs(1, '1', 1).verifies(1).does({type: 'parcel.add', parcelId: 'p2'}).packs(2, '1', 1).verifies(2);
  assert.deepEqual(lettersOf(story, {type: 'parcel.send', parcelId: 'p2'}).map(({template, data}) => [template, data]), [['parcel-sent', {parcelId: 'p2'}]]);
  assert.deepEqual(lettersOf(story, {type: 'order.dispatch', mode: 'packed_only'}).map(({data}) => data), [{parcelId: 'o1-p1'}, {parcelId: 'p2'}]);
});

test('E2 the same transition asks for the same letters, each with a key of its own, and waits for an undo', () => {
  const story = new Story().place({paid: {method: 'card'}}).packs(1, '1', 1).verifies(1).does({type: 'parcel.add', parcelId: 'p2'}).packs(2, '1', 1).verifies(2);
  const letters = lettersOf(story, {type: 'order.dispatch', mode: 'packed_only'});
  assert.deepEqual(letters, lettersOf(story, {type: 'order.dispatch', mode: 'packed_only'}));
  assert.deepEqual(letters.map(({key}) => key), ['o1/c9/parcel-sent/o1-p1', 'o1/c9/parcel-sent/p2']);
  assert.deepEqual(letters[0], {key: 'o1/c9/parcel-sent/o1-p1', kind: 'mail', template: 'parcel-sent', orderId: 'o1', to: 'lee@example.com', holdSeconds: 10, data: {parcelId: 'o1-p1'}});
});

test('E3 nobody is written to without an address, nor for orders of the till or an import', () => {
  const paid = {paid: {method: 'card'}} as const;
  for (const changes of [{customer: {}}, {customer: {email: '  '}}, {channel: {code: 'till'}}, {channel: {code: 'import'}}]) assert.deepEqual(templatesOf(undefined, place({...paid, ...changes})), []);
});

test('E4 corrections among staff, and a denial where goods may leave unpaid, confirm nothing', () => {
  const unpaid = new Story().place({paymentMethod: CARD});
  assert.deepEqual(templatesOf(unpaid, {type: 'order.edit', changes: {paymentMethod: COD}}), []);
  assert.deepEqual(templatesOf(new Story().place({paymentMethod: CARD}).pays(30_000), {type: 'line.cancel', lineId: '2', quantity: 2}), []);
  assert.deepEqual(templatesOf(new Story().place({paymentMethod: COD}).uploads('r1'), {type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'Unreadable'}), ['receipt-denied']);
  assert.deepEqual(templatesOf(new Story().place({paid: {method: 'card'}}), {type: 'payment.reverse', entryId: 'o1-c1-paid'}), []);
  assert.deepEqual(templatesOf(new Story().place({paid: {method: 'card'}}), {type: 'hold.add', reason: 'fraud check'}), []);
  const sent = new Story().place({paid: {method: 'card'}}).does({type: 'order.dispatch', mode: 'all_items'}, {commandId: 'act', now: NOW});
  assert.deepEqual(templatesOf(sent, {type: 'order.undo', undoes: 'act'}), []);
});
