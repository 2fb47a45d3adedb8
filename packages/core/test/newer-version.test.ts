import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  applyCommand,
  decide,
  deriveOrder,
  explainStatus,
  matchesOrder,
  orderAt,
  redact,
  redactLogged,
  replay,
  timelineOf,
  type CommandBody,
  type DecisionContext,
  type LoggedEvent,
  type Order,
  type OrderEvent,
  type OrderQuery,
} from '../src/index.ts';
import {OrderIndex} from '../src/index/order-index.ts';
import {evolve} from '../src/rules/evolve.ts';
import {hkd, line} from './support/new-order.ts';
import {codeOf, command, documentWith, INHERITED, isFound, ordered, ZONE} from './support/odd-orders.ts';
import {contextOf, NOW} from './support/people.ts';
import {REACHED} from './support/reached-refusals.ts';
import {HASH, Story} from './support/story.ts';

/** What a version after this one may write. */
function ofNewerVersion(order: Order): Order {
  return documentWith(order, {
    schemaVersion: 2,
    status: 'awaiting_stars',
    statusDetail: {code: 'moonlit', count: 2, of: 3},
    payment: 'promised',
    fulfillment: 'teleported',
    kind: 'gift',
    shippingMethod: {code: 'x', carrier: 'drone', wind: 3},
    parcels: [{id: 'o1-p1', contents: [], transit: 'circling', sentAt: '2026-11-23T06:32:00.123456Z', drone: {id: 7}}, {id: 'p2', contents: [], transit: 'none', shipOn: '0000-00-00'}],
    payments: [{id: 'e1', kind: 'pledged', amount: {amount: 5, scale: 9, currency: 'ZZZ'}, at: NOW, by: 'Mei'}],
    receipts: [{id: 'r9', state: 'questioned', hash: HASH, mediaType: 'video/mp4', sizeBytes: 1, uploadedAt: NOW}],
    undoable: [{commandId: 'c9', act: 'promise', until: 'always', by: 'Mei'}],
    totals: {lines: hkd(5), total: {amount: 5_000_000_000, scale: 9, currency: 'ZZZ'}, payable: hkd(5)},
    mood: {colour: 'blue'},
    updatedAt: '+275760-09-13T00:00:00.000Z',
    placedAt: 'long ago',
  });
}

test('O32 what a newer version wrote is kept, shown, searched and worked on as far as it can be', () => {
  const order = ofNewerVersion(ordered({}));
  const noted = applyCommand(order, command({type: 'note.add', text: 'seen'}), contextOf());
  assert.ok(noted.ok);
  const {schemaVersion, mood, parcels, payments} = noted.order as Order & {mood: unknown};
  assert.deepEqual({schemaVersion, mood, parcels, payments}, {schemaVersion: 2, mood: {colour: 'blue'}, parcels: order.parcels, payments: order.payments});
  assert.equal(codeOf(order, {type: 'order.undo', undoes: 'c9'}), 'undo/too-late');
  assert.equal(codeOf(order, {type: 'parcel.report', parcelId: 'o1-p1', transit: 'delivered'}), 'ok');
  for (const lifecycle of ['placed', 'cancelled']) {
    const other = documentWith(order, {lifecycle});
    for (const typed of ['carrier:own', 'status:processing', 'payment:paid', 'detail:packed', 'problem:any', 'problem:refund_due', 'has:receipt', 'placed:2026', 'updated:2026', 'ship:2026', 'sent:2026-11-23', 'total:>0']) isFound(other, typed);
    assert.ok(isFound(other, 'total:5') && !isFound(other, 'total:>5'));
    assert.ok(isFound(other, 'sent:2026-11-23') && isFound(other, 'has:receipt') && !isFound(other, 'placed:2026'));
    const index = new OrderIndex();
    index.upsert(other, 'synced');
    const row = index.row(0);
    assert.deepEqual([row.status, row.statusDetail, row.payment, row.fulfillment, row.kind], ['awaiting_stars', {code: 'moonlit', count: 2, of: 3}, 'promised', 'teleported', 'gift']);
  }
  const copy = redact(order, 'packer') as Order & {mood?: unknown};
  assert.deepEqual([copy.mood, copy.payments[0]?.amount.amount, copy.status], [undefined, 0, 'awaiting_stars']);
});

test('O32 M6 a movement of money of an unknown kind counts as none', () => {
  const {order} = new Story().place().pays(20_000);
  const strange = documentWith(order, {payments: [...order.payments, {...order.payments[0], id: 'e2', kind: 'pledged'}]});
  assert.deepEqual(deriveOrder(strange, contextOf().settings).payment, order.payment);
  assert.deepEqual(explainStatus(strange, contextOf().settings).payment.answer, order.payment);
});

test('O32 an order in a life that only a newer version knows is closed to this one, for every command', () => {
  const {order} = new Story().place().uploads('r1');
  for (const lifecycle of ['asleep', 'absent', '__proto__', ...INHERITED]) {
    for (const questions of Object.values(REACHED)) {
      for (const {command: wish} of questions) {
        assert.equal(codeOf(documentWith(order, {lifecycle}), wish), 'order/closed', `${lifecycle} ${wish.type}`);
      }
    }
  }
});

test('O10 O32 what this version cannot decide is not shown, and ends nothing: an unknown life, an unknown command, amounts that cannot be added up', () => {
  const order = ordered({});
  const wishes = [command({type: 'note.add', text: 'one'}, 'x1'), command({type: 'order.transmute'} as unknown as CommandBody, 'x2'), command({type: 'note.add', text: 'two'}, 'x3')];
  const over = (base: Order) => replay(base, wishes, () => contextOf());
  assert.deepEqual(over(order).notShown, ['x2']);
  assert.deepEqual(over(order).order?.notes?.map(({text}) => text), ['one', 'two']);
  for (const base of [documentWith(order, {lifecycle: 'asleep'}), documentWith(order, {lifecycle: 'constructor'}), documentWith(order, {payments: [{id: 'e1', kind: 'received', amount: {...hkd(1), currency: 'ZZZ'}, at: NOW, by: 'Mei'}]})]) {
    assert.deepEqual(over(base), {order: base, shown: [], notShown: ['x1', 'x2', 'x3']});
  }
  // A program's own mistake stays one.
  assert.throws(() => replay(order, wishes, () => ({}) as DecisionContext), TypeError);
});

test('O32 O27 documents from before holds had ids, and before there were notes and undoing, are worked on', () => {
  const now = new Story().place({paid: {method: 'fps'}}).packs(1, '1', 3).packs(1, '2', 2).verifies(1).order;
  const {notes: _notes, undoable: _undoable, ...rest} = now;
  const old = documentWith(rest, {holds: [{reason: 'address unclear'}]});
  assert.equal(codeOf(old, {type: 'parcel.send', parcelId: 'o1-p1'}), 'send/on-hold');
  assert.equal(codeOf(old, {type: 'hold.release', holdId: 'h1'}), 'hold/not-found');
  assert.ok(isFound(old, 'hold:unclear') && isFound(old, 'has:hold'));
  assert.deepEqual(redact(old, 'packer').holds, [{reason: 'address unclear'}]);
  const released = applyCommand(old, command({type: 'hold.release'}), contextOf({settings: {undoSeconds: 30}}));
  assert.ok(released.ok);
  assert.deepEqual(released.order.holds, []);
  // The log went through JSON, where an id that is not there is no field.
  const logged = JSON.parse(JSON.stringify(released.events)) as OrderEvent[];
  assert.deepEqual(applyCommand(old, command({type: 'hold.release'}), contextOf()).ok && logged.map(({type}) => type), ['hold.released']);
  const sent = applyCommand(released.order, command({type: 'order.dispatch', mode: 'all_items'}, 'x2'), contextOf({settings: {undoSeconds: 30}}));
  assert.ok(sent.ok);
  assert.equal(codeOf(sent.order, {type: 'order.undo', undoes: 'x2'}), 'ok');
  assert.equal(codeOf(old, {type: 'note.add', text: 'first'}), 'ok');
  // The log of another server tells of an act that this document never held.
  const undone = evolve(old, {type: 'act.undone', at: NOW, by: 'Mei', act: {commandId: 'c9', act: 'send', until: NOW, by: 'Mei', parcelIds: ['o1-p1']}});
  assert.deepEqual([undone.undoable, undone.lifecycle, undone.parcels], [undefined, 'placed', old.parcels]);
});

test('O7 H3 V1 logs with events of another version are told, redacted and rebuilt around them', () => {
  const entry = (event: object, version: number): LoggedEvent => ({orderId: 'o1', version, index: 0, commandId: `c${version}`, event: {at: NOW, by: 'Mei', ...event} as unknown as OrderEvent});
  const placed = ordered({});
  const strangers = ['__proto__', ...INHERITED, 'parcel.teleported', 'receipt.', ''].map((type, index) => entry({type, parcelId: 'p9', lineId: 'l9', secret: 'HK$ 5'}, index + 2));
  const log = [entry({type: 'order.placed', order: placed, parcelId: 'p9', lineId: 'l9'}, 1), ...strangers];
  assert.deepEqual(timelineOf(log).map(({steps}) => steps[0]?.type), log.map(({event}) => event.type));
  assert.deepEqual(timelineOf(strangers).map(({steps}) => steps[0]?.params), strangers.map(() => ({})));
  assert.equal(JSON.stringify(redactLogged(log, 'packer')).includes('HK$'), false);
  assert.deepEqual(redactLogged(strangers, 'packer').map(({verdicts}) => verdicts), strangers.map(() => undefined));
  assert.equal(orderAt(log, {version: 99}, contextOf().settings)?.status, placed.status);
  assert.equal(orderAt(redactLogged(log, 'packer'), {version: 99}, contextOf().settings)?.customer.phoneTail, undefined);
  const reachable = [entry({type: 'order.placed', order: ordered({customer: {phone: '9123 4567'}})}, 1), ...strangers];
  assert.equal(orderAt(redactLogged(reachable, 'packer'), {version: 99}, contextOf().settings)?.customer.phoneTail, '4567');
  assert.throws(() => orderAt(strangers, {version: 99}, contextOf().settings), {code: 'history/not-from-the-beginning'});
});

test('O32 Q3 values of a query that this version does not know are those of no order', () => {
  const order = ordered({lines: [line({name: ''})]});
  for (const query of [{terms: [{kind: 'has', values: ['moon'], negated: false}]}, {terms: [{kind: 'status', values: ['constructor'], negated: false}]}, {terms: [{kind: 'problem', values: ['toString'], negated: false}]}] as unknown as readonly OrderQuery[]) {
    const index = new OrderIndex();
    index.upsert(order, 'synced');
    assert.deepEqual([matchesOrder(order, query, {timeZone: ZONE}), index.count(query, ZONE)], [false, 0]);
  }
});

test('O32 O20 documents that do not say who, or have no lines, are refused and shown without that', () => {
  const packed = new Story().place({paid: {method: 'fps'}}).packs(1, '1', 3).packs(1, '2', 2).verifies(1).order;
  const [parcel] = packed.parcels;
  const {packedBy: _packer, verifiedBy: _verifier, ...nobody} = parcel ?? {};
  const anonymous = documentWith(packed, {parcels: [nobody, {id: 'p2', contents: [], transit: 'none'}]});
  const params = (order: Order, body: CommandBody) => {
    const answer = decide(order, command(body), contextOf());
    assert.ok(!answer.ok);
    return answer.refusal.params;
  };
  assert.deepEqual(params(anonymous, {type: 'parcel.pack', parcelId: 'p2', lineId: '1', quantity: 1})['by'], '');
  assert.deepEqual(params(anonymous, {type: 'parcel.verify', parcelId: 'o1-p1'})['by'], '');
  const sent = documentWith(packed, {parcels: [{...nobody, sentAt: NOW}]});
  assert.deepEqual(params(sent, {type: 'order.cancel'}), {position: 1, at: NOW, by: ''});
  assert.deepEqual(params(sent, {type: 'parcel.send', parcelId: 'o1-p1'})['by'], '');
  const index = new OrderIndex();
  index.upsert(documentWith(packed, {lines: []}), 'synced');
  assert.deepEqual([index.row(0).firstItem, index.row(0).moreItems], ['', 0]);
  index.upsert(ordered({lines: [line({name: '', sku: 'S-1'})]}), 'synced');
  assert.equal(index.row(0).firstItem, 'S-1');
});
