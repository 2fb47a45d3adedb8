import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CommandBody} from '../src/order/command.ts';
import type {LineEdit, OrderEdit} from '../src/order/order-edit.ts';
import {CARD, COD, COURIER, FPS, HANDED_OVER, hkd, line} from './support/new-order.ts';
import {HASH, Story} from './support/story.ts';

const P1 = 'o1-p1';
const paid = {paid: {method: 'card'}};
const edit = (changes: OrderEdit, more: {undoPacking?: boolean; expectedVersion?: number} = {}): CommandBody => ({type: 'order.edit', changes, ...more});
const lines = (...edits: readonly LineEdit[]): CommandBody => edit({lines: edits});
const add = (changes: Parameters<typeof line>[0] = {}): LineEdit => ({add: line({sku: 'CUP-1', name: 'Cup 杯', quantity: 1, unitPrice: hkd(2500), ...changes})});
/** Line ids with quantities, for short. */
const quantitiesOf = ({order}: Story) => Object.fromEntries(order.lines.map(({id, quantity}) => [id, quantity]));

test('O21 an edit replaces what it names, takes away what is null, and leaves the rest as it was', () => {
  const story = new Story().place({...paid, shippingFee: hkd(3000), customerNote: 'ring twice', shippingAddress: {lines: ['1 Nathan Road']}});
  const before = story.order;
  story.does(edit({customer: {name: '陳大文', phone: '+852 9123 4567'}, shippingAddress: {lines: ['2 Nathan Road'], city: 'Hong Kong'}, customerNote: null, shippingFee: null, staffNote: 'regular'}));
  const {customerNote: _note, shippingFee: _fee, totals: _totals, payment: _payment, version, updatedAt, ...rest} = before;
  const {totals, payment, ...after} = story.order;
  assert.deepEqual(after, {
    ...rest,
    version: version + 1,
    updatedAt: after.updatedAt,
    customer: {name: '陳大文', phone: '+852 9123 4567'},
    shippingAddress: {lines: ['2 Nathan Road'], city: 'Hong Kong'},
    staffNote: 'regular',
  });
  assert.ok(after.updatedAt > updatedAt);
  assert.deepEqual([totals.payable.amount, payment], [50_000, 'overpaid']);
});

test('O21 the log keeps what changed, and nothing that was so already', () => {
  const story = new Story().place({...paid, customerNote: 'ring twice'});
  story.does(edit({customerNote: 'ring twice', channel: {code: 'phone'}, tax: null, paymentMethod: FPS, discounts: [{name: 'VIP', amount: hkd(100)}]}));
  assert.deepEqual(story.events.map(({at: _at, by, ...event}) => [by, event]), [['Mei', {type: 'order.edited', changes: {channel: {code: 'phone'}, discounts: [{name: 'VIP', amount: hkd(100)}]}}]]);
});

test('O21 an edit after which nothing would be different is refused', () => {
  const story = new Story().place(paid);
  for (const changes of [{}, {lines: []}, {customer: story.order.customer}, {tax: null}, {shippingMethod: COURIER}, {lines: [{lineId: '1', quantity: 3}]}]) story.refuses(edit(changes), 'order/nothing-to-change');
});

test('O21 an edit that names the version it was written for is refused once the order has changed', () => {
  const story = new Story().place(paid);
  const {version} = story.order;
  story.does(edit({customerNote: 'ring twice'}, {expectedVersion: version})).refuses(edit({customerNote: 'ring once'}, {expectedVersion: version}), 'order/version-changed');
});

test('O22 lines are added, changed and removed at once; the others keep their places', () => {
  const story = new Story().place({...paid, lines: [line({note: 'ground'}), line({sku: 'BOX-07', quantity: 2}), line({sku: 'BAG-1'})]});
  story.does(lines(add(), {lineId: '1', quantity: 5, unitPrice: hkd(9000), name: 'Oolong', sku: 'TEA-02', note: null}, {remove: '2'}, {lineId: '3', note: 'red'}), {commandId: 'e1'});
  assert.deepEqual(
    story.order.lines.map(({id, sku, name, quantity, unitPrice, note}) => [id, sku, name, quantity, unitPrice.amount, note]),
    [
      ['1', 'TEA-02', 'Oolong', 5, 9000, undefined],
      ['3', 'BAG-1', line().name, 3, 10_000, 'red'],
      ['e1-l1', 'CUP-1', 'Cup 杯', 1, 2500, undefined],
    ],
  );
  assert.equal(story.order.totals.payable.amount, 5 * 9000 + 3 * 10_000 + 2500);
});

test('O22 O19 an added line has the id it is given, else one derived from the command, so that a batch can add it to many orders', () => {
  const story = new Story().place(paid).does(lines(add({id: 'gift'}), add()), {commandId: 'job-o1'});
  assert.deepEqual(Object.keys(quantitiesOf(story)), ['1', '2', 'gift', 'job-o1-l2']);
  story.packs(1, 'job-o1-l2', 1);
});

test('O22 O19 two people who each add a line at the same time add two, and each packs the one that was meant', () => {
  const cup = (story: Story) => story.does(lines(add()), {commandId: 'a'});
  const bag = (story: Story) => story.does(lines(add({sku: 'BAG-1'})), {commandId: 'b'});
  for (const story of [bag(cup(new Story().place(paid))), cup(bag(new Story().place(paid)))]) {
    story.packs(1, 'a-l1', 1);
    const packed = story.order.lines.find(({id}) => id === story.parcel(1).contents[0]?.lineId);
    assert.deepEqual([story.order.lines.length, packed?.sku], [4, 'CUP-1']);
  }
});

test('O22 no id may stand for two lines, and no line is changed twice at once', () => {
  const story = new Story().place(paid);
  story.refuses(lines(add({id: '1'})), 'order/duplicate-id');
  story.refuses(lines(add({id: 'x'}), add({id: 'x'})), 'order/duplicate-id');
  story.refuses(lines({remove: '1'}, add({id: '1'})), 'order/duplicate-id');
  story.refuses(lines({lineId: '1', quantity: 1}, {remove: '1'}), 'order/duplicate-id');
  story.refuses(lines({lineId: '9', quantity: 1}), 'line/not-found');
  story.refuses(lines({remove: '9'}), 'line/not-found');
});

test('O22 quantities stay whole and positive, a credit’s are not zero, and something must be left', () => {
  const story = new Story().place(paid);
  for (const quantity of [0, -1, 1.5, Number.NaN, 2 ** 53]) {
    story.refuses(lines({lineId: '1', quantity}), 'order/wrong-quantity');
    story.refuses(lines(add({quantity})), 'order/wrong-quantity');
  }
  story.refuses(lines({remove: '1'}, {remove: '2'}), 'order/empty');
  story.does({type: 'line.cancel', lineId: '1', quantity: 3}).refuses(lines({remove: '2'}), 'order/empty');
  const credit = new Story().place({kind: 'credit', draft: true, lines: [line({quantity: -1})]});
  credit.does(lines({lineId: '1', quantity: -3})).does(lines(add({quantity: -1}))).refuses(lines({lineId: '1', quantity: 0}), 'order/wrong-quantity');
  assert.equal(credit.order.totals.payable.amount, -32_500);
});

test('O22 a line keeps at least what was cancelled and sent of it, and stays when anything of it was sent', () => {
  const story = new Story().place(paid).packs(1, '1', 1).verifies(1).sends(1).does({type: 'line.cancel', lineId: '1', quantity: 1});
  assert.deepEqual(story.refuses(lines({lineId: '1', quantity: 1}), 'line/already-sent'), {name: line().name, sent: 1, cancelled: 1});
  story.refuses(lines({remove: '1'}), 'line/already-sent');
  story.does(lines({lineId: '1', quantity: 2}, {remove: '2'}));
  assert.deepEqual([quantitiesOf(story), story.order.fulfillment, story.order.status], [{'1': 2}, 'sent', 'complete']);
});

test('O22 what is added to an order that was sent whole makes it work again', () => {
  const story = new Story().place({...paid, paymentMethod: COD}).does({type: 'order.dispatch', mode: 'all_items'}).does(lines(add()));
  assert.deepEqual([story.order.fulfillment, story.order.status], ['part_sent', 'processing']);
});

test('O23 when a carrier gives way to none, nothing travels and unsent parcels go; not while something is in one', () => {
  const toNone = edit({shippingMethod: HANDED_OVER});
  const story = new Story().place(paid).does({type: 'parcel.add', parcelId: 'p2'}).packs(2, '1', 1);
  assert.equal(story.refuses(toNone, 'edit/goods-packed')['position'], 2);
  story.refuses(edit({shippingMethod: HANDED_OVER}, {undoPacking: true}), 'edit/goods-packed');
  story.does({type: 'parcel.unpack', parcelId: 'p2', lineId: '1', quantity: 1}).does(toNone);
  assert.deepEqual([story.order.parcels, story.order.lines.some(({requiresShipping}) => requiresShipping)], [[], false]);
  assert.deepEqual([story.order.fulfillment, story.order.status, story.order.statusDetail?.code], ['not_required', 'complete', 'handed_over']);
  new Story().place(paid).packs(1, '1', 1).verifies(1).sends(1).refuses(toNone, 'edit/goods-packed');
});

test('O23 when none gives way to a carrier, every line travels and parcel #1 is there again', () => {
  const story = new Story().place({...paid, shippingMethod: HANDED_OVER}).does(edit({shippingMethod: COURIER}));
  assert.deepEqual([story.order.parcels.map(({id}) => id), story.order.lines.map(({requiresShipping}) => requiresShipping)], [[P1], [true, true]]);
  assert.equal(story.order.status, 'processing');
  story.does({type: 'order.dispatch', mode: 'all_items'});
  assert.equal(story.order.status, 'complete');
});

test('O23 a parcel that somebody added by hand is enough, and one carrier after another changes nothing about parcels', () => {
  const story = new Story().place({...paid, shippingMethod: HANDED_OVER}).does({type: 'parcel.add', parcelId: P1}).does(edit({shippingMethod: COURIER}));
  assert.deepEqual(story.order.parcels.map(({id}) => id), [P1]);
  story.does(edit({shippingMethod: {code: 'shop', carrier: 'collect'}})).does({type: 'parcel.remove', parcelId: P1}).does(edit({shippingMethod: COURIER}));
  assert.deepEqual(story.order.parcels, []);
});

test('O23 the first line that travels brings parcel #1; one that is handed over does not', () => {
  const digital = () => new Story().place({...paid, lines: [line({requiresShipping: false})]});
  assert.deepEqual(digital().does(lines(add())).order.parcels.map(({id}) => id), [P1]);
  assert.deepEqual(digital().does(lines(add({requiresShipping: false}))).order.parcels, []);
  const till = new Story().place({...paid, shippingMethod: HANDED_OVER}).does(lines(add({requiresShipping: true})));
  assert.deepEqual([till.order.parcels, till.order.lines.at(-1)?.requiresShipping], [[], false]);
});

test('O14 O21 a draft is edited as freely as it was written, and placed as it then is', () => {
  const story = new Story().place({draft: true, paymentMethod: CARD});
  story.does(lines({remove: '2'}, add(), {lineId: '1', quantity: 1})).does(edit({shippingMethod: HANDED_OVER})).does(edit({shippingMethod: COURIER, customer: {name: 'Zoë'}}));
  assert.deepEqual([story.order.lifecycle, story.order.parcels, story.order.totals.payable.amount], ['draft', [], 12_500]);
  story.does({type: 'order.confirm'});
  assert.deepEqual([story.order.parcels.map(({id}) => id), story.order.status, story.order.customer], [[P1], 'pending_payment', {name: 'Zoë'}]);
});

test('M12 what an edit makes of payment: a paid order that grows is part paid, one that shrinks is overpaid', () => {
  const story = new Story().place(paid).does(lines({lineId: '1', quantity: 4}));
  assert.deepEqual([story.order.payment, story.order.status, story.order.statusDetail?.code], ['part_paid', 'pending_payment', 'part_paid']);
  story.does({type: 'payment.record'});
  assert.deepEqual([story.order.payment, story.order.payments.at(-1)?.amount.amount], ['paid', 10_000]);
  story.does(lines({lineId: '1', quantity: 1}));
  assert.equal(story.order.payment, 'overpaid');
  story.does({type: 'payment.refund', amount: hkd(30_000)});
  assert.equal(story.order.payment, 'paid');
});

test('M12 a waived difference is counted still; an order that becomes free has nothing to pay', () => {
  const story = new Story().place().uploads('r1').does({type: 'receipt.accept', receiptId: 'r1', hash: HASH, amount: hkd(49_000), acceptAsFull: true});
  story.does(lines({lineId: '1', quantity: 4}));
  assert.equal(story.order.payment, 'part_paid');
  story.does(edit({discounts: [{name: 'sorry', amount: hkd(10_000)}]}));
  assert.equal(story.order.payment, 'paid');
  story.does(edit({discounts: [{name: 'all of it', amount: hkd(99_900)}]}));
  assert.equal(story.order.payment, 'not_required');
});

test('M12 an upload that waits goes on waiting, and is accepted for what is due by then', () => {
  const story = new Story().place().uploads('r1').does(lines({lineId: '1', quantity: 1}));
  assert.equal(story.order.payment, 'in_review');
  story.does({type: 'receipt.accept', receiptId: 'r1', hash: HASH});
  assert.deepEqual([story.order.payment, story.order.payments.at(-1)?.amount.amount], ['paid', 30_000]);
  const settled = new Story().place().uploads('r1').pays(30_000).does(lines({lineId: '1', quantity: 1}));
  assert.deepEqual([settled.order.payment, settled.order.receipts.at(-1)?.state], ['paid', 'submitted']);
  settled.does({type: 'receipt.accept', receiptId: 'r1', hash: HASH});
  assert.equal(settled.order.payment, 'paid');
});

test('M12 the method of payment may change: where the customer is trusted, work begins', () => {
  const story = new Story().place();
  assert.equal(story.order.status, 'payment_review');
  assert.equal(story.does(edit({paymentMethod: CARD})).order.status, 'pending_payment');
  assert.equal(story.does(edit({paymentMethod: COD})).order.status, 'processing');
});

test('M9 M12 amounts of an edit are in the order’s currency and can be added up', () => {
  const yen = {amount: 1, scale: 0, currency: 'JPY'};
  const huge = hkd(Number.MAX_SAFE_INTEGER);
  const story = new Story().place(paid);
  for (const changes of [{shippingFee: yen}, {discounts: [{name: 'VIP', amount: yen}]}, {tax: {amount: yen, included: true}}, {lines: [add({unitPrice: yen})]}, {lines: [{lineId: '1', unitPrice: yen}]}]) story.refuses(edit(changes), 'order/mixed-currencies');
  for (const changes of [{shippingFee: huge}, {lines: [add({unitPrice: huge})]}, {lines: [add({quantity: Number.MAX_SAFE_INTEGER, unitPrice: hkd(0)})]}, {lines: [{lineId: '1', unitPrice: huge}]}]) story.refuses(edit(changes), 'order/out-of-range');
  const almost = {amount: Math.floor(Number.MAX_SAFE_INTEGER / 8) - 60_000, scale: 2, currency: 'HKD'};
  const rich = new Story().place(paid).does(edit({shippingFee: almost})).pays();
  rich.does({type: 'payment.refund', amount: almost}).pays().does(edit({customerNote: 'in no hurry'}));
});
