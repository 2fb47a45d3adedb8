import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {Command, CommandBody} from '../src/order/command.ts';
import type {Order} from '../src/order/order.ts';
import {applyCommand} from '../src/rules/apply-command.ts';
import {anyStory, live} from './support/any-story.ts';
import {anyStep, askedOf, type Asked} from './support/any-steps.ts';
import {checkProperty} from './support/check-property.ts';
import {contextOf, later} from './support/people.ts';

/** Wishes that speak of different things; two of one row speak of the same. */
const WISHES: readonly (readonly CommandBody[])[] = [
  [{type: 'note.add', text: 'Rings back'}],
  [{type: 'tags.change', add: ['vip'], remove: ['gift']}],
  [{type: 'order.edit', changes: {customer: {name: '陳小明'}}}, {type: 'order.edit', changes: {customer: {name: 'Zoë'}, shippingAddress: {lines: ['2 Nathan Road']}}}],
  [{type: 'order.edit', changes: {customerNote: 'ring twice', staffNote: null}}],
  [{type: 'order.edit', changes: {channel: {code: 'phone'}}}],
  [{type: 'order.archive', archived: true}, {type: 'order.archive', archived: false}],
];

/** Commands of packing that no note, tag or address has a say in. */
const PACKING = ['parcel.add', 'parcel.pack', 'parcel.unpack', 'parcel.verify', 'parcel.unlock', 'parcel.schedule', 'parcel.measure', 'parcel.send', 'parcel.remove'] as const;

function asked(body: CommandBody, order: Order, index: number): Asked {
  const command: Command = {id: `c-${index}`, schemaVersion: 1, orderId: order.id, device: {id: `d${index % 2}`, seq: index}, ...body};
  return {command, context: contextOf({now: later(index)})};
}

function inTurn(order: Order, wishes: readonly Asked[]): {order: Order; outcomes: Map<string, string>} {
  const outcomes = new Map<string, string>();
  let current = order;
  for (const {command, context} of wishes) {
    const answer = applyCommand(current, command, context);
    outcomes.set(command.id, answer.ok ? 'accepted' : answer.refusal.code);
    if (answer.ok) current = answer.order;
  }
  return {order: current, outcomes};
}

function checkCommute(order: Order, left: Asked, right: Asked): boolean {
  const one = inTurn(order, [left, right]);
  const other = inTurn(order, [right, left]);
  assert.deepEqual(one.outcomes, other.outcomes);
  assert.deepEqual({...one.order, updatedAt: ''}, {...other.order, updatedAt: ''});
  return [...one.outcomes.values()].every((outcome) => outcome === 'accepted');
}

test('O11 remarks, tags, addresses and packing commute with one another, whoever comes first', (t) => {
  let compared = 0;
  checkProperty(
    t,
    fc.property(anyStory(15), fc.nat(WISHES.length - 1), fc.nat(WISHES.length), fc.nat(9), anyStep, fc.constantFrom(...PACKING), (story, first, second, pick, step, packing) => {
      const order = live(story);
      if (order === undefined || first === second) return;
      const of = (row: number): CommandBody => {
        const bodies = WISHES[row] ?? [];
        return bodies[pick % bodies.length] ?? {type: 'order.close'};
      };
      const left = asked(of(first), order, 100);
      const right = second === WISHES.length ? askedOf({...step, type: packing, picks: [...step.picks.slice(0, 5), 1], device: 1}, order, 101) : asked(of(second), order, 101);
      if (checkCommute(order, left, right)) compared += 1;
    }),
    {runs: 500},
  );
  t.diagnostic(`${compared} pairs accepted both ways`);
  assert.ok(compared > 100, `only ${compared} pairs`);
});

test('O11 an edit that adds a line commutes with packing of the lines that were there', (t) => {
  let compared = 0;
  checkProperty(
    t,
    fc.property(anyStory(12), anyStep, fc.constantFrom(...PACKING), (story, step, packing) => {
      const order = live(story);
      // Where nothing travelled before, the new line would bring a parcel.
      if (order === undefined || !order.lines.some(({requiresShipping}) => requiresShipping)) return;
      const currency = order.currency;
      const added = asked({type: 'order.edit', changes: {lines: [{add: {id: 'gift', sku: 'GIFT', name: 'Gift', quantity: 1, unitPrice: {amount: 0, scale: 0, currency}}}]}}, order, 100);
      if (checkCommute(order, added, askedOf({...step, type: packing, picks: [...step.picks.slice(0, 5), 1], device: 1}, order, 101))) compared += 1;
    }),
    {runs: 300},
  );
  t.diagnostic(`${compared} pairs accepted both ways`);
  assert.ok(compared > 40, `only ${compared} pairs`);
});
