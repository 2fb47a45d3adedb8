import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {eraseFacts, ERASED} from '../src/erasure/erase-facts.ts';
import {eraseLogged} from '../src/erasure/erase-logged.ts';
import {orderAt} from '../src/history/order-at.ts';
import type {LoggedEvent, OrderEvent} from '../src/order/event.ts';
import type {Order} from '../src/order/order.ts';
import {redactLogged} from '../src/redaction/redact-logged.ts';
import {redact} from '../src/redaction/redact-order.ts';
import {deriveOrder} from '../src/rules/derive-order.ts';
import {evolve} from '../src/rules/evolve.ts';
import {anyStory} from './support/any-story.ts';
import {checkProperty} from './support/check-property.ts';
import {deepFreeze} from './support/deep-freeze.ts';
import {Logbook} from './support/logbook.ts';
import {leaksIn, liveMarked} from './support/marked-story.ts';
import {hkd, line} from './support/new-order.ts';
import {contextOf, later} from './support/people.ts';
import {HASH, Story} from './support/story.ts';

const P1 = 'o1-p1';
const paid = {paid: {method: 'card'}};
const erase = {type: 'order.erase'} as const;
const ERASED_EVENT: OrderEvent = {type: 'order.erased', at: later(10_000), by: 'Mei'};
const settings = contextOf().settings;

/** The order as erasing leaves it, whatever the law says to it. */
function erased(order: Order): Order {
  return deriveOrder({...evolve(order, ERASED_EVENT), version: order.version + 1, applied: order.applied}, settings);
}

/** Without who did something: staff go on being named, and in these stories they all have an address for a name. */
function withoutNames(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, part: unknown) => (/^by$|By$/.test(key) ? undefined : part)) as unknown;
}

test('Y1 an order is erased when nothing of it is left to do, by its owner or the scheduler, and again when something came since', () => {
  const done = () => new Story().place(paid).does({type: 'order.dispatch', mode: 'all_items'});
  for (const role of ['clerk', 'packer', 'viewer', 'shopper'] as const) done().refuses(erase, 'actor/not-allowed', {role});
  for (const role of ['owner', 'system'] as const) assert.equal(done().does(erase, {role}).order.customer.name, ERASED);
  new Story().place(paid).refuses(erase, 'erase/not-finished');
  new Story().place(paid).does({type: 'order.archive', archived: true}).refuses(erase, 'erase/not-finished');
  new Story().place().does({type: 'order.expire'}).does(erase);
  done().holds('fraud check').refuses(erase, 'erase/not-finished');
  done().does({type: 'parcel.report', parcelId: P1, transit: 'returning'}).refuses(erase, 'erase/not-finished');
  const owed = new Story().place(paid).does({type: 'order.cancel'});
  owed.refuses(erase, 'erase/not-finished');
  owed.does({type: 'payment.refund', amount: hkd(50_000)}).does(erase);
  const again = done().does(erase);
  again.refuses(erase, 'order/nothing-to-change');
  again.does({type: 'note.add', text: 'Ms Lee rang'}).does(erase);
  assert.deepEqual(again.order.notes?.map(({text}) => text), [ERASED]);
});

test('Y2 what tells who the customer was is gone; money, lines, moments, decisions and the names of staff stay', () => {
  const story = new Story()
    .place({
      customer: {id: 'C1', name: '陳嘉欣', email: 'chan@example.com', phone: '+852 5500 1020', language: 'zh-Hant'},
      shippingAddress: {name: '陳先生', phone: '61112222', lines: ['Flat 1', '9 Nathan Road'], district: 'Yau Ma Tei', city: 'Hong Kong', region: 'KLN', postcode: '999077', country: 'HK'},
      lines: [line({note: 'engrave: Ka Yan'})],
      customerNote: 'ring Ka Yan',
      staffNote: '',
      tags: ['vip'],
      source: {invoice: '536365', buyer: 'Chan'},
    })
    .uploads('r1')
    .does({type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'Dear Ka Yan'})
    .uploads('r2')
    .does({type: 'receipt.accept', receiptId: 'r2', hash: HASH})
    .does({type: 'hold.add', reason: 'Chan asked', note: 'rings back'})
    .does({type: 'hold.release', note: 'Chan rang'})
    .does({type: 'note.add', text: 'Chan is nice'})
    .does({type: 'order.dispatch', mode: 'all_items', remark: '順豐 SF1432009877160'})
    .does({type: 'payment.refund', amount: hkd(100), note: 'to Chan'});
  const before = story.order;
  const after = story.does(erase).order;
  assert.equal(after.erasedAt, after.updatedAt);
  const {customer, shippingAddress, lines, receipts, payments, parcels, notes, customerNote, source, undoable, erasedAt: _erased, version: _version, updatedAt: _updated, ...rest} = after;
  assert.deepEqual(customer, {name: ERASED, language: 'zh-Hant'});
  assert.deepEqual(shippingAddress, {name: ERASED, lines: [ERASED], country: 'HK'});
  assert.deepEqual(lines, before.lines.map((each) => ({...each, note: ERASED})));
  assert.deepEqual(receipts, before.receipts.map((each) => (each.message === undefined ? each : {...each, message: ERASED})));
  assert.deepEqual(payments.map(({amount, kind, by}) => [amount, kind, by]), before.payments.map(({amount, kind, by}) => [amount, kind, by]));
  assert.equal(payments.at(-1)?.note, ERASED);
  const {trackingNumber: _number, ...parcel} = before.parcels[0] ?? assert.fail();
  assert.deepEqual(parcels, [{...parcel, remark: ERASED}]);
  assert.deepEqual(notes?.map(({text, by}) => [text, by]), [[ERASED, 'Mei']]);
  assert.deepEqual([customerNote, after.staffNote, source, undoable], [ERASED, '', undefined, undefined]);
  for (const [name, value] of Object.entries(rest)) assert.deepEqual(value, before[name as keyof Order], name);
  assert.doesNotMatch(JSON.stringify(after), /Chan|Ka Yan|嘉欣|5500|6111|Nathan|SF1432|Yau Ma Tei/);
});

test('Y2 Y3 nothing of it is left in any order or log, however they came to be', (t) => {
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      const {order, log} = liveMarked(story);
      if (order === undefined) return;
      assert.deepEqual(leaksIn(withoutNames(erased(deepFreeze(order))), new Set()), []);
      assert.deepEqual(leaksIn(withoutNames(eraseLogged(deepFreeze(log))), new Set()), []);
    }),
    {runs: 150},
  );
});

test('Y2 Y3 the name under which a customer ordered and uploaded is gone, that of staff stays', () => {
  const book = new Logbook().place();
  for (const receiptId of ['r1', 'r2']) book.does({type: 'receipt.submit', receiptId, hash: HASH, mediaType: 'image/png', sizeBytes: 1});
  book.does({type: 'receipt.accept', receiptId: 'r2', hash: HASH}).does({type: 'order.dispatch', mode: 'all_items'});
  const bySomebody = new Set(['order.placed', 'receipt.submitted', 'receipt.superseded']);
  const told = book.log.map((entry): LoggedEvent => (bySomebody.has(entry.event.type) ? {...entry, event: {...entry.event, by: 'Ms Lee'}} : entry));
  const order = orderAt(told, {version: book.order.version}, settings) ?? assert.fail();
  const log = eraseLogged(told);
  assert.match(JSON.stringify(order.receipts), /Ms Lee/);
  assert.doesNotMatch(JSON.stringify([log, erased(order)]), /Ms Lee/);
  assert.match(JSON.stringify(log), /"by":"Mei"/);
});

test('Y3 an erased log has the same events in the same places and leads to the same erased order; twice is once', (t) => {
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      const {order, log} = liveMarked({...story, literal: false});
      if (order === undefined) return;
      const last: LoggedEvent = {orderId: order.id, version: order.version + 1, index: 0, commandId: 'erase', event: ERASED_EVENT};
      const scrubbed = eraseLogged([...log, last]);
      assert.deepEqual(scrubbed.map(({version, index, commandId, event}) => [version, index, commandId, event.type, event.at]), [...log, last].map(({version, index, commandId, event}) => [version, index, commandId, event.type, event.at]));
      assert.deepEqual(orderAt(scrubbed, {version: order.version + 1}, settings), {...erased(order), applied: {}});
      assert.deepEqual(eraseLogged(scrubbed), scrubbed);
      assert.deepEqual(eraseFacts(erased(order)), erased(order));
    }),
    {runs: 150},
  );
});

test('Y3 of an event that this version does not know only that it happened is left', () => {
  const unknown = {type: 'order.rated', at: later(1), by: 'Mei', words: 'Chan liked it'} as unknown as OrderEvent;
  assert.deepEqual(eraseLogged([{orderId: 'o1', version: 2, index: 0, commandId: 'c', event: unknown}]).map(({event}) => event), [{type: 'order.rated', at: later(1), by: 'Mei'}]);
});

test('Y4 erasing and redacting give the same in either order, also by the log', (t) => {
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      const {order, log} = liveMarked({...story, literal: false});
      if (order === undefined) return;
      assert.deepEqual(redact(erased(order), 'packer'), erased(redact(order, 'packer')));
      const last: LoggedEvent = {orderId: order.id, version: order.version + 1, index: 0, commandId: 'erase', event: ERASED_EVENT};
      const seen = redactLogged(eraseLogged([...log, last]), 'packer');
      assert.deepEqual(orderAt(seen, {version: order.version + 1}, settings), {...redact(erased(order), 'packer'), applied: {}});
    }),
    {runs: 100},
  );
});
