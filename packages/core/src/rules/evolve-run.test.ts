import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {anyStory, live} from '../../test/support/any-story.ts';
import {checkProperty} from '../../test/support/check-property.ts';
import {countSteps} from '../../test/support/count-steps.ts';
import {hkd, line, newOrder} from '../../test/support/new-order.ts';
import {contextOf, later, NOW} from '../../test/support/people.ts';
import type {CommandBody} from '../order/command.ts';
import type {OrderEvent, OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {Parcel} from '../parcel/parcel.ts';
import {applyCommand} from './apply-command.ts';
import type {OrderFactsOnly} from './derive-order.ts';
import {evolve} from './evolve.ts';
import {evolveAll} from './evolve-run.ts';

/** So many lines of two units each, paid. */
function orderOf(lines: number): Order {
  const order = newOrder({lines: Array.from({length: lines}, (_, index) => line({id: `l${index}`, sku: `S${index}`, quantity: 2})), paid: {method: 'fps'}});
  const placed = applyCommand(undefined, {id: 'c1', schemaVersion: 1, orderId: 'o1', type: 'order.place', order}, contextOf());
  assert.ok(placed.ok);
  return placed.order;
}

function parcelWith(id: string, lineIds: readonly string[], verified: (index: number) => boolean): Parcel {
  const contents = lineIds.map((lineId, index) => ({lineId, quantity: 1, verified: verified(index)}));
  const stamp = contents.every((content) => content.verified) ? {verifiedAt: NOW, verifiedBy: 'Wing'} : {};
  return {id, contents, transit: 'none', packedAt: NOW, packedBy: 'Wing', shipOn: '2026-11-23', ...stamp};
}

const lineIdsOf = (order: Order): string[] => order.lines.map(({id}) => id);

/** Every line in one parcel; of each two units one is packed. */
function packedTogether(lines: number, verified: (index: number) => boolean): Order {
  const order = orderOf(lines);
  return {...order, parcels: [parcelWith('p1', lineIdsOf(order), verified)]};
}

/** Every line in a parcel of its own, all verified. */
function packedApart(lines: number): Order {
  const order = orderOf(lines);
  return {...order, parcels: lineIdsOf(order).map((lineId, index) => parcelWith(`p${index}`, [lineId], () => true))};
}

function oneByOne(order: OrderFactsOnly | undefined, events: readonly OrderEvent[]): OrderFactsOnly | undefined {
  return events.reduce<OrderFactsOnly | undefined>(evolve, order);
}

test('O8 O30 the events of a command give the same facts together as one by one, down to the order of their fields', (t) => {
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      live(story, ({before, answer}) => {
        if (answer.ok) assert.equal(JSON.stringify(evolveAll(before, answer.events)), JSON.stringify(oneByOne(before, answer.events)));
      });
    }),
    {runs: 200},
  );
});

test('O8 O30 so do any events in any order, those of a newer version and of parcels that are not there among them', (t) => {
  const parcelId = fc.constantFrom('p0', 'p1', 'p2', 'gone');
  const lineId = fc.constantFrom('l0', 'l1', 'l2', 'l9');
  const body: fc.Arbitrary<OrderEventBody> = fc.oneof(
    {weight: 6, arbitrary: fc.record({type: fc.constant('parcel.unpacked' as const), parcelId, lineId, quantity: fc.constantFrom(1, 2)})},
    {weight: 6, arbitrary: fc.record({type: fc.constant('parcel.unlocked' as const), parcelId, lineId, reason: fc.constant('again')})},
    fc.record({type: fc.constant('parcel.unlocked' as const), parcelId, reason: fc.constant('all')}),
    fc.record({type: fc.constant('parcel.packed' as const), parcelId, lineId, quantity: fc.constant(1)}),
    fc.record({type: fc.constant('parcel.verified' as const), parcelId}),
    fc.record({type: fc.constant('parcel.sent' as const), parcelId}),
    fc.record({type: fc.constant('parcel.removed' as const), parcelId}),
    fc.record({type: fc.constant('parcel.split' as const), parcelId, toParcelId: fc.constant('p3'), contents: fc.constant([{lineId: 'l0', quantity: 1, verified: false}])}),
    fc.constant({type: 'parcel.weighed', parcelId: 'p0'} as unknown as OrderEventBody),
    fc.constant({type: 'order.archived' as const, archived: true}),
  );
  const base = orderOf(4);
  const known = parcelWith('p0', ['l0', 'l1', 'l2'], (index) => index > 0);
  // What no rule allows and another program may have written: a line twice in a parcel, two parcels of one id.
  const twice = {...known, contents: [...known.contents, ...known.contents]};
  const parcels = fc.constantFrom<readonly Parcel[]>([known, parcelWith('p1', ['l0', 'l3'], () => true), parcelWith('p2', [], () => true)], [twice], [known, known]);
  checkProperty(
    t,
    fc.property(parcels, fc.array(body, {maxLength: 12}), (start, bodies) => {
      const order = {...base, parcels: start};
      const events = bodies.map((one, index): OrderEvent => ({...one, at: later(index), by: 'Wing'}));
      assert.equal(JSON.stringify(evolveAll(order, events)), JSON.stringify(oneByOne(order, events)));
    }),
    {runs: 1000},
  );
});

const allOf = (order: Order, change: (lineId: string) => object): CommandBody => ({type: 'order.edit', undoPacking: true, changes: {lines: lineIdsOf(order).slice(1).map((lineId) => change(lineId) as never)}});

const GREAT: readonly (readonly [name: string, make: (size: number) => Order, wish: (order: Order) => CommandBody])[] = [
  ['new quantities', orderOf, (order) => allOf(order, (lineId) => ({lineId, quantity: 3}))],
  ['new lines', orderOf, (order) => allOf(order, () => ({add: line({unitPrice: hkd(1)})}))],
  ['lines out of one packed parcel', (size) => packedTogether(size, () => false), (order) => allOf(order, (lineId) => ({remove: lineId}))],
  ['lines out of one verified parcel', (size) => packedTogether(size, () => true), (order) => allOf(order, (lineId) => ({remove: lineId}))],
  ['lines out of as many verified parcels', packedApart, (order) => allOf(order, (lineId) => ({remove: lineId}))],
  ['all items, half of them verified', (size) => packedTogether(size, (index) => index % 2 === 0), () => ({type: 'order.dispatch', mode: 'all_items'})],
  ['packed items only, half of them verified', (size) => packedTogether(size, (index) => index % 2 === 0), () => ({type: 'order.dispatch', mode: 'packed_only'})],
  ['packed items only of as many parcels', packedApart, () => ({type: 'order.dispatch', mode: 'packed_only'})],
  ['every ready parcel', packedApart, () => ({type: 'order.send'})],
  ['every parcel by name', packedApart, (order) => ({type: 'order.send', parcelIds: order.parcels.map(({id}) => id)})],
  ['a day for every parcel', packedApart, () => ({type: 'order.schedule', shipOn: '2026-11-24'})],
  ['cancelling', packedApart, () => ({type: 'order.cancel'})],
];

for (const [name, make, wish] of GREAT) {
  test(`O30 D6 work grows with the order and not with its square: ${name}`, () => {
    const stepsFor = (size: number): number => {
      const order = make(size);
      const command = {id: 'c2', schemaVersion: 1 as const, orderId: 'o1', ...wish(order)};
      return countSteps(() => assert.ok(applyCommand(order, command, contextOf({settings: {undoSeconds: 30}})).ok));
    };
    const [small, great] = [stepsFor(100), stepsFor(400)];
    // Four times the order: sixteen times the work if every line or parcel walked over every other.
    assert.ok(great < small * 5, `${small} steps for 100, ${great} for 400`);
  });
}
