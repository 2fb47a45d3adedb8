import assert from 'node:assert/strict';
import {test} from 'node:test';
import {COMMAND_TYPES, type CommandBody, type CommandType} from '../src/order/command.ts';
import type {RefusalCode} from '../src/shared/refusal-codes.ts';
import {CARD, COD, HANDED_OVER, hkd, line, newOrder} from './support/new-order.ts';
import {HASH, Story} from './support/story.ts';

const P1 = 'o1-p1';

/** A wish of each type that an ordinary placed order could grant. */
const WISHES: Readonly<Record<CommandType, CommandBody>> = {
  'order.place': {type: 'order.place', order: newOrder()},
  'order.confirm': {type: 'order.confirm'},
  'order.edit': {type: 'order.edit', changes: {customer: {name: '陳大文'}}},
  'order.cancel': {type: 'order.cancel'},
  'line.cancel': {type: 'line.cancel', lineId: '2', quantity: 1},
  'order.close': {type: 'order.close'},
  'order.archive': {type: 'order.archive', archived: true},
  'order.erase': {type: 'order.erase'},
  'note.add': {type: 'note.add', text: 'Rings back'},
  'tags.change': {type: 'tags.change', add: ['vip']},
  'hold.add': {type: 'hold.add', reason: 'fraud check'},
  'hold.release': {type: 'hold.release'},
  'order.expire': {type: 'order.expire'},
  'order.dispatch': {type: 'order.dispatch', mode: 'all_items'},
  'order.send': {type: 'order.send', parcelIds: [P1]},
  'order.schedule': {type: 'order.schedule', shipOn: '2026-11-24'},
  'order.undo': {type: 'order.undo', undoes: 'act'},
  'receipt.submit': {type: 'receipt.submit', receiptId: 'r2', hash: HASH, mediaType: 'image/png', sizeBytes: 1},
  'receipt.accept': {type: 'receipt.accept', receiptId: 'r1', hash: HASH},
  'receipt.deny': {type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'Unreadable'},
  'payment.record': {type: 'payment.record'},
  'payment.refund': {type: 'payment.refund', amount: hkd(1)},
  'payment.reverse': {type: 'payment.reverse', entryId: 'o1-c1-paid'},
  'parcel.add': {type: 'parcel.add', parcelId: 'p2'},
  'parcel.remove': {type: 'parcel.remove', parcelId: P1},
  'parcel.pack': {type: 'parcel.pack', parcelId: P1, lineId: '1', quantity: 1},
  'parcel.unpack': {type: 'parcel.unpack', parcelId: P1, lineId: '1', quantity: 1},
  'parcel.verify': {type: 'parcel.verify', parcelId: P1},
  'parcel.unlock': {type: 'parcel.unlock', parcelId: P1, reason: 'wrong tin'},
  'parcel.schedule': {type: 'parcel.schedule', parcelId: P1, shipOn: '2026-11-24'},
  'parcel.measure': {type: 'parcel.measure', parcelId: P1, weightGrams: 850},
  'parcel.send': {type: 'parcel.send', parcelId: P1},
  'parcel.track': {type: 'parcel.track', parcelId: P1, trackingNumber: 'RR123456785HK'},
  'parcel.report': {type: 'parcel.report', parcelId: P1, transit: 'delivered'},
};

type Row = Readonly<Record<CommandType, 'yes' | RefusalCode>>;

function all(answer: 'yes' | RefusalCode, changes: Partial<Row> = {}): Row {
  return {...(Object.fromEntries(COMMAND_TYPES.map((type) => [type, answer])) as Row), ...changes};
}

/** What each kind of order says to each command. */
const TABLE: Readonly<Record<string, {readonly story: () => Story; readonly row: Row}>> = {
  'an order that does not exist': {story: () => new Story(), row: all('order/not-found', {'order.place': 'yes'})},
  'a draft': {story: () => new Story().place({draft: true}), row: all('order/draft', {'order.place': 'order/exists', 'order.confirm': 'yes', 'order.edit': 'yes', 'order.cancel': 'yes', 'note.add': 'yes', 'tags.change': 'yes'})},
  'an unpaid sale whose receipt waits': {
    story: () => new Story().place().packs(1, '1', 1).uploads('r1'),
    row: all('yes', {
      'order.place': 'order/exists',
      'order.confirm': 'order/not-draft',
      'order.expire': 'order/payment-moved',
      'order.close': 'order/not-finished',
      'order.erase': 'erase/not-finished',
      'hold.release': 'hold/not-found',
      'order.dispatch': 'send/not-paid',
      'payment.refund': 'payment/too-much-refunded',
      'parcel.unlock': 'parcel/not-verified',
      'parcel.send': 'parcel/not-verified',
      'order.send': 'parcel/not-verified',
      'order.undo': 'undo/not-found',
      'payment.reverse': 'payment/entry-not-found',
      'parcel.report': 'parcel/not-sent',
    }),
  },
  'a paid sale with a verified parcel': {
    story: () => new Story().place({paid: {method: 'card'}}).packs(1, '1', 1).verifies(1),
    row: all('yes', {
      'order.place': 'order/exists',
      'order.confirm': 'order/not-draft',
      'order.expire': 'order/payment-moved',
      'order.close': 'order/not-finished',
      'order.erase': 'erase/not-finished',
      'hold.release': 'hold/not-found',
      'receipt.accept': 'receipt/not-found',
      'receipt.deny': 'receipt/not-found',
      'payment.record': 'payment/nothing-due',
      'parcel.pack': 'parcel/verified',
      'parcel.unpack': 'parcel/verified',
      'parcel.verify': 'parcel/verified',
      'order.undo': 'undo/not-found',
      'parcel.report': 'parcel/not-sent',
    }),
  },
  'a sale whose parcel was sent': {
    story: () => new Story().place({paid: {method: 'card'}}).packs(1, '1', 1).verifies(1).sends(1),
    row: all('parcel/already-sent', {
      'order.place': 'order/exists',
      'order.confirm': 'order/not-draft',
      'order.cancel': 'order/already-sent',
      'order.expire': 'order/payment-moved',
      'order.edit': 'yes',
      'line.cancel': 'yes',
      'order.close': 'order/not-finished',
      'order.erase': 'erase/not-finished',
      'order.archive': 'yes',
      'note.add': 'yes',
      'tags.change': 'yes',
      'hold.add': 'yes',
      'hold.release': 'hold/not-found',
      'order.dispatch': 'yes',
      'receipt.submit': 'yes',
      'receipt.accept': 'receipt/not-found',
      'receipt.deny': 'receipt/not-found',
      'payment.record': 'payment/nothing-due',
      'payment.refund': 'yes',
      'parcel.add': 'yes',
      'order.schedule': 'parcel/nothing-to-send',
      'order.undo': 'undo/not-found',
      'payment.reverse': 'yes',
      'parcel.track': 'yes',
      'parcel.report': 'yes',
    }),
  },
  'a cancelled sale that money came for': {
    story: () => new Story().place({paid: {method: 'card'}}).does({type: 'order.cancel'}),
    row: all('order/cancelled', {'order.place': 'order/exists', 'order.archive': 'yes', 'order.erase': 'erase/not-finished', 'note.add': 'yes', 'payment.refund': 'yes'}),
  },
  'a sale on hold of which all was sent': {
    story: () => new Story().place({paid: {method: 'card'}}).does({type: 'order.dispatch', mode: 'all_items'}).holds('fraud check'),
    row: all('parcel/already-sent', {
      'order.place': 'order/exists',
      'order.confirm': 'order/not-draft',
      'order.edit': 'yes',
      'order.cancel': 'order/already-sent',
      'line.cancel': 'line/not-enough-unsent',
      'order.expire': 'order/payment-moved',
      'order.dispatch': 'parcel/nothing-to-send',
      'order.schedule': 'parcel/nothing-to-send',
      'order.close': 'yes',
      'order.erase': 'erase/not-finished',
      'order.archive': 'yes',
      'order.undo': 'undo/not-found',
      'note.add': 'yes',
      'tags.change': 'yes',
      'hold.add': 'yes',
      'hold.release': 'yes',
      'receipt.submit': 'yes',
      'receipt.accept': 'receipt/not-found',
      'receipt.deny': 'receipt/not-found',
      'payment.record': 'payment/nothing-due',
      'payment.refund': 'yes',
      'payment.reverse': 'yes',
      'parcel.add': 'yes',
      'parcel.track': 'yes',
      'parcel.report': 'yes',
    }),
  },
  'a closed sale': {
    story: () => new Story().place({paid: {method: 'card'}}).does({type: 'order.dispatch', mode: 'all_items'}).does({type: 'order.close'}),
    row: all('order/closed', {
      'order.place': 'order/exists',
      'order.archive': 'yes',
      'order.erase': 'yes',
      'order.undo': 'undo/not-found',
      'note.add': 'yes',
      'payment.refund': 'yes',
      'parcel.track': 'yes',
      'parcel.report': 'yes',
    }),
  },
  'a credit': {
    story: () => new Story().place({kind: 'credit', lines: [line({quantity: -1})]}),
    row: all('order/not-a-sale', {'order.place': 'order/exists', 'order.archive': 'yes', 'order.erase': 'yes', 'note.add': 'yes'}),
  },
};

for (const [name, {story, row}] of Object.entries(TABLE)) {
  test(`O3 ${name}: what each command is told`, () => {
    for (const type of COMMAND_TYPES) {
      const answer = story().give(WISHES[type]);
      assert.equal(answer.ok ? 'yes' : answer.refusal.code, row[type], type);
    }
  });
}

test('O14 a draft is written down with all its facts; confirming places it and gives it parcel #1', () => {
  const story = new Story().place({draft: true, paid: {method: 'card'}});
  assert.deepEqual([story.order.lifecycle, story.order.parcels.length, story.order.payment], ['draft', 0, 'paid']);
  story.does({type: 'order.confirm'});
  assert.deepEqual([story.order.lifecycle, story.order.status, story.order.parcels.map(({id}) => id)], ['placed', 'processing', [P1]]);
  story.refuses({type: 'order.confirm'}, 'order/not-draft');
});

test('O14 a draft of which nothing travels is confirmed without a parcel', () => {
  const story = new Story().place({draft: true, shippingMethod: HANDED_OVER}).does({type: 'order.confirm'});
  assert.deepEqual(story.order.parcels, []);
});

test('O14 O15 a credit written as a draft is closed when it is confirmed', () => {
  const story = new Story().place({kind: 'credit', draft: true, lines: [line({quantity: -1})]});
  assert.equal(story.order.status, 'draft');
  story.does({type: 'order.confirm'});
  assert.deepEqual([story.order.lifecycle, story.order.status, story.order.parcels], ['closed', 'credit', []]);
});

test('O15 credits and adjustments keep their signed quantities, are closed, and have nothing to pay, pack or send', () => {
  for (const kind of ['credit', 'adjustment'] as const) {
    const {order} = new Story().place({kind, paid: {method: 'invoice'}, lines: [line({quantity: -2}), line({quantity: 1, unitPrice: hkd(-50)})]});
    assert.deepEqual([order.lifecycle, order.payment, order.fulfillment, order.status], ['closed', 'not_required', 'not_required', kind]);
    assert.deepEqual([order.lines.map(({quantity}) => quantity), order.lines.map(({requiresShipping}) => requiresShipping)], [[-2, 1], [false, false]]);
    assert.deepEqual([order.parcels, order.payments, order.totals.payable.amount], [[], [], -20_050]);
  }
});

test('O16 cancelling moves every unsent unit to cancelled, empties unsent parcels and ends the open review', () => {
  const story = new Story().place({shippingFee: hkd(3000)}).packs(1, '1', 2).verifies(1, '1').does({type: 'parcel.schedule', parcelId: P1, shipOn: '2026-11-24'}).uploads('r1').does({type: 'order.cancel', reason: 'changed their mind'});
  const {order} = story;
  assert.deepEqual(order.lines.map(({cancelled}) => cancelled), [3, 2]);
  assert.deepEqual(order.parcels, [{id: P1, contents: [], transit: 'none'}]);
  assert.deepEqual(order.receipts.map(({state}) => state), ['superseded']);
  assert.deepEqual([order.lifecycle, order.status, order.fulfillment, order.payment, order.totals.total.amount], ['cancelled', 'cancelled', 'not_required', 'not_required', 0]);
  assert.deepEqual(story.events.at(-1), {type: 'order.cancelled', reason: 'changed their mind', at: order.cancelledAt, by: 'Mei'});
});

test('O16 what came back may be cancelled; what was sent stays counted as sent', () => {
  const story = new Story().place({paid: {method: 'card'}}).packs(1, '1', 2).verifies(1).sends(1);
  const {at, by, position} = story.refuses({type: 'order.cancel'}, 'order/already-sent');
  assert.deepEqual([at, by, position], [story.parcel(1).sentAt, 'Mei', 1]);
  new Story().place({paid: {method: 'card'}}).packs(1, '1', 2).verifies(1).sends(1).does({type: 'parcel.add', parcelId: 'p2'}).refuses({type: 'order.cancel'}, 'order/already-sent');
  story.meanwhile(({parcels}) => ({parcels: parcels.map((parcel) => ({...parcel, transit: 'returned'}))})).does({type: 'order.cancel'});
  assert.deepEqual(story.order.lines.map(({quantity, cancelled}) => [quantity, cancelled]), [[3, 1], [2, 2]]);
  assert.equal(story.parcel(1).contents[0]?.quantity, 2);
});

test('O16 money that came for a cancelled order can be given back, and no more than that', () => {
  const story = new Story().place({paid: {method: 'card'}}).does({type: 'order.cancel'});
  story.refuses({type: 'payment.refund', amount: hkd(50_001)}, 'payment/too-much-refunded');
  story.does({type: 'payment.refund', amount: hkd(50_000)}).refuses({type: 'payment.refund', amount: hkd(1)}, 'payment/too-much-refunded');
});

test('O17 only unpaid sales that may not be sent unpaid expire, and expiring again keeps the first moment', () => {
  const expire = {type: 'order.expire'} as const;
  new Story().place({paymentMethod: CARD}).pays(1).refuses(expire, 'order/payment-moved');
  new Story().place().uploads('r1').refuses(expire, 'order/payment-moved');
  new Story().place({paymentMethod: COD}).refuses(expire, 'order/unpaid-allowed');
  new Story().place({lines: [line({unitPrice: hkd(0)})]}).refuses(expire, 'payment/nothing-due');
  const story = new Story().place({paymentMethod: CARD}).does(expire);
  const {expiredAt} = story.order;
  assert.equal(story.order.status, 'expired');
  assert.equal(story.does(expire).order.expiredAt, expiredAt);
});

test('O17 money or an upload brings an expired order back', () => {
  const expired = () => new Story().place().does({type: 'order.expire'});
  assert.equal(expired().pays().order.status, 'processing');
  const uploaded = expired().uploads('r1');
  assert.equal(uploaded.order.status, 'payment_review');
  assert.equal(uploaded.does({type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'Unreadable'}).order.status, 'expired');
});
