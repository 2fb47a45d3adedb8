import assert from 'node:assert/strict';
import {test} from 'node:test';
import {deepFreeze} from '../../test/support/deep-freeze.ts';
import {contextOf} from '../../test/support/people.ts';
import {REACHED} from '../../test/support/reached-refusals.ts';
import {Story} from '../../test/support/story.ts';
import {rule} from '../law/law-table.ts';
import {ORDER_FACTS, PARCEL_FACTS} from '../law/facts.ts';
import {ORDER_LAW} from '../law/laws.ts';
import {COMMAND_TYPES, type Command, type CommandType} from '../order/command.ts';
import {orderFacts} from './order-facts.ts';
import {parcelFacts, type ParcelQuestion} from './parcel-facts.ts';

const order = new Story().place({paid: {method: 'card'}}).packs(1, '1', 2).order;

/** One command of every type, from the questions that reach every refusal. */
function oneOfEach(): Map<CommandType, Command> {
  const found = new Map<CommandType, Command>();
  for (const questions of Object.values(REACHED)) for (const {command} of questions) found.set(command.type, command);
  return found;
}

test('O1 O6 every named fact of an order says yes or no to every command, also where the law does not ask it and there is no order', () => {
  const commands = oneOfEach();
  assert.deepEqual(COMMAND_TYPES.filter((type) => !commands.has(type)), []);
  for (const asked of [undefined, deepFreeze(order)]) {
    for (const command of commands.values()) {
      const question = deepFreeze({order: asked, command, context: contextOf()});
      for (const fact of ORDER_FACTS) assert.equal(typeof orderFacts[fact](question), 'boolean', `${fact} of ${command.type}`);
    }
  }
});

test('P1 O6 every named fact of a parcel says yes or no to every command, also to one that is not about parcels', () => {
  const [parcel] = order.parcels;
  assert.ok(parcel);
  for (const command of oneOfEach().values()) {
    const question: ParcelQuestion = deepFreeze({order, parcel, command});
    for (const fact of PARCEL_FACTS) assert.equal(typeof parcelFacts[fact](question), 'boolean', `${fact} of ${command.type}`);
  }
});

test('O1 states that the law does not know have no answer, whatever the facts', () => {
  for (const states of [{}, {lifecycle: 'asleep'}, {lifecycle: 'constructor', review: '__proto__'}]) {
    for (const type of COMMAND_TYPES) assert.deepEqual(rule(ORDER_LAW, states, type, () => true), {ok: false, code: undefined});
  }
});
