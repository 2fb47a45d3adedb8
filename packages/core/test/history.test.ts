import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {explainStatus} from '../src/history/explain-status.ts';
import type {ExplainedAxis} from '../src/history/explained.ts';
import {orderAt} from '../src/history/order-at.ts';
import {timelineOf} from '../src/history/timeline-of.ts';
import type {Command, CommandBody} from '../src/order/command.ts';
import type {LoggedEvent, OrderEvent} from '../src/order/event.ts';
import type {Order} from '../src/order/order.ts';
import {QUERY_VALUES} from '../src/query/query-values.ts';
import {redact} from '../src/redaction/redact-order.ts';
import {deriveOrder} from '../src/rules/derive-order.ts';
import {evolve} from '../src/rules/evolve.ts';
import {anyStory, live, type AnyStory} from './support/any-story.ts';
import {checkProperty} from './support/check-property.ts';
import {deepFreeze} from './support/deep-freeze.ts';
import {hkd, line} from './support/new-order.ts';
import {contextOf, later, NOW} from './support/people.ts';
import {HASH} from './support/story.ts';
import {Logbook} from './support/logbook.ts';

/** A life that leaves nothing outside its log. */
function lived(story: AnyStory): {readonly log: readonly LoggedEvent[]; readonly stored: readonly Order[]} {
  const log: LoggedEvent[] = [];
  const stored: Order[] = [];
  live({...story, meanwhileAt: Number.MAX_SAFE_INTEGER}, ({command, answer}) => {
    if (!answer.ok) return;
    stored.push(answer.order);
    const {version, id: orderId} = answer.order;
    log.push(...answer.events.map((event, index): LoggedEvent => ({orderId, version, index, commandId: command.id, event: JSON.parse(JSON.stringify(event)) as OrderEvent})));
  });
  return {log, stored};
}

test('H1 the order as it was after any command is the document that was stored then', (t) => {
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      const {log, stored} = lived(story);
      const settings = {...contextOf().settings, completeOnFirstSend: story.literal, reviewOnlyWithReceipt: story.literal};
      for (const order of stored) assert.deepEqual(orderAt(deepFreeze(log), order, settings), {...order, applied: {}});
    }),
    {runs: 150},
  );
});

test('H1 an order can be seen between two events of one command, before the log there is none, and a log without its beginning says so', () => {
  const book = new Logbook().place({paid: {method: 'card'}}).does({type: 'order.dispatch', mode: 'all_items'});
  const {log, settings} = book;
  const filled = orderAt(log, {version: 2, index: 0}, settings);
  assert.deepEqual(log.filter(({version}) => version === 2).map(({event}) => event.type).slice(0, 3), ['parcel.filled', 'parcel.verified', 'parcel.sent']);
  assert.equal(filled?.fulfillment, 'packing');
  assert.equal(orderAt(log, {version: 2, index: 1}, settings)?.fulfillment, 'packed');
  assert.equal(orderAt(log, {version: 2}, settings)?.status, 'complete');
  assert.equal(orderAt(log, {version: 0}, settings), undefined);
  assert.equal(orderAt([], {version: 1}, settings), undefined);
  assert.throws(() => orderAt(log.slice(1), {version: 2}, settings), {code: 'history/not-from-the-beginning'});
});

/** Failed rows end with the one fact that fails; the row that decided has none; after it nothing is read. */
function checkAxis({answer, rows}: ExplainedAxis): void {
  const deciding = rows.findIndex(({outcome}) => outcome === 'decided');
  assert.equal(rows[deciding]?.answer, answer);
  for (const [index, {outcome, facts}] of rows.entries()) {
    assert.equal(outcome, index === deciding ? 'decided' : deciding >= 0 && index > deciding ? 'not-reached' : 'failed');
    if (outcome === 'not-reached') assert.deepEqual(facts, []);
    else assert.deepEqual(facts.map(({holds}) => holds), outcome === 'decided' ? facts.map(() => true) : [...facts.slice(1).map(() => true), false]);
  }
}

test('H2 the explanation of every status comes to what was derived, and every row before the deciding one shows the fact it failed on', (t) => {
  const seen = new Set<string>();
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      live(story, ({answer, context}) => {
        if (!answer.ok) return;
        const {order} = answer;
        const explained = explainStatus(deepFreeze(order), context.settings);
        for (const axis of Object.values(explained) as ExplainedAxis[]) checkAxis(axis);
        assert.equal(explained.payment.answer, order.payment);
        assert.equal(explained.fulfillment.answer, order.fulfillment);
        assert.equal(explained.status.answer, order.status);
        assert.equal(explained.detail.answer, order.statusDetail?.code);
        for (const [name, {answer: code}] of Object.entries(explained)) seen.add(`${name} ${String(code)}`);
        assert.deepEqual(explainStatus(redact(order, 'packer'), context.settings), {...explained, payment: {answer: order.payment, rows: []}});
      });
    }),
    {runs: 300},
  );
  t.diagnostic(`${seen.size} different answers`);
  assert.ok(seen.size > 30);
});

/** Documents in every state that two parcels, four movements of money and an upload can be in. */
function* documents(): Generator<Order> {
  const {order} = new Logbook().place({lines: [line({quantity: 1}), line({quantity: 1})]});
  const {settings} = contextOf();
  const sums = [0, 5_000, 15_000, 20_000, 25_000];
  const entry = (kind: Order['payments'][number]['kind'], cents: number): Order['payments'] => (cents === 0 ? [] : [{id: `${kind}-${cents}`, kind, amount: hkd(cents), at: NOW, by: 'Mei'}]);
  for (const received of sums) {
    for (const waived of [0, 5_000]) {
      for (const refunded of sums) {
        for (const reversed of [0, 5_000]) {
          for (const isOpen of [false, true]) {
            const receipts: Order['receipts'] = isOpen ? [{id: 'r1', state: 'submitted', hash: HASH, mediaType: 'image/png', sizeBytes: 1, uploadedAt: NOW}] : [];
            const payments = [...entry('received', received), ...entry('waived', waived), ...entry('refunded', refunded), ...entry('reversed', reversed)];
            yield deriveOrder({...order, payments, receipts}, settings);
            yield deriveOrder({...order, payments, receipts, expiredAt: NOW}, settings);
          }
        }
      }
    }
  }
  const parcels: Order['parcels'] = (['packing', 'verified', 'none', 'in_transit', 'delivered', 'returned', 'exception'] as const).map((state) => ({
    id: state,
    contents: [{lineId: '1', quantity: 1, verified: state !== 'packing'}],
    transit: state === 'packing' || state === 'verified' ? 'none' : state,
    ...(state === 'packing' ? {} : {verifiedAt: NOW}),
    ...(state === 'packing' || state === 'verified' ? {} : {sentAt: NOW}),
  }));
  for (const first of parcels) {
    for (const second of [undefined, ...parcels]) {
      const both = second === undefined ? [first] : [first, {...second, id: 'second', contents: second.contents.map((content) => ({...content, lineId: '2'}))}];
      yield deriveOrder({...order, parcels: both, payments: entry('received', 20_000)}, settings);
    }
  }
}

test('H2 the explanation comes to what was derived for every combination of money and of two parcels', (t) => {
  const {settings} = contextOf();
  const seen = new Set<string>();
  let count = 0;
  for (const order of documents()) {
    const explained = explainStatus(order, settings);
    const answers = [explained.payment.answer, explained.fulfillment.answer, explained.status.answer, explained.detail.answer];
    assert.deepEqual(answers, [order.payment, order.fulfillment, order.status, order.statusDetail?.code]);
    for (const axis of Object.values(explained) as ExplainedAxis[]) checkAxis(axis);
    for (const code of [order.payment, order.fulfillment]) seen.add(code);
    count += 1;
  }
  t.diagnostic(`${count} documents`);
  assert.deepEqual([...QUERY_VALUES.payment, ...QUERY_VALUES.fulfillment].filter((code) => !seen.has(code) && code !== 'not_required'), []);
});

test('H2 the explanation names the facts with their values: why an order waits for payment', () => {
  const {order, settings} = new Logbook().place().does({type: 'payment.record', amount: hkd(20_000)});
  const {status, detail, payment} = explainStatus(order, settings);
  assert.deepEqual(payment.rows.find(({outcome}) => outcome === 'decided'), {
    answer: 'part_paid',
    outcome: 'decided',
    facts: [{fact: 'settled', value: hkd(20_000), comparison: 'below', needed: hkd(50_000), neededFact: 'payable', holds: true}],
  });
  assert.deepEqual(status.rows.find(({outcome}) => outcome === 'decided')?.facts, [
    {fact: 'allowUnpaidDispatch', value: false, comparison: 'is', needed: false, holds: true},
    {fact: 'payment', value: 'part_paid', comparison: 'one-of', needed: ['unpaid', 'part_paid'], holds: true},
  ]);
  assert.equal(detail.answer, 'part_paid');
  assert.deepEqual(detail.rows[0]?.facts, [{fact: 'newestUpload', value: 'none', comparison: 'is', needed: 'denied', holds: false}]);
});

test('H3 the timeline holds every event once, oldest first, grouped by the command that made it happen', (t) => {
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      const {log, stored} = lived(story);
      const entries = timelineOf(deepFreeze(log));
      assert.deepEqual(entries.flatMap(({steps}) => steps.map(({event}) => event)), log.map(({event}) => event));
      assert.deepEqual(entries.map(({version}) => version), stored.map(({version}) => version));
      for (const {pending, steps} of entries) {
        assert.equal(pending, false);
        assert.ok(steps.length > 0);
        for (const {params} of steps) assert.deepEqual(JSON.parse(JSON.stringify(params)), params);
      }
    }),
    {runs: 100},
  );
});

test('H3 steps carry what a sentence needs: #n of the parcel at that time, the name of the line, units and amounts', () => {
  const book = new Logbook()
    .place({number: '1000'})
    .does({type: 'payment.record', method: 'cash'})
    .does({type: 'parcel.add', parcelId: 'p2'})
    .does({type: 'parcel.pack', parcelId: 'p2', lineId: '2', quantity: 2})
    .does({type: 'parcel.remove', parcelId: 'o1-p1'})
    .does({type: 'parcel.verify', parcelId: 'p2'})
    .does({type: 'parcel.send', parcelId: 'p2', remark: 'SF1432009877160'});
  const told = timelineOf(book.log).flatMap(({by, steps}) => steps.filter(({type}) => type !== 'act.undoable').map(({type, params}) => ({by, type, params})));
  assert.deepEqual(told, [
    {by: 'Mei', type: 'order.placed', params: {number: '1000', kind: 'sale', channel: 'online', lines: 2, quantity: 5}},
    {by: 'Mei', type: 'payment.entered', params: {kind: 'received', method: 'cash', amount: hkd(50_000)}},
    {by: 'Mei', type: 'parcel.added', params: {parcel: 2}},
    {by: 'Mei', type: 'parcel.packed', params: {parcel: 2, line: 'Gift box', sku: 'BOX-07', quantity: 2}},
    {by: 'Mei', type: 'parcel.removed', params: {parcel: 1}},
    {by: 'Mei', type: 'parcel.verified', params: {parcel: 1}},
    {by: 'Mei', type: 'parcel.sent', params: {parcel: 1, remark: 'SF1432009877160', trackingNumber: 'SF1432009877160'}},
  ]);
});

test('H3 every kind of event has its params, and one that this version does not know has none', (t) => {
  const seen = new Set<string>();
  for (const story of fc.sample(anyStory(), {seed: 20261123, numRuns: 250})) {
    for (const {steps} of timelineOf(lived(story).log)) {
      for (const {type, params, event} of steps) {
        seen.add(type);
        if ('parcelId' in event && event.parcelId !== undefined) assert.ok(Number(params['parcel']) > 0, type);
        if ('lineId' in event && event.lineId !== undefined) assert.equal(typeof params['line'], 'string', type);
      }
    }
  }
  t.diagnostic([...seen].toSorted().join(' '));
  assert.ok(seen.size >= 20);
  const book = new Logbook().place();
  const unknown = {type: 'parcel.weighed', at: NOW, by: 'Mei', grams: 5} as unknown as OrderEvent;
  const [, entry] = timelineOf([...book.log, {orderId: 'o1', version: 2, index: 0, commandId: 'x', event: unknown}]);
  assert.deepEqual(entry?.steps, [{index: 0, type: 'parcel.weighed', params: {}, event: unknown}]);
});

test('H3 a device and its clock are told; the clock only where it is more than two minutes away', () => {
  const [placed] = new Logbook().place().log;
  assert.ok(placed);
  const claiming = (claimedAt: string) => timelineOf([{...placed, deviceId: 'd1', claimedAt}])[0];
  const near = claiming(new Date(Date.parse(placed.event.at) - 119_000).toISOString());
  assert.equal(near?.deviceId, 'd1');
  assert.equal(near?.claimedAt, undefined);
  assert.equal(claiming('2026-11-22T00:00:00.000Z')?.claimedAt, '2026-11-22T00:00:00.000Z');
});

test('H3 what was taken back later is marked with who did it and when', () => {
  const book = new Logbook().place().does({type: 'receipt.submit', receiptId: 'r1', hash: HASH, mediaType: 'image/png', sizeBytes: 1});
  book.does({type: 'receipt.accept', receiptId: 'r1', hash: HASH}, 'accept').does({type: 'order.undo', undoes: 'accept'}, 'undo', 0);
  const entries = timelineOf(book.log);
  const accepted = entries.find(({commandId}) => commandId === 'accept');
  const undo = entries.find(({commandId}) => commandId === 'undo');
  assert.deepEqual(accepted?.undone, {commandId: 'undo', at: undo?.at, by: 'Mei'});
  assert.equal(undo?.undone, undefined);
  assert.deepEqual(undo?.steps.map(({type, params}) => ({type, params})), [{type: 'act.undone', params: {act: 'accept'}}]);
});

test('H4 what this device has not sent yet comes last, decided on the newest document; what that no longer allows says why', () => {
  const book = new Logbook().place();
  const wish = (id: string, seq: number, body: CommandBody): Command => ({id, schemaVersion: 1, orderId: 'o1', device: {id: 'd1', seq}, claimedAt: later(60 + seq), ...body});
  const commands = [
    wish('a', 1, {type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 3}),
    wish('b', 2, {type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 1}),
    wish('c', 3, {type: 'parcel.unpack', parcelId: 'o1-p1', lineId: '1', quantity: 2}),
  ];
  const entries = timelineOf(book.log, {order: book.order, pending: {commands, contextOf: ({claimedAt}) => contextOf({role: 'packer', now: claimedAt ?? NOW})}});
  assert.deepEqual(
    entries.map(({commandId, pending, version, by, at, deviceId, refusal, steps}) => [commandId, pending, version, by, at, deviceId, refusal?.code, ...steps.map(({params}) => params['quantity'])]),
    [
      ['c1', false, 1, 'Mei', later(1), undefined, undefined, 5],
      ['a', true, undefined, 'Wing', later(61), 'd1', undefined, 3],
      ['b', true, undefined, 'Wing', later(62), 'd1', 'parcel/not-enough-left'],
      ['c', true, undefined, 'Wing', later(63), 'd1', undefined, 2],
    ],
  );
});

test('H3 a timeline of a log without its beginning tells the events all the same', () => {
  const {log} = new Logbook().place().does({type: 'parcel.add', parcelId: 'p2'});
  assert.deepEqual(timelineOf(log.slice(1)).map(({steps}) => steps.map(({type, params}) => ({type, params}))), [[{type: 'parcel.added', params: {}}]]);
  assert.throws(() => evolve(undefined, (log[1] as LoggedEvent).event));
});

test('H4 what this device takes back before anybody heard of it is marked as well; a wish without a clock of its own has the decision’s', () => {
  const book = new Logbook().place({paid: {method: 'card'}}).does({type: 'order.dispatch', mode: 'all_items'}, 'send');
  const undo: Command = {id: 'undo', schemaVersion: 1, orderId: 'o1', type: 'order.undo', undoes: 'send'};
  const entries = timelineOf(book.log, {order: book.order, pending: {commands: [undo], contextOf: () => contextOf({now: later(2)})}});
  assert.deepEqual(entries.find(({commandId}) => commandId === 'send')?.undone, {commandId: 'undo', at: later(2), by: 'Mei'});
  assert.deepEqual([entries.at(-1)?.at, entries.at(-1)?.deviceId, entries.at(-1)?.pending], [later(2), undefined, true]);
});

test('H4 a wish that this version cannot decide is told as waiting, and ends no timeline', () => {
  const book = new Logbook().place();
  const wish = (id: string, body: unknown) => ({id, schemaVersion: 1, orderId: 'o1', ...(body as CommandBody)}) as Command;
  const commands = [wish('newer', {type: 'parcel.book', parcelId: 'o1-p1'}), wish('known', {type: 'note.add', text: 'later'})];
  const entries = timelineOf(book.log, {order: book.order, pending: {commands, contextOf: () => contextOf()}});
  assert.deepEqual(entries.map(({commandId, pending, refusal, steps}) => [commandId, pending, refusal, steps.length]), [
    ['c1', false, undefined, 1],
    ['newer', true, undefined, 0],
    ['known', true, undefined, 1],
  ]);
});

test('H3 events that take something away say what: no day, no number, tags that go, what a hold was for', () => {
  const book = new Logbook()
    .place({paid: {method: 'card'}, tags: ['vip', 'gift']})
    .does({type: 'parcel.schedule', parcelId: 'o1-p1', shipOn: null})
    .does({type: 'tags.change', remove: ['vip']})
    .does({type: 'hold.add', reason: 'fraud check'})
    .does({type: 'hold.release'})
    .does({type: 'parcel.track', parcelId: 'o1-p1', trackingNumber: 'SF1432009877160'})
    .does({type: 'parcel.track', parcelId: 'o1-p1', trackingNumber: null})
    .does({type: 'parcel.measure', parcelId: 'o1-p1', weightGrams: 850, dimensionsMm: {length: 3, width: 2, height: 1}})
    .does({type: 'parcel.measure', parcelId: 'o1-p1', weightGrams: null});
  assert.deepEqual(
    timelineOf(book.log).slice(1).flatMap(({steps}) => steps.map(({params}) => params)),
    [
      {parcel: 1},
      {removed: 'vip'},
      {reason: 'fraud check'},
      {reason: 'fraud check'},
      {parcel: 1, trackingNumber: 'SF1432009877160'},
      {parcel: 1, former: 'SF1432009877160'},
      {parcel: 1, weightGrams: 850, length: 3, width: 2, height: 1},
      {parcel: 1},
    ],
  );
});
