import type {OrderFact, ParcelFact} from '../../src/law/facts.ts';
import {lawTableOf, type StateNodeLike, type TransitionLike} from '../../src/law/law-table.ts';
import {ORDER_LAW, PARCEL_LAW} from '../../src/law/laws.ts';
import {orderMachine} from '../../src/law/order-machine.ts';
import {parcelMachine} from '../../src/law/parcel-machine.ts';
import {COMMAND_TYPES} from '../../src/order/command.ts';
import {ruleOn} from '../../src/rules/decide.ts';
import {orderStates, parcelStates} from '../../src/rules/states.ts';
import {isEngineError} from '../../src/shared/engine-error.ts';
import {ALLOWED, REACHED, type Question} from './reached-refusals.ts';

type Laws = Parameters<typeof ruleOn>[3];
type Machine = {readonly root: StateNodeLike};

/** Where one transition stands in a machine; `*` is any command that has no entry of its own. */
interface Place {
  readonly region: string;
  readonly state: string;
  readonly on: string;
  readonly index: number;
  readonly transition: TransitionLike;
}

/** deleted: the transition is gone · guard true: it is taken whatever the facts are. */
export type Alteration = 'deleted' | 'guard true';

/** One altered law, and the real question that it answers differently; undefined when nobody would notice. */
export interface AlteredLaw {
  readonly law: string;
  readonly alteration: Alteration;
  readonly caughtBy: string | undefined;
}

function* placesIn({root}: Machine): Generator<Place> {
  for (const region of Object.values(root.states)) {
    for (const state of Object.values(region.states)) {
      for (const [on, transitions] of state.transitions) for (const [index, transition] of transitions.entries()) yield {region: region.key, state: state.key, on, index, transition};
    }
  }
}

/** The same machine with one transition altered, as far as the table reads it. */
function altered({root}: Machine, place: Place, alteration: Alteration): Machine {
  const alter = (transition: TransitionLike): TransitionLike[] => {
    if (alteration === 'deleted') return [];
    const {guard: _guard, ...unguarded} = {guard: transition.guard, target: transition.target, actions: transition.actions};
    return [unguarded];
  };
  const stateOf = (region: StateNodeLike, state: StateNodeLike): StateNodeLike => {
    if (region.key !== place.region || state.key !== place.state) return state;
    const left = (state.transitions.get(place.on) ?? []).flatMap((transition, index) => (index === place.index ? alter(transition) : [transition]));
    return {key: state.key, states: state.states, transitions: new Map(state.transitions).set(place.on, left)};
  };
  const regions = Object.values(root.states).map((region): StateNodeLike => {
    const states = Object.values(region.states).map((state) => stateOf(region, state));
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

/** Alters one law in every way there is, one at a time, and asks the real questions of its cell again. */
export function alterLaw(name: 'order' | 'parcel', alteration: Alteration): AlteredLaw[] {
  const machine: Machine = name === 'order' ? orderMachine : parcelMachine;
  const laws = {order: ORDER_LAW, parcel: PARCEL_LAW};
  const questions = collectQuestions();
  const places = [...placesIn(machine)].filter(({transition}) => alteration === 'deleted' || transition.guard !== undefined);
  return places.map((place): AlteredLaw => {
    const its = altered(machine, place, alteration);
    const other = name === 'order' ? {...laws, order: lawTableOf<OrderFact>(its, COMMAND_TYPES)} : {...laws, parcel: lawTableOf<ParcelFact>(its, COMMAND_TYPES)};
    const asked = questions.get(`${place.region} ${place.state} ${place.on}`) ?? [];
    const found = asked.find((question) => answerTo(question, laws) !== answerTo(question, other));
    const guard = (place.transition.guard as {params?: unknown} | undefined)?.params;
    return {
      law: `${name}: ${place.region}.${place.state} ${place.on} [${place.index}]${guard === undefined ? '' : ` ${JSON.stringify(guard)}`}`,
      alteration,
      caughtBy: found && `${found.command.type}: ${answerTo(found, laws)} → ${answerTo(found, other)}`,
    };
  });
}
