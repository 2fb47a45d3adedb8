import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {OrderFact, ParcelFact} from '../src/law/facts.ts';
import {lawTableOf, type StateNodeLike, type TransitionLike} from '../src/law/law-table.ts';
import {ORDER_LAW, PARCEL_LAW} from '../src/law/laws.ts';
import {orderMachine} from '../src/law/order-machine.ts';
import {parcelMachine} from '../src/law/parcel-machine.ts';
import {COMMAND_TYPES} from '../src/order/command.ts';
import {ruleOn} from '../src/rules/decide.ts';
import {orderStates, parcelStates} from '../src/rules/states.ts';
import {isEngineError} from '../src/shared/engine-error.ts';
import {ALLOWED, REACHED, type Question} from './support/reached-refusals.ts';

type Laws = Parameters<typeof ruleOn>[3];

/** Where one transition stands in a machine; `*` is any command that has no entry of its own. */
interface Place {
  readonly region: string;
  readonly state: string;
  readonly on: string;
  readonly index: number;
  readonly transition: TransitionLike;
}

function* placesIn({root}: {readonly root: StateNodeLike}): Generator<Place> {
  for (const region of Object.values(root.states)) {
    for (const state of Object.values(region.states)) {
      for (const [on, transitions] of state.transitions) for (const [index, transition] of transitions.entries()) yield {region: region.key, state: state.key, on, index, transition};
    }
  }
}

/** The same machine without one transition, as far as the table reads it. */
function without({root}: {readonly root: StateNodeLike}, place: Place): {readonly root: StateNodeLike} {
  const stateWithout = (region: StateNodeLike, state: StateNodeLike): StateNodeLike => {
    if (region.key !== place.region || state.key !== place.state) return state;
    const left = (state.transitions.get(place.on) ?? []).filter((_, index) => index !== place.index);
    return {key: state.key, states: state.states, transitions: new Map(state.transitions).set(place.on, left)};
  };
  const regions = Object.values(root.states).map((region): StateNodeLike => {
    const states = Object.values(region.states).map((state) => stateWithout(region, state));
    return {key: region.key, transitions: region.transitions, states: Object.fromEntries(states.map((state) => [state.key, state]))};
  });
  return {root: {key: root.key, transitions: root.transitions, states: Object.fromEntries(regions.map((region) => [region.key, region]))}};
}

/** Real questions to real orders, by the states and the command type they are asked in. */
function collectQuestions(): Map<string, Question[]> {
  const byCell = new Map<string, Question[]>();
  const keep = (question: Question): void => {
    const {order, command} = question;
    const parcelId = 'parcelId' in command ? command.parcelId : undefined;
    const parcel = order?.parcels.find((candidate) => candidate.id === parcelId);
    for (const [region, state] of Object.entries({...orderStates(order), ...(parcel === undefined ? {} : parcelStates(parcel))})) {
      for (const on of [command.type, '*']) {
        const key = `${region} ${state} ${on}`;
        const asked = byCell.get(key);
        if (asked === undefined) byCell.set(key, [question]);
        else asked.push(question);
      }
    }
  };
  for (const question of [...Object.values(REACHED).flat(), ...ALLOWED]) keep(question);
  return byCell;
}

/** As text; where a guard is gone, a fact behind it may not even be computable. */
function answerTo({order, command, context}: Question, laws: Laws): string {
  try {
    return JSON.stringify(ruleOn(order, command, context, laws));
  } catch (error) {
    if (isEngineError(error)) return `threw ${error.code}`;
    throw error;
  }
}

function survivorsOf(places: readonly Place[], lawsWithout: (place: Place) => Laws): string[] {
  const questions = collectQuestions();
  const laws = {order: ORDER_LAW, parcel: PARCEL_LAW};
  return places
    .filter((place) => {
      const altered = lawsWithout(place);
      return (questions.get(`${place.region} ${place.state} ${place.on}`) ?? []).every((question) => answerTo(question, laws) === answerTo(question, altered));
    })
    .map(({region, state, on, index, transition}) => `${region}.${state} ${on} [${index}] ${JSON.stringify({guard: transition.guard, actions: transition.actions})}`);
}

test('O2 without any one transition of the order machine, some real order gets another answer', (t) => {
  const places = [...placesIn(orderMachine)];
  t.diagnostic(`${places.length} transitions deleted in turn`);
  assert.ok(places.length > 90);
  assert.deepEqual(survivorsOf(places, (place) => ({order: lawTableOf<OrderFact>(without(orderMachine, place), COMMAND_TYPES), parcel: PARCEL_LAW})), []);
});

test('P1 without any one transition of the parcel machine, some real parcel gets another answer', (t) => {
  const places = [...placesIn(parcelMachine)];
  t.diagnostic(`${places.length} transitions deleted in turn`);
  assert.ok(places.length > 35);
  assert.deepEqual(survivorsOf(places, (place) => ({order: ORDER_LAW, parcel: lawTableOf<ParcelFact>(without(parcelMachine, place), COMMAND_TYPES)})), []);
});
