import type {Command} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {OrderEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {Settings} from '../settings/settings.ts';
import {EngineError} from '../shared/engine-error.ts';
import type {Refusal} from '../shared/refusal.ts';
import {decide, ruleOn} from './decide.ts';
import {deriveOrder, type OrderFactsOnly} from './derive-order.ts';
import {evolve} from './evolve.ts';
import {orderStates, parcelStates} from './states.ts';

export type Applied = {readonly ok: true; readonly order: Order; readonly events: readonly OrderEvent[]} | {readonly ok: false; readonly refusal: Refusal};

/**
 * The order after the events of one command: facts evolved one by one, derived values materialised once, version one
 * higher, and the device's sequence number noted in `applied`.
 */
export function applyEvents(order: Order | undefined, events: readonly OrderEvent[], command: Pick<Command, 'device'>, settings: Settings): Order {
  let facts: OrderFactsOnly | undefined = order;
  for (const event of events) facts = evolve(facts, event);
  if (facts === undefined) throw new EngineError('event/no-order', 'A command without events cannot make an order.');
  const {device} = command;
  const applied = device === undefined ? facts.applied : {...facts.applied, [device.id]: Math.max(device.seq, facts.applied[device.id] ?? 0)};
  return deriveOrder({...facts, version: facts.version + 1, applied}, settings);
}

/**
 * `decide` and `evolve` in one: what the server stores and what a device shows at once.
 *
 * @example
 * const answer = applyCommand(order, command, {settings, actor, now});
 * if (answer.ok) show(answer.order); else say(answer.refusal.code);
 */
export function applyCommand(order: Order | undefined, command: Command, context: DecisionContext): Applied {
  const decision = decide(order, command, context);
  if (!decision.ok) return decision;
  const after = applyEvents(order, decision.events, command, context.settings);
  assertStates(order, after, command, context);
  return {ok: true, order: after, events: decision.events};
}

/**
 * The machines say where a command leads, evolve says where it led: they may never differ. Dispatch is made of many
 * moves and is checked move by move instead.
 */
function assertStates(before: Order | undefined, after: Order, command: Command, context: DecisionContext): void {
  if (command.type === 'order.dispatch') return;
  const ruling = ruleOn(before, command, context);
  const parcel = 'parcelId' in command ? after.parcels.find((candidate) => candidate.id === command.parcelId) : undefined;
  const reached: Record<string, string> = {...orderStates(after), ...(parcel === undefined ? {} : parcelStates(parcel))};
  const expected = {...(ruling.order.ok ? ruling.order.states : {}), ...(ruling.parcel?.ok ? ruling.parcel.states : {})};
  for (const [region, state] of Object.entries(expected)) {
    if (reached[region] !== undefined && reached[region] !== state) {
      throw new EngineError('law/state-differs', `${command.type} should lead ${region} to ${state}, but the order is in ${reached[region]}.`);
    }
  }
}
