import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {CommandBody} from '../src/order/command.ts';
import type {OrderEvent} from '../src/order/event.ts';
import type {Order} from '../src/order/order.ts';
import {applyCommand} from '../src/rules/apply-command.ts';
import {anyStory, live} from './support/any-story.ts';
import {checkProperty} from './support/check-property.ts';
import {HANDED_OVER, hkd, line} from './support/new-order.ts';
import {contextOf} from './support/people.ts';
import {Story} from './support/story.ts';

const allItems = {type: 'order.dispatch', mode: 'all_items', shipOn: '2026-11-24', remark: 'SF1432009877160'} as const;
const packedOnly = {...allItems, mode: 'packed_only'} as const;
const P1 = 'o1-p1';
const paid = () => new Story().place({paid: {method: 'card'}});

/** What it does; that it can be undone stands at the end of each. */
function typesOf({events}: Story): string[] {
  assert.equal(events.at(-1)?.type, 'act.undoable');
  return events.slice(0, -1).map(({type}) => type);
}

test('D1 All Items packs and verifies what is left into the one unsent parcel, and sends it with day and remark', () => {
  const story = paid().packs(1, '1', 1).does(allItems);
  assert.deepEqual(typesOf(story), ['parcel.filled', 'parcel.verified', 'parcel.scheduled', 'parcel.sent']);
  assert.deepEqual(story.events[0], {type: 'parcel.filled', parcelId: P1, contents: [{lineId: '1', quantity: 2, verified: false}, {lineId: '2', quantity: 2, verified: false}], at: story.order.updatedAt, by: 'Mei'});
  const {contents, shipOn, remark, trackingNumber, sentBy} = story.parcel(1);
  assert.deepEqual(contents, [{lineId: '1', quantity: 3, verified: true}, {lineId: '2', quantity: 2, verified: true}]);
  assert.deepEqual([shipOn, remark, trackingNumber, sentBy], ['2026-11-24', 'SF1432009877160', 'SF1432009877160', 'Mei']);
  assert.deepEqual([story.order.status, story.order.fulfillment], ['complete', 'sent']);
});

test('D1 D5 where no parcel is unsent one is made, its id derived from the command’s', () => {
  const story = paid().packs(1, '1', 3).verifies(1).sends(1).does(allItems, {commandId: 'job-7-o1'});
  assert.deepEqual(story.order.parcels.map(({id}) => id), [P1, 'job-7-o1-p']);
  assert.deepEqual(story.parcel(2).contents, [{lineId: '2', quantity: 2, verified: true}]);
});

test('D1 a verified parcel that holds everything just goes', () => {
  assert.deepEqual(typesOf(paid().packs(1, '1', 3).packs(1, '2', 2).verifies(1).does({type: 'order.dispatch', mode: 'all_items'})), ['parcel.sent']);
});

test('D1 P3 a verified parcel, or a verified line of which more is left, is opened before more goes in', () => {
  const whole = paid().packs(1, '1', 3).verifies(1).does(allItems);
  assert.deepEqual(typesOf(whole).slice(0, 3), ['parcel.unlocked', 'parcel.filled', 'parcel.verified']);
  const half = paid().packs(1, '1', 2).packs(1, '2', 2).verifies(1, '1').does(allItems);
  assert.deepEqual(typesOf(half).slice(0, 3), ['parcel.unlocked', 'parcel.filled', 'parcel.verified']);
  assert.equal((half.events[0] as {lineId?: string}).lineId, '1');
  const other = paid().packs(1, '1', 3).packs(1, '2', 1).verifies(1, '1').does(allItems);
  assert.deepEqual(typesOf(other)[0], 'parcel.filled');
});

test('D2 Packed Items Only sends the verified lines of every unsent parcel; its other lines move to a parcel of their own', () => {
  const story = paid().packs(1, '1', 2).packs(1, '2', 1).verifies(1, '1').does({type: 'parcel.add', parcelId: 'p2'}).packs(2, '1', 1).verifies(2).does({type: 'parcel.add', parcelId: 'p3'}).packs(3, '2', 1);
  story.does(packedOnly, {commandId: 'job-8-o1'});
  assert.deepEqual(
    story.order.parcels.map(({id, contents, sentAt}) => [id, contents.map(({lineId, quantity, verified}) => `${quantity}×${lineId}${verified ? ' verified' : ''}`), sentAt !== undefined]),
    [
      [P1, ['2×1 verified'], true],
      ['p2', ['1×1 verified'], true],
      ['p3', ['1×2'], false],
      ['job-8-o1-r1', ['1×2'], false],
    ],
  );
  assert.deepEqual([story.order.status, story.order.statusDetail], ['processing', {code: 'part_sent', count: 3, of: 5}]);
});

test('D2 what stays behind gets no day and stays visible', () => {
  const story = paid().packs(1, '1', 3).packs(1, '2', 1).verifies(1, '1').does({type: 'parcel.schedule', parcelId: P1, shipOn: '2026-11-23'}).does(packedOnly);
  assert.deepEqual([story.parcel(1).shipOn, story.parcel(2).shipOn], ['2026-11-24', undefined]);
});

test('D2 lines of which none is open go as they are, verified as a parcel on the way', () => {
  const story = paid().packs(1, '1', 3).packs(1, '2', 1).verifies(1, '1').does({type: 'parcel.unpack', parcelId: P1, lineId: '2', quantity: 1}).does(packedOnly);
  assert.deepEqual(typesOf(story), ['parcel.verified', 'parcel.scheduled', 'parcel.sent']);
});

test('D3 an order that a dispatch must not touch is skipped with a reason', () => {
  paid().does({type: 'parcel.add', parcelId: 'p2'}).refuses(allItems, 'parcel/several-unsent');
  paid().packs(1, '1', 1).refuses(packedOnly, 'parcel/nothing-verified');
  paid().does(allItems).refuses(allItems, 'parcel/nothing-to-send');
  new Story().place({paid: {method: 'card'}, shippingMethod: HANDED_OVER}).refuses(allItems, 'parcel/nothing-to-send');
  new Story().place().refuses(allItems, 'send/not-paid');
  paid().holds('fraud check').refuses(allItems, 'send/on-hold');
  new Story().place({paid: {method: 'card'}}).does({type: 'payment.refund', amount: hkd(50_000)}).refuses(allItems, 'send/refunded');
  paid().does({type: 'order.cancel'}).refuses(packedOnly, 'order/cancelled');
  new Story().place({kind: 'credit', lines: [line({quantity: -1})]}).refuses(allItems, 'order/not-a-sale');
});

test('D5 a derived id that is taken refuses the dispatch instead of mixing two parcels up', () => {
  const story = paid().packs(1, '1', 1).packs(1, '2', 1).verifies(1, '1').does({type: 'parcel.add', parcelId: 'job-9-r1'});
  story.refuses(packedOnly, 'parcel/exists', {commandId: 'job-9'});
  story.does(packedOnly, {commandId: 'job-10'});
});

test('D5 an id that a dispatch does not need may be taken', () => {
  const whole = paid().packs(1, '1', 1).verifies(1).does({type: 'parcel.add', parcelId: 'job-9-r1'});
  whole.does(packedOnly, {commandId: 'job-9'});
  const other = paid().packs(1, '1', 1).does({type: 'parcel.add', parcelId: 'job-9-r1'}).packs(2, '2', 1).verifies(2);
  other.does(packedOnly, {commandId: 'job-9'});
});

test('D1 D3 something is left to send wherever it is', () => {
  const two = () => new Story().place({paid: {method: 'card'}, lines: [line({quantity: 1}), line({quantity: 1})]});
  two().does(allItems);
  two().packs(1, '1', 1).does(allItems);
  two().packs(1, '1', 1).packs(1, '2', 1).verifies(1, '1').does(allItems);
  two().packs(1, '1', 1).packs(1, '2', 1).verifies(1).does(allItems);
});

/** The steps a packer would take by hand for the events of a dispatch. */
function stepsOf(order: Order, event: OrderEvent): CommandBody[] {
  switch (event.type) {
    case 'parcel.added':
      return [{type: 'parcel.add', parcelId: event.parcelId}];
    case 'parcel.filled':
      return event.contents.map(({lineId, quantity}) => ({type: 'parcel.pack' as const, parcelId: event.parcelId, lineId, quantity}));
    case 'parcel.unlocked':
      return [{type: 'parcel.unlock', parcelId: event.parcelId, reason: event.reason, ...(event.lineId === undefined ? {} : {lineId: event.lineId})}];
    case 'parcel.verified':
      return [{type: 'parcel.verify', parcelId: event.parcelId}];
    case 'parcel.scheduled':
      return [{type: 'parcel.schedule', parcelId: event.parcelId, shipOn: event.shipOn}];
    case 'parcel.split':
      return [
        ...event.contents.map(({lineId, quantity}) => ({type: 'parcel.unpack' as const, parcelId: event.parcelId, lineId, quantity})),
        {type: 'parcel.add', parcelId: event.toParcelId},
        ...event.contents.map(({lineId, quantity}) => ({type: 'parcel.pack' as const, parcelId: event.toParcelId, lineId, quantity})),
      ];
    case 'parcel.sent':
      return [{type: 'parcel.send', parcelId: event.parcelId, ...(event.remark === undefined ? {} : {remark: event.remark})}];
    case 'act.undoable':
      return [];
    default:
      throw new Error(`${event.type} of order ${order.id} is no step of a packer.`);
  }
}

/** Everything but what counts commands. */
function pictureOf(order: Order): unknown {
  const {version: _version, applied: _applied, updatedAt: _updatedAt, undoable: _undoable, ...picture} = order;
  return {...picture, parcels: order.parcels.map(({packedAt: _packedAt, packedBy: _packedBy, ...parcel}) => parcel)};
}

test('D4 a dispatch leads exactly where a packer’s steps by hand would, and the law allows each of them', (t) => {
  let compared = 0;
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      live(story, ({before, command, context, answer}) => {
        if (command.type !== 'order.dispatch' || !answer.ok || before === undefined) return;
        let order = before;
        for (const [index, step] of answer.events.flatMap((event) => stepsOf(before, event)).entries()) {
          const byHand = applyCommand(order, {id: `hand-${index}`, schemaVersion: 1, orderId: order.id, ...step}, context);
          assert.ok(byHand.ok, byHand.ok ? '' : `${step.type}: ${byHand.refusal.code}`);
          order = byHand.order;
        }
        assert.deepEqual(pictureOf(order), pictureOf(answer.order));
        compared += 1;
      });
    }),
    {runs: 400},
  );
  assert.ok(compared > 20, `only ${compared} dispatches`);
});

test('D6 an order of 1,114 lines is dispatched in one walk over its lines', () => {
  const lines = Array.from({length: 1114}, (_, index) => line({sku: `S${index}`, quantity: 1 + (index % 5)}));
  const story = new Story().place({paid: {method: 'card'}, lines}).does(allItems);
  assert.deepEqual(typesOf(story), ['parcel.filled', 'parcel.verified', 'parcel.scheduled', 'parcel.sent']);
  assert.equal(story.parcel(1).contents.length, 1114);

  // Work is counted, not timed: how often a line's id is looked at must grow with the lines, not with their square.
  const reads = (count: number): number => {
    const {order} = new Story().place({paid: {method: 'card'}, lines: lines.slice(0, count)});
    let looks = 0;
    const counted = order.lines.map(({id, ...rest}) => Object.defineProperty({...rest}, 'id', {enumerable: true, get: () => ((looks += 1), id)}) as unknown as Order['lines'][number]);
    const answer = applyCommand({...order, lines: counted}, {id: 'c', schemaVersion: 1, orderId: 'o1', ...allItems}, contextOf());
    assert.ok(answer.ok);
    return looks;
  };
  assert.ok(reads(1114) < 12 * reads(100), `${reads(100)} looks at 100 lines, ${reads(1114)} at 1,114`);
});
