import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {CommandBody} from '../src/order/command.ts';
import type {Order} from '../src/order/order.ts';
import {applyCommand} from '../src/rules/apply-command.ts';
import {dueOf, moneyMoved} from '../src/rules/derive-payment.ts';
import {anyStory, live} from './support/any-story.ts';
import {checkProperty} from './support/check-property.ts';
import {COD, hkd} from './support/new-order.ts';
import {contextOf} from './support/people.ts';
import {HASH, Story} from './support/story.ts';

const accept = (more: object = {}) => ({type: 'receipt.accept', receiptId: 'r1', hash: HASH, ...more}) as const;
const reverse = (more: object = {}) => ({type: 'payment.reverse', entryId: 'in-received', ...more}) as const;
const accepted = (more: object = {}) => new Story().place().uploads('r1').does(accept(more), {commandId: 'in'});

function entriesIn({order}: Story): [string, number, string | undefined][] {
  return order.payments.map(({kind, amount, reverses}) => [kind, amount.amount, reverses]);
}

test('M10 a received amount that was not there is taken back, whole or in part, and says which entry it takes back', () => {
  const story = accepted().does(reverse({note: 'cheque bounced'}), {commandId: 'back'});
  const {at, by} = story.order.payments[1] ?? {};
  assert.deepEqual(story.order.payments[1], {id: 'back-reversed', kind: 'reversed', amount: hkd(50_000), at, by, receiptId: 'r1', reverses: 'in-received', note: 'cheque bounced'});
  assert.deepEqual([at, by], [story.order.updatedAt, 'Mei']);
  assert.deepEqual([story.order.payment, story.order.status, story.order.statusDetail], ['unpaid', 'pending_payment', {code: 'reversed'}]);

  const part = accepted().does(reverse({amount: hkd(20_000)}));
  assert.deepEqual([part.order.payment, part.order.statusDetail?.code], ['part_paid', 'reversed']);
  part.refuses(reverse({amount: hkd(30_001)}), 'payment/too-much-reversed');
  part.does(reverse());
  assert.deepEqual(entriesIn(part).slice(1), [['reversed', 20_000, 'in-received'], ['reversed', 30_000, 'in-received']]);
  part.refuses(reverse(), 'payment/too-much-reversed');
  part.refuses(reverse({amount: hkd(1)}), 'payment/too-much-reversed');
});

test('M10 money without a receipt is taken back as well', () => {
  const recorded = new Story().place().does({type: 'payment.record'}, {commandId: 'in'}).does(reverse());
  assert.deepEqual([recorded.order.payment, 'receiptId' in (recorded.order.payments[1] ?? {})], ['unpaid', false]);
  const placed = new Story().place({paid: {method: 'card'}}).does({type: 'payment.reverse', entryId: 'o1-c1-paid'});
  assert.equal(placed.order.payment, 'unpaid');
});

test('M10 only what was received is taken back, in its currency, and amounts are positive and can be kept', () => {
  const story = accepted({amount: hkd(49_000), acceptAsFull: true});
  story.refuses(reverse({entryId: 'nothing'}), 'payment/entry-not-found');
  story.refuses(reverse({entryId: 'in-waived'}), 'payment/not-received');
  story.refuses(reverse({amount: {amount: 1, scale: 0, currency: 'JPY'}}), 'payment/wrong-currency');
  story.refuses(reverse({amount: hkd(0)}), 'payment/not-positive');
  story.refuses(reverse({amount: hkd(-1)}), 'payment/not-positive');
  story.refuses(reverse({amount: {amount: Number.MAX_SAFE_INTEGER, scale: 6, currency: 'HKD'}}), 'order/out-of-range');
  story.refuses(reverse({amount: hkd(49_001)}), 'payment/too-much-reversed');
  story.does(reverse(), {commandId: 'back'}).refuses(reverse({entryId: 'back-reversed'}), 'payment/not-received');
});

test('M10 an amount at a finer scale counts by its value', () => {
  const story = accepted().does(reverse({amount: {amount: 499_995, scale: 3, currency: 'HKD'}}));
  assert.equal(story.order.payment, 'part_paid');
  story.does(reverse());
  assert.equal(story.order.payment, 'unpaid');
});

test('M11 with the last of a receipt’s amount the difference goes that was accepted as full', () => {
  const story = accepted({amount: hkd(49_000), acceptAsFull: true});
  story.does(reverse({amount: hkd(48_000)}));
  assert.deepEqual([moneyMoved(story.order).waived.amount, story.order.payment], [1000, 'part_paid']);
  story.does(reverse(), {commandId: 'back'});
  assert.deepEqual(entriesIn(story).slice(-2), [['reversed', 1000, 'in-received'], ['unwaived', 1000, 'in-waived']]);
  assert.deepEqual(story.order.payments.at(-1)?.receiptId, 'r1');
  assert.deepEqual([moneyMoved(story.order).waived.amount, story.order.payment], [0, 'unpaid']);
});

test('M11 what was accepted as full with another receipt stays', () => {
  const story = accepted({amount: hkd(20_000)}).uploads('r2').does({...accept({amount: hkd(29_000), acceptAsFull: true}), receiptId: 'r2'}, {commandId: 'in2'});
  assert.equal(story.order.payment, 'paid');
  story.does(reverse());
  assert.deepEqual([moneyMoved(story.order).waived.amount, story.order.payment], [1000, 'part_paid']);
});

test('M10 R7 the life of receipts: part paid, paid, reversed, in review again by a later upload, paid anew', () => {
  const story = accepted({amount: hkd(20_000)});
  const state = () => [story.order.payment, story.order.status, story.order.statusDetail?.code];
  assert.deepEqual(state(), ['part_paid', 'pending_payment', 'part_paid']);
  story.uploads('r2').does({...accept(), receiptId: 'r2'}, {commandId: 'in2'});
  assert.deepEqual(state(), ['paid', 'processing', undefined]);
  story.does(reverse({entryId: 'in2-received'}));
  assert.deepEqual(state(), ['part_paid', 'pending_payment', 'reversed']);
  story.uploads('r3');
  assert.deepEqual(state(), ['in_review', 'payment_review', 'receipt_to_review']);
  story.uploads('r4').does({type: 'receipt.deny', receiptId: 'r4', hash: HASH, message: 'Somebody else’s'});
  assert.deepEqual(state(), ['part_paid', 'pending_payment', 'receipt_denied']);
  story.uploads('r5').does({...accept(), receiptId: 'r5'});
  assert.deepEqual([state(), story.order.receipts.map((receipt) => receipt.state)], [['paid', 'processing', undefined], ['accepted', 'accepted', 'superseded', 'denied', 'accepted']]);
  assert.deepEqual(story.order.receipts.map(({acceptedAmount}) => acceptedAmount?.amount), [20_000, 30_000, undefined, undefined, 30_000]);
});

test('M10 what was sent stays sent when its money is taken back; where goods may leave unpaid nothing waits', () => {
  const sent = new Story().place().uploads('r1').does(accept(), {commandId: 'in'}).does({type: 'order.dispatch', mode: 'all_items'}).does(reverse());
  assert.deepEqual([sent.order.fulfillment, sent.order.status, sent.order.statusDetail?.code], ['sent', 'pending_payment', 'reversed']);
  const cod = new Story().place({paymentMethod: COD}).uploads('r1').does(accept(), {commandId: 'in'}).does(reverse());
  assert.equal(cod.order.status, 'processing');
});

/** Whole units at six decimals: every amount of a story fits, and sums are plain additions. */
function micros({amount, scale}: {readonly amount: number; readonly scale: number}): bigint {
  return BigInt(amount) * 10n ** BigInt(6 - scale);
}

/** A and W added up one entry at a time, with big integers and without the code that is looked at. */
function naively({payments}: Order): {accepted: bigint; waived: bigint} {
  let accepted = 0n;
  let waived = 0n;
  for (const {kind, amount} of payments) {
    if (kind === 'received') accepted += micros(amount);
    if (kind === 'reversed') accepted -= micros(amount);
    if (kind === 'waived') waived += micros(amount);
    if (kind === 'unwaived') waived -= micros(amount);
  }
  return {accepted, waived};
}

/** Another upload, of which half of what is due is accepted as full, where the order takes one. */
function partAsFull(order: Order): Order {
  const due = Math.ceil(dueOf(order).amount / 2);
  const steps: CommandBody[] = [
    {type: 'receipt.submit', receiptId: 'half', hash: HASH, mediaType: 'image/png', sizeBytes: 1},
    {type: 'receipt.accept', receiptId: 'half', hash: HASH, amount: {...order.totals.payable, amount: due}, acceptAsFull: true},
  ];
  return steps.reduce((now, body) => {
    const answer = applyCommand(now, {id: `half-${body.type}`, schemaVersion: 1, orderId: 'o1', ...body}, contextOf());
    return answer.ok ? answer.order : now;
  }, order);
}

test('M10 M11 sums over reversals are those of a naive recount, and never more is taken back than came', (t) => {
  let reversed = 0;
  let unwaived = 0;
  checkProperty(
    t,
    fc.property(anyStory(), fc.array(fc.record({entry: fc.nat(5), part: fc.constantFrom(undefined, 1, 2, 3)}), {maxLength: 6}), (story, reversals) => {
      let order = live({...story, meanwhileAt: Number.MAX_SAFE_INTEGER});
      if (order === undefined) return;
      order = partAsFull(order);
      for (const [index, {entry, part}] of reversals.entries()) {
        const received = order.payments.filter(({kind}) => kind === 'received');
        const wanted = received[entry % Math.max(1, received.length)];
        if (wanted === undefined) return;
        const amount = part === undefined ? {} : {amount: {...wanted.amount, amount: Math.ceil(wanted.amount.amount / part)}};
        const answer = applyCommand(order, {id: `back-${index}`, schemaVersion: 1, orderId: 'o1', type: 'payment.reverse', entryId: wanted.id, ...amount}, contextOf());
        if (answer.ok) order = answer.order;
        const {accepted, waived} = naively(order);
        const moved = moneyMoved(order);
        assert.deepEqual([micros(moved.accepted), micros(moved.waived)], [accepted, waived]);
        assert.ok(accepted >= 0n && waived >= 0n);
        for (const one of order.payments.filter(({kind}) => kind === 'received' || kind === 'waived')) {
          const back = order.payments.filter(({reverses}) => reverses === one.id).reduce((total, {amount: taken}) => total + micros(taken), 0n);
          assert.ok(back <= micros(one.amount), 'More was taken back than came.');
          const whole = one.kind === 'received' && back === micros(one.amount) && one.receiptId !== undefined;
          if (whole) assert.equal(naively({...order, payments: order.payments.filter(({receiptId}) => receiptId === one.receiptId)}).waived, 0n);
        }
        reversed += answer.ok ? 1 : 0;
        unwaived += answer.ok && answer.events.length > 1 ? 1 : 0;
      }
    }),
    {runs: 600},
  );
  t.diagnostic(`${reversed} reversals, ${unwaived} with what was waived`);
  assert.ok(reversed > 100 && unwaived > 10);
});
