import assert from 'node:assert/strict';
import {test} from 'node:test';
import {CARD, COD, hkd} from './support/new-order.ts';
import {HASH, OTHER_HASH, Story} from './support/story.ts';

const accept = (receiptId = 'r1', hash = HASH) => ({type: 'receipt.accept', receiptId, hash}) as const;
const deny = (receiptId = 'r1', hash = HASH) => ({type: 'receipt.deny', receiptId, hash, message: 'The amount is cut off. 看不到金額'}) as const;

function statesOf({order}: Story): string[] {
  return order.receipts.map(({id, state, forTheRecord}) => `${id} ${state}${forTheRecord === true ? ', for the record' : ''}`);
}

test('R1 an upload puts the order into review; a newer one supersedes it; every one is kept', () => {
  const story = new Story().place().uploads('r1');
  assert.deepEqual([story.order.payment, story.order.status, story.order.statusDetail?.code], ['in_review', 'payment_review', 'receipt_to_review']);
  story.uploads('r2', OTHER_HASH);
  assert.deepEqual(story.events.map(({type}) => type), ['receipt.superseded', 'receipt.submitted']);
  assert.deepEqual(statesOf(story), ['r1 superseded', 'r2 submitted']);
  story.refuses({type: 'receipt.submit', receiptId: 'r1', hash: HASH, mediaType: 'image/png', sizeBytes: 1}, 'receipt/exists');
  story.does(deny('r2', OTHER_HASH)).uploads('r3');
  assert.deepEqual(statesOf(story), ['r1 superseded', 'r2 denied', 'r3 submitted']);
  assert.equal(story.order.status, 'payment_review');
});

test('R1 the picture is named by its bytes, with when it came', () => {
  const {order} = new Story().place().uploads('r1');
  assert.deepEqual(order.receipts, [{id: 'r1', hash: HASH, mediaType: 'image/png', sizeBytes: 1000, uploadedAt: order.updatedAt, state: 'submitted'}]);
});

test('R2 an upload when no money is expected is kept for the record and never moves the status', () => {
  const paid = new Story().place({paid: {method: 'card'}}).uploads('r1');
  assert.deepEqual([statesOf(paid), paid.order.status], [['r1 superseded, for the record'], 'processing']);
  const partRefunded = new Story().place({paid: {method: 'card'}}).does({type: 'payment.refund', amount: hkd(100)}).uploads('r1');
  assert.deepEqual([statesOf(partRefunded), partRefunded.order.payment, partRefunded.order.status], [['r1 superseded, for the record'], 'part_refunded', 'processing']);
  paid.refuses(accept(), 'receipt/not-open');
});

test('R2 an upload that waits when the money comes by hand may still be decided, and a later one does not supersede it', () => {
  const story = new Story().place().uploads('r1').pays();
  assert.equal(story.order.status, 'processing');
  story.uploads('r2');
  assert.deepEqual(statesOf(story), ['r1 submitted', 'r2 superseded, for the record']);
  story.does(accept());
  assert.deepEqual([statesOf(story)[0], story.order.payment, story.order.payments.length], ['r1 accepted', 'paid', 1]);
});

test('R3 accepting and denying name the receipt and the picture that was seen', () => {
  const story = new Story().place().uploads('r1').uploads('r2', OTHER_HASH);
  for (const decide of [accept, deny]) {
    story.refuses(decide('r9'), 'receipt/not-found');
    assert.equal(story.refuses(decide('r1'), 'receipt/not-open')['state'], 'superseded');
    story.refuses(decide('r2', HASH), 'receipt/other-picture');
  }
  story.does(accept('r2', OTHER_HASH));
  const {by, at} = story.refuses(deny('r2', OTHER_HASH), 'receipt/not-open');
  assert.deepEqual([by, at], ['Mei', story.order.receipts[1]?.decidedAt]);
});

test('R3 a decision may name the version it was made on', () => {
  const story = new Story().place().uploads('r1');
  const {version} = story.order;
  story.packs(1, '1', 1);
  story.refuses({...accept(), expectedVersion: version}, 'order/version-changed');
  story.refuses({...deny(), expectedVersion: version}, 'order/version-changed');
  story.does({...accept(), expectedVersion: version + 1});
});

test('R4 accepting counts all that is still to pay, unless the clerk says what the receipt shows', () => {
  const full = new Story().place().uploads('r1').does(accept());
  assert.deepEqual([full.order.payment, full.order.status], ['paid', 'processing']);
  assert.deepEqual(full.order.payments.map(({kind, amount, method, receiptId}) => [kind, amount, method, receiptId]), [['received', hkd(50_000), 'fps', 'r1']]);
  assert.deepEqual(full.order.receipts[0]?.acceptedAmount, hkd(50_000));

  const rest = new Story().place().pays(20_000).uploads('r1').does(accept());
  assert.deepEqual([rest.order.payment, rest.order.payments.at(-1)?.amount], ['paid', hkd(30_000)]);
});

test('R4 a smaller amount is part of the money; accepted as full, the difference is written down', () => {
  const part = new Story().place().uploads('r1').does({...accept(), amount: hkd(49_000)});
  assert.deepEqual([part.order.payment, part.order.status, part.order.statusDetail?.code], ['part_paid', 'pending_payment', 'part_paid']);
  part.uploads('r2').does(accept('r2'));
  assert.deepEqual([part.order.payment, part.order.payments.at(-1)?.amount], ['paid', hkd(1000)]);

  const asFull = new Story().place().uploads('r1').does({...accept(), amount: hkd(49_000), acceptAsFull: true});
  assert.deepEqual([asFull.order.payment, asFull.order.status], ['paid', 'processing']);
  assert.deepEqual(asFull.order.payments.map(({kind, amount}) => [kind, amount.amount]), [['received', 49_000], ['waived', 1000]]);
});

test('R4 a larger amount is too much money; as full it waives nothing', () => {
  const {order} = new Story().place().uploads('r1').does({...accept(), amount: hkd(50_001), acceptAsFull: true});
  assert.deepEqual([order.payment, order.payments.length], ['overpaid', 1]);
});

test('R4 an accepted amount is positive, in the currency of the order, and can be kept', () => {
  const story = new Story().place().uploads('r1');
  story.refuses({...accept(), amount: hkd(0)}, 'payment/not-positive');
  story.refuses({...accept(), amount: hkd(-1)}, 'payment/not-positive');
  story.refuses({...accept(), amount: {amount: 1, scale: 0, currency: 'JPY'}}, 'payment/wrong-currency');
  story.refuses({...accept(), amount: hkd(Number.MAX_SAFE_INTEGER)}, 'order/out-of-range');
});

test('R5 a denial carries words to the customer', () => {
  const story = new Story().place().uploads('r1');
  story.refuses({...deny(), message: ' \n\u3000'}, 'receipt/reason-missing');
  story.does(deny());
  assert.deepEqual([story.order.payment, story.order.status, story.order.statusDetail?.code], ['unpaid', 'pending_payment', 'receipt_denied']);
  assert.equal(story.order.receipts[0]?.message, 'The amount is cut off. 看不到金額');
});

test('R5 where goods may leave unpaid, a denial leaves the order in work', () => {
  assert.equal(new Story().place({paymentMethod: COD}).uploads('r1').does(deny()).order.status, 'processing');
});

test('M8 marking paid by hand: all that is due or a named amount, only while something is due', () => {
  const story = new Story().place({paymentMethod: CARD});
  story.pays(20_000);
  assert.deepEqual([story.order.payment, story.order.payments[0]?.method], ['part_paid', 'card']);
  story.does({type: 'payment.record', method: 'cash', note: 'at the counter'});
  const {id: _id, ...entry} = story.order.payments[1] ?? {};
  assert.deepEqual(entry, {kind: 'received', amount: hkd(30_000), at: story.order.updatedAt, by: 'Mei', method: 'cash', note: 'at the counter'});
  story.refuses({type: 'payment.record'}, 'payment/nothing-due');
  story.refuses({type: 'payment.record', amount: hkd(5)}, 'payment/nothing-due');
});

test('M8 recorded and refunded amounts are positive, in the currency of the order, and can be kept', () => {
  const unpaid = new Story().place();
  const paid = new Story().place({paid: {method: 'card'}});
  for (const [amount, code] of [[hkd(0), 'payment/not-positive'], [hkd(-1), 'payment/not-positive'], [{amount: 1, scale: 0, currency: 'JPY'}, 'payment/wrong-currency'], [{amount: Number.MAX_SAFE_INTEGER, scale: 6, currency: 'HKD'}, 'order/out-of-range']] as const) {
    unpaid.refuses({type: 'payment.record', amount}, code);
    paid.refuses({type: 'payment.refund', amount}, code);
  }
});

test('M8 no more is refunded than was received', () => {
  const story = new Story().place().pays(20_000);
  story.refuses({type: 'payment.refund', amount: hkd(20_001)}, 'payment/too-much-refunded');
  story.does({type: 'payment.refund', amount: {amount: 150_000, scale: 3, currency: 'HKD'}, note: 'one tin was broken'});
  story.refuses({type: 'payment.refund', amount: hkd(5001)}, 'payment/too-much-refunded');
  story.does({type: 'payment.refund', amount: hkd(5000)});
  assert.deepEqual([story.order.payment, story.order.status], ['refunded', 'refunded']);
});

test('M8 a refunded sale can be paid anew', () => {
  const story = new Story().place({paid: {method: 'card'}}).does({type: 'payment.refund', amount: hkd(50_000)}).uploads('r1');
  assert.equal(story.order.status, 'refunded');
  assert.deepEqual([story.does(accept()).order.payment, story.order.status], ['paid', 'processing']);
});
