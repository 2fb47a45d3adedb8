import type {Command} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {OrderEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {Settings} from '../settings/settings.ts';
import {EngineError} from '../shared/engine-error.ts';
import type {Refusal} from '../shared/refusal.ts';
import {appliedSeq} from './applied-seq.ts';
import {judge} from './decide.ts';
import {deriveInto, type OrderDraft} from './derive-order.ts';
import {evolveAll} from './evolve-run.ts';
import {orderStates, parcelStates} from './states.ts';

export type Applied = {readonly ok: true; readonly order: Order; readonly events: readonly OrderEvent[]} | {readonly ok: false; readonly refusal: Refusal};

/**
 * The order after the events of one command: facts evolved one by one, derived values materialised once, version one
 * higher, and the device's sequence number noted in `applied`.
 */
export function applyEvents(order: Order | undefined, events: readonly OrderEvent[], command: Pick<Command, 'device'>, settings: Settings): Order {
  const facts = evolveAll(order, events);
  if (facts === undefined) throw new EngineError('event/no-order', 'A command without events cannot make an order.');
  const {device} = command;
  const applied = device === undefined ? facts.applied : {...facts.applied, [device.id]: Math.max(device.seq, appliedSeq(facts, device.id))};
  // What `evolve` made nobody has seen yet, and is filled in; the given order is not touched.
  const draft = (facts === order ? {...facts} : facts) as OrderDraft;
  draft.version += 1;
  draft.applied = applied;
  return deriveInto(draft, settings);
}

/**
 * `decide` and `evolve` in one: what the server stores and what a device shows at once.
 *
 * @example
 * const answer = applyCommand(order, command, {settings, actor, now});
 * if (answer.ok) show(answer.order); else say(answer.refusal.code);
 */
export function applyCommand(order: Order | undefined, command: Command, context: DecisionContext): Applied {
  const judgement = judge(order, command, context);
  if (!judgement.ok) return judgement;
  const {events, states} = judgement;
  const after = applyEvents(order, events, command, context.settings);
  assertStates(after, command, states);
  return {ok: true, order: after, events};
}

/** The machines say where a command leads, evolve says where it led: they may never differ. */
function assertStates(after: Order, command: Command, states: Readonly<Record<string, string>>): void {
  assertReached(orderStates(after), command, states);
  const parcel = 'parcelId' in command ? after.parcels.find((candidate) => candidate.id === command.parcelId) : undefined;
  if (parcel !== undefined) assertReached(parcelStates(parcel), command, states);
}

function assertReached(reached: Readonly<Record<string, string>>, command: Command, states: Readonly<Record<string, string>>): void {
  for (const region in reached) {
    const state = states[region];
    if (state !== undefined && state !== reached[region]) {
      throw new EngineError('law/state-differs', `${command.type} should lead ${region} to ${state}, but the order is in ${reached[region]}.`);
    }
  }
}
