import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CommandBody, CommandType} from '../src/order/command.ts';
import {packingOf} from '../src/parcel/parcel.ts';
import type {RefusalCode} from '../src/shared/refusal-codes.ts';
import {COD, line} from './support/new-order.ts';
import {HASH, Story} from './support/story.ts';

const P1 = 'o1-p1';
const paid = () => new Story().place({paid: {method: 'card'}});
const pack = (quantity = 1, lineId = '1') => ({type: 'parcel.pack', parcelId: P1, lineId, quantity}) as const;
const unpack = (quantity = 1, lineId = '1') => ({type: 'parcel.unpack', parcelId: P1, lineId, quantity}) as const;
const verify = (lineId?: string) => ({type: 'parcel.verify', parcelId: P1, ...(lineId === undefined ? {} : {lineId})}) as const;
const unlock = (lineId?: string, reason = 'wrong tin') => ({type: 'parcel.unlock', parcelId: P1, reason, ...(lineId === undefined ? {} : {lineId})}) as const;

type ParcelState = 'empty' | 'packing' | 'line verified' | 'verified' | 'sent';
type ParcelCommand = Extract<CommandType, `parcel.${string}`>;

const STORIES: Readonly<Record<ParcelState, () => Story>> = {
  empty: paid,
  packing: () => paid().packs(1, '1', 2).packs(1, '2', 1),
  'line verified': () => paid().packs(1, '1', 2).packs(1, '2', 1).verifies(1, '1'),
  verified: () => paid().packs(1, '1', 2).packs(1, '2', 1).verifies(1),
  sent: () => paid().packs(1, '1', 2).packs(1, '2', 1).verifies(1).sends(1),
};

/** What a parcel in each state says to each command about line 1, and to those about the whole parcel. */
const TABLE: Readonly<Record<ParcelState, Readonly<Record<ParcelCommand, 'yes' | RefusalCode>>>> = {
  empty: {
    'parcel.add': 'parcel/exists',
    'parcel.remove': 'yes',
    'parcel.pack': 'yes',
    'parcel.unpack': 'parcel/not-enough-packed',
    'parcel.verify': 'parcel/empty',
    'parcel.unlock': 'parcel/not-verified',
    'parcel.schedule': 'yes',
    'parcel.measure': 'yes',
    'parcel.send': 'parcel/empty',
    'parcel.track': 'yes',
    'parcel.report': 'parcel/not-sent',
  },
  packing: {
    'parcel.add': 'parcel/exists',
    'parcel.remove': 'yes',
    'parcel.pack': 'yes',
    'parcel.unpack': 'yes',
    'parcel.verify': 'yes',
    'parcel.unlock': 'parcel/not-verified',
    'parcel.schedule': 'yes',
    'parcel.measure': 'yes',
    'parcel.send': 'parcel/not-verified',
    'parcel.track': 'yes',
    'parcel.report': 'parcel/not-sent',
  },
  'line verified': {
    'parcel.add': 'parcel/exists',
    'parcel.remove': 'yes',
    'parcel.pack': 'parcel/line-verified',
    'parcel.unpack': 'parcel/line-verified',
    'parcel.verify': 'yes',
    'parcel.unlock': 'parcel/not-verified',
    'parcel.schedule': 'yes',
    'parcel.measure': 'yes',
    'parcel.send': 'parcel/not-verified',
    'parcel.track': 'yes',
    'parcel.report': 'parcel/not-sent',
  },
  verified: {
    'parcel.add': 'parcel/exists',
    'parcel.remove': 'yes',
    'parcel.pack': 'parcel/verified',
    'parcel.unpack': 'parcel/verified',
    'parcel.verify': 'parcel/verified',
    'parcel.unlock': 'yes',
    'parcel.schedule': 'yes',
    'parcel.measure': 'yes',
    'parcel.send': 'yes',
    'parcel.track': 'yes',
    'parcel.report': 'parcel/not-sent',
  },
  sent: {
    'parcel.add': 'parcel/exists',
    'parcel.remove': 'parcel/already-sent',
    'parcel.pack': 'parcel/already-sent',
    'parcel.unpack': 'parcel/already-sent',
    'parcel.verify': 'parcel/already-sent',
    'parcel.unlock': 'parcel/already-sent',
    'parcel.schedule': 'parcel/already-sent',
    'parcel.measure': 'parcel/already-sent',
    'parcel.send': 'parcel/already-sent',
    'parcel.track': 'yes',
    'parcel.report': 'yes',
  },
};

const WISHES: Readonly<Record<ParcelCommand, CommandBody>> = {
  'parcel.add': {type: 'parcel.add', parcelId: P1},
  'parcel.remove': {type: 'parcel.remove', parcelId: P1},
  'parcel.pack': pack(),
  'parcel.unpack': unpack(),
  'parcel.verify': verify(),
  'parcel.unlock': unlock(),
  'parcel.schedule': {type: 'parcel.schedule', parcelId: P1, shipOn: '2026-11-24'},
  'parcel.measure': {type: 'parcel.measure', parcelId: P1, weightGrams: 850},
  'parcel.send': {type: 'parcel.send', parcelId: P1},
  'parcel.track': {type: 'parcel.track', parcelId: P1, trackingNumber: 'RR123456785HK'},
  'parcel.report': {type: 'parcel.report', parcelId: P1, transit: 'delivered'},
};

for (const [state, row] of Object.entries(TABLE)) {
  test(`P4 P5 P6 P7 P8 P9 P10 P13 P14 P15 a parcel that is ${state}: what each command is told`, () => {
    for (const [type, expected] of Object.entries(row)) {
      const answer = STORIES[state as ParcelState]().give(WISHES[type as ParcelCommand]);
      assert.equal(answer.ok ? 'yes' : answer.refusal.code, expected, type);
    }
  });
}

test('P4 packing takes units that are in no parcel yet, and never more', () => {
  const story = paid().does(pack(2));
  assert.deepEqual(story.parcel(1).contents, [{lineId: '1', quantity: 2, verified: false}]);
  story.refuses(pack(2), 'parcel/not-enough-left');
  story.does(pack(1));
  assert.deepEqual(story.parcel(1).contents, [{lineId: '1', quantity: 3, verified: false}]);
  story.refuses(pack(1), 'parcel/not-enough-left');
});

test('P4 only known lines that travel are packed, in whole units from one', () => {
  const story = new Story().place({paid: {method: 'card'}, lines: [line(), line({sku: 'POST', requiresShipping: false})]});
  for (const filled of [false, true]) {
    if (filled) story.does(pack());
    story.refuses(pack(1, '9'), 'line/not-found');
    story.refuses(pack(1, '2'), 'line/not-shipped');
    for (const quantity of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) story.refuses(pack(quantity), 'order/wrong-quantity');
  }
});

test('P4 O20 who comes too late for the last units is told how many are left, and who was faster', () => {
  const story = paid().does({type: 'parcel.add', parcelId: 'p2'}).does(pack(2), {role: 'packer'});
  const {parcelId: _id, ...params} = story.refuses({...pack(2), parcelId: 'p2'}, 'parcel/not-enough-left');
  assert.deepEqual(params, {name: '鐵觀音 Tieguanyin 100 g', left: 1, wanted: 2, position: 2, by: 'Wing', at: story.parcel(1).packedAt});
});

test('O20 of several parcels that hold units of a line, who packed the one that changed last is named', () => {
  const into = (parcelId: string, lineId: string) => ({type: 'parcel.pack', parcelId, lineId, quantity: 1}) as const;
  const story = paid().does({type: 'parcel.add', parcelId: 'p2'}).does({type: 'parcel.add', parcelId: 'p3'}).does({type: 'parcel.add', parcelId: 'p4'});
  story.does(into('p2', '1'), {role: 'clerk'}).does(into('p3', '1'), {role: 'packer'}).does(into(P1, '1')).does(into('p3', '2'), {role: 'packer'}).does(into('p4', '2'), {role: 'clerk'});
  const {by, at} = story.refuses(into('p4', '1'), 'parcel/not-enough-left');
  assert.deepEqual([by, at], ['Wing', story.parcel(3).packedAt]);
});

test('O20 nobody is named where nobody took anything, and a hold only where it is what stands in the way', () => {
  const story = paid().holds('fraud check');
  assert.deepEqual(story.refuses(pack(4), 'parcel/not-enough-left'), {name: '鐵觀音 Tieguanyin 100 g', left: 3, wanted: 4, position: 1});
});

test('O20 what stands in the way of cancelling is the parcel that is out', () => {
  const story = paid().packs(1, '1', 1).verifies(1).sends(1).does({type: 'parcel.add', parcelId: 'p2'}).does({type: 'parcel.add', parcelId: 'p3'}).packs(3, '1', 1).verifies(3).sends(3);
  story.meanwhile(({parcels}) => ({parcels: parcels.map((parcel, index) => (index === 0 ? {...parcel, transit: 'returned'} : parcel))}));
  assert.deepEqual(story.refuses({type: 'order.cancel'}, 'order/already-sent'), {position: 3, at: story.parcel(3).sentAt, by: 'Mei'});
});

test('P5 what is unpacked is in no parcel again; the last unit leaves the parcel empty', () => {
  const story = paid().does(pack(3)).does(unpack(1));
  assert.deepEqual(story.parcel(1).contents, [{lineId: '1', quantity: 2, verified: false}]);
  for (const quantity of [0, -1, 0.5]) story.refuses(unpack(quantity), 'order/wrong-quantity');
  story.refuses(unpack(3), 'parcel/not-enough-packed');
  story.refuses(unpack(1, '2'), 'parcel/not-enough-packed');
  story.refuses(unpack(1, '9'), 'line/not-found');
  story.does(unpack(2));
  assert.equal(packingOf(story.parcel(1)), 'empty');
});

test('P6 lines are checked off one by one; the last one verifies the parcel', () => {
  const story = paid().does(pack(3)).does(pack(2, '2')).does(verify('2'));
  assert.deepEqual([packingOf(story.parcel(1)), story.order.fulfillment], ['packing', 'packing']);
  story.refuses(pack(1, '2'), 'parcel/line-verified');
  story.refuses(verify('2'), 'parcel/line-verified');
  story.refuses(verify('9'), 'parcel/not-enough-packed');
  story.does(verify('1'));
  assert.deepEqual([packingOf(story.parcel(1)), story.parcel(1).verifiedBy, story.order.fulfillment], ['verified', 'Mei', 'packed']);
});

test('P6 Verify Packed checks off the whole parcel', () => {
  const story = paid().does(pack(3)).does(pack(2, '2')).does(verify('2')).does(verify());
  assert.ok(story.parcel(1).contents.every(({verified}) => verified));
  assert.equal(story.parcel(1).verifiedAt, story.order.updatedAt);
});

test('P6 taking the last open line out does not verify the parcel by itself', () => {
  const story = paid().does(pack(3)).does(pack(1, '2')).does(verify('1')).does(unpack(1, '2'));
  assert.equal(packingOf(story.parcel(1)), 'packing');
  story.refuses({type: 'parcel.send', parcelId: P1}, 'parcel/not-verified');
  story.does(verify());
  assert.equal(packingOf(story.parcel(1)), 'verified');
});

test('P7 a verified parcel or line is opened again with a reason, which the log keeps', () => {
  const story = STORIES.verified();
  story.refuses(unlock(undefined, ' '), 'parcel/reason-missing');
  story.refuses(unlock('9'), 'line/not-found');
  story.does(unlock('1'));
  assert.deepEqual(story.events, [{type: 'parcel.unlocked', parcelId: P1, reason: 'wrong tin', lineId: '1', at: story.order.updatedAt, by: 'Mei'}]);
  assert.deepEqual(story.parcel(1).contents.map(({verified}) => verified), [false, true]);
  assert.equal('verifiedAt' in story.parcel(1), false);
  story.refuses(unlock('1'), 'parcel/not-verified');
  story.does(unlock('2')).does(pack(1));
  assert.deepEqual(story.parcel(1).contents.map(({quantity}) => quantity), [3, 1]);
});

test('P8 parcels are added with an id of their own, and removed with everything in them', () => {
  const story = STORIES.verified().does({type: 'parcel.add', parcelId: 'p2'});
  story.refuses({type: 'parcel.add', parcelId: 'p2'}, 'parcel/exists');
  story.does({type: 'parcel.remove', parcelId: P1});
  assert.deepEqual(story.order.parcels, [{id: 'p2', contents: [], transit: 'none'}]);
  assert.equal(story.order.fulfillment, 'unfulfilled');
  story.refuses({type: 'parcel.remove', parcelId: P1}, 'parcel/not-found');
});

test('P9 ready to ship is a day, also of an empty parcel; null takes it back', () => {
  const story = paid().does({type: 'parcel.schedule', parcelId: P1, shipOn: '2026-11-24'});
  assert.equal(story.parcel(1).shipOn, '2026-11-24');
  story.does({type: 'parcel.schedule', parcelId: P1, shipOn: null});
  assert.equal('shipOn' in story.parcel(1), false);
});

test('P10 a parcel goes once it is verified, nothing holds it, and the money is settled or not needed', () => {
  const send = {type: 'parcel.send', parcelId: P1} as const;
  const verified = (changes: Parameters<Story['place']>[0] = {}) => new Story().place(changes).does(pack(2)).does(verify());
  verified().refuses(send, 'send/not-paid');
  verified().pays(1).refuses(send, 'send/not-paid');
  verified().does({type: 'order.expire'}).refuses(send, 'send/not-paid');
  verified().uploads('r1').refuses(send, 'send/not-paid');
  verified().uploads('r1').does({type: 'receipt.accept', receiptId: 'r1', hash: HASH}).does(send);
  verified({lines: [line({unitPrice: {amount: 0, scale: 0, currency: 'HKD'}})]}).does(send);
  verified({paymentMethod: COD}).does(send);
  verified({paymentMethod: COD}).uploads('r1').does(send);
  verified().pays().does({type: 'payment.refund', amount: {amount: 1, scale: 2, currency: 'HKD'}}).does(send);
  verified({paymentMethod: COD}).pays(1).does({type: 'payment.refund', amount: {amount: 1, scale: 2, currency: 'HKD'}}).refuses(send, 'send/refunded');
  const {reason, by} = verified().pays().holds('fraud check').refuses(send, 'send/on-hold');
  assert.deepEqual([reason, by], ['fraud check', 'Mei']);
});

test('P10 sending does not need a day, a remark or a tracking number', () => {
  const story = STORIES.sent();
  const {sentAt, sentBy} = story.parcel(1);
  assert.deepEqual([sentAt, sentBy, story.order.fulfillment, story.order.statusDetail], [story.order.updatedAt, 'Mei', 'part_sent', {code: 'part_sent', count: 3, of: 5}]);
});

test('P11 the remark is kept as written; a number recognised in it becomes the tracking number', () => {
  const send = (more: {remark?: string; trackingNumber?: string}) => STORIES.verified().does({type: 'parcel.send', parcelId: P1, ...more}).parcel(1);
  const remarked = send({remark: ' 順豐 SF1432 0098 7716 00\n放門口 '});
  assert.deepEqual([remarked.remark, remarked.trackingNumber], [' 順豐 SF1432 0098 7716 00\n放門口 ', 'SF14320098771600']);
  assert.deepEqual([send({remark: 'SF1432009877160', trackingNumber: ' RR123456785HK '}).trackingNumber], ['RR123456785HK']);
  const plain = send({remark: '  ', trackingNumber: ' '});
  assert.deepEqual(['remark' in plain, 'trackingNumber' in plain], [false, false]);
  assert.equal('trackingNumber' in send({remark: 'Call +852 9123 4567'}), false);
});

test('O20 a refusal carries what its sentence needs, and nothing that a packer may not see', () => {
  const story = STORIES.verified();
  const params = story.refuses(pack(), 'parcel/verified', {role: 'packer'});
  assert.deepEqual(params, {position: 1, at: story.parcel(1).verifiedAt, by: 'Mei', name: '鐵觀音 Tieguanyin 100 g', left: 1, wanted: 1});
  const sent = STORIES.sent();
  assert.deepEqual(sent.refuses(verify(), 'parcel/already-sent'), {position: 1, at: sent.parcel(1).sentAt, by: 'Mei'});
  assert.deepEqual(story.refuses({type: 'payment.record'}, 'actor/not-allowed', {role: 'packer'}), {role: 'packer'});
  assert.deepEqual(paid().does({type: 'parcel.add', parcelId: 'p2'}).refuses({type: 'order.dispatch', mode: 'all_items'}, 'parcel/several-unsent'), {unsentParcels: 2});
});

test('P13 scale and tape: weight and measures are written down until the parcel is sent, and null takes a value back', () => {
  const measure = (more: object) => ({type: 'parcel.measure', parcelId: P1, ...more}) as const;
  const size = {length: 300, width: 200, height: 120};
  const story = paid().does(measure({weightGrams: 850, dimensionsMm: size}));
  assert.deepEqual([story.parcel(1).weightGrams, story.parcel(1).dimensionsMm], [850, size]);
  story.does(measure({weightGrams: 900}));
  assert.deepEqual([story.parcel(1).weightGrams, story.parcel(1).dimensionsMm], [900, size]);
  story.does(measure({dimensionsMm: null}));
  assert.deepEqual([story.parcel(1).weightGrams, 'dimensionsMm' in story.parcel(1)], [900, false]);
  story.does(measure({weightGrams: null, dimensionsMm: size}));
  assert.deepEqual(['weightGrams' in story.parcel(1), story.parcel(1).dimensionsMm], [false, size]);
  story.refuses(measure({}), 'parcel/nothing-to-change');
  story.refuses({...measure({weightGrams: 1}), parcelId: 'nowhere'}, 'parcel/not-found');
  STORIES.sent().refuses(measure({weightGrams: 1}), 'parcel/already-sent');
  assert.deepEqual(story.does({type: 'order.cancel'}).parcel(1), {id: P1, contents: [], transit: 'none'});
});

test('P14 a tracking number is corrected or taken away, also after sending and after closing; what the remark says stays', () => {
  const track = (trackingNumber: string | null) => ({type: 'parcel.track', parcelId: P1, trackingNumber}) as const;
  const story = STORIES.verified().does({type: 'parcel.send', parcelId: P1, remark: 'SF1432009877160'});
  story.does(track(' SF1432009877161 '));
  assert.deepEqual([story.parcel(1).trackingNumber, story.parcel(1).remark], ['SF1432009877161', 'SF1432009877160']);
  story.refuses(track('SF1432009877161'), 'parcel/nothing-to-change');
  story.does(track(null));
  assert.equal('trackingNumber' in story.parcel(1), false);
  for (const none of [null, '', ' \u3000']) story.refuses(track(none), 'parcel/nothing-to-change');
  story.meanwhile(() => ({lifecycle: 'closed'})).does(track('RR123456785HK'));
  assert.equal(story.parcel(1).trackingNumber, 'RR123456785HK');
  story.refuses({...track('X'), parcelId: 'nowhere'}, 'parcel/not-found');
  paid().does({type: 'order.cancel'}).refuses(track('X'), 'order/cancelled');
});

test('P15 what became of a sent parcel is told by hand, also after closing, and the status follows', () => {
  const report = (transit: 'in_transit' | 'delivered' | 'returned' | 'exception') => ({type: 'parcel.report', parcelId: P1, transit}) as const;
  STORIES.verified().refuses(report('delivered'), 'parcel/not-sent');
  const story = paid().does({type: 'order.dispatch', mode: 'all_items'}).does({...report('in_transit'), note: 'rang the courier'}, {role: 'packer'});
  assert.deepEqual([story.parcel(1).transit, story.parcel(1).transitBy, story.parcel(1).transitAt], ['in_transit', 'Wing', story.order.updatedAt]);
  assert.equal((story.events[0] as {note?: string}).note, 'rang the courier');
  story.refuses(report('in_transit'), 'parcel/nothing-to-change');
  story.does(report('exception'));
  assert.equal(story.order.statusDetail?.code, 'problem');
  story.meanwhile(() => ({lifecycle: 'closed'})).does(report('delivered'));
  assert.deepEqual([story.order.fulfillment, story.order.statusDetail], ['delivered', {code: 'delivered'}]);
  assert.equal(story.does(report('returned')).order.fulfillment, 'returned');
  story.refuses({...report('delivered'), parcelId: 'nowhere'}, 'parcel/not-found');
});

test('O16 P15 what was reported back may be cancelled', () => {
  const story = STORIES.sent();
  story.refuses({type: 'order.cancel'}, 'order/already-sent');
  story.does({type: 'parcel.report', parcelId: P1, transit: 'returned'}).does({type: 'order.cancel'});
  assert.equal(story.order.status, 'cancelled');
});
