import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {COMMAND_TYPES, type Command} from '../src/order/command.ts';
import type {Order} from '../src/order/order.ts';
import {applyCommand, type Applied} from '../src/rules/apply-command.ts';
import {anyStory, live} from './support/any-story.ts';
import {anyStep, askedOf, type Asked} from './support/any-steps.ts';
import {checkProperty} from './support/check-property.ts';
import {newOrder} from './support/new-order.ts';
import {Story} from './support/story.ts';

/** Lines whose units a command takes from, or gives back to, what is in no parcel. */
function linesMoved(order: Order, command: Command): readonly string[] {
  if (command.type === 'parcel.pack' || command.type === 'parcel.unpack') return [command.lineId];
  if (command.type === 'parcel.remove') return order.parcels.find(({id}) => id === command.parcelId)?.contents.map(({lineId}) => lineId) ?? [];
  return [];
}

const PARCEL_TYPES = COMMAND_TYPES.filter((type) => type.startsWith('parcel.'));

/** The same wish to another parcel than `other` speaks of; undefined when there is none. */
function elsewhere(asked: Asked, other: Asked, order: Order): Asked | undefined {
  const {command} = asked;
  if (!('parcelId' in command) || !('parcelId' in other.command)) return undefined;
  const taken = other.command.parcelId;
  if (command.parcelId !== taken) return asked;
  const parcelId = order.parcels.find(({id}) => id !== taken)?.id;
  return parcelId === undefined ? undefined : {...asked, command: {...command, parcelId}};
}

function outcome(answer: Applied): string {
  return answer.ok ? 'accepted' : answer.refusal.code;
}

/** Everything but the place in line of parcels and of acts that can be undone, and when something changed last. */
function pictureOf({updatedAt: _updatedAt, undoable = [], ...order}: Order): unknown {
  return {...order, undoable: undoable.toSorted((left, right) => (left.commandId < right.commandId ? -1 : 1)), parcels: order.parcels.toSorted((left, right) => (left.id < right.id ? -1 : 1))};
}

function both(order: Order, first: Asked, second: Asked): {order: Order; outcomes: [string, string]} {
  const one = applyCommand(order, first.command, first.context);
  const between = one.ok ? one.order : order;
  const two = applyCommand(between, second.command, second.context);
  return {order: two.ok ? two.order : between, outcomes: [outcome(one), outcome(two)]};
}

test('O11 commands to different parcels commute, unless they compete for the same units', (t) => {
  let compared = 0;
  let competed = 0;
  checkProperty(
    t,
    fc.property(anyStory(15), anyStep, anyStep, fc.constantFrom(...PARCEL_TYPES), fc.constantFrom(...PARCEL_TYPES), (story, left, right, typeOfA, typeOfB) => {
      const order = live(story);
      if (order === undefined) return;
      const a = askedOf({...left, type: typeOfA, device: 0}, order, 100);
      const b = elsewhere(askedOf({...right, type: typeOfB, device: 1}, order, 101), a, order);
      if (!('parcelId' in a.command) || b === undefined) return;
      const ab = both(order, a, b);
      const ba = both(order, b, a);
      const same = ab.outcomes[0] === ba.outcomes[1] && ab.outcomes[1] === ba.outcomes[0];
      const linesOfA = linesMoved(order, a.command);
      if (!same) {
        competed += 1;
        assert.ok(linesMoved(order, b.command).some((lineId) => linesOfA.includes(lineId)), `${a.command.type} and ${b.command.type} do not compete, and still ${JSON.stringify([ab.outcomes, ba.outcomes])}`);
        return;
      }
      assert.deepEqual(pictureOf(ab.order), pictureOf(ba.order));
      compared += 1;
    }),
    {runs: 800},
  );
  t.diagnostic(`${compared} pairs commuted, ${competed} competed`);
  assert.ok(compared > 150, `only ${compared} pairs`);
});

test('O11 of two people who pack the last unit into two parcels, whoever comes second is refused, and only then', () => {
  const story = () => new Story().place({lines: newOrder().lines.map((line) => ({...line, quantity: 1}))}).does({type: 'parcel.add', parcelId: 'p2'});
  const into = (parcelId: string, lineId: string) => ({type: 'parcel.pack', parcelId, lineId, quantity: 1}) as const;
  story().does(into('o1-p1', '1')).refuses(into('p2', '1'), 'parcel/not-enough-left');
  story().does(into('p2', '1')).refuses(into('o1-p1', '1'), 'parcel/not-enough-left');
  story().does(into('o1-p1', '1')).does(into('p2', '2'));
});
