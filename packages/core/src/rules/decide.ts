import {ORDER_LAW, PARCEL_LAW} from '../law/laws.ts';
import {rule, type Ruling} from '../law/law-table.ts';
import type {Command} from '../order/command.ts';
import type {Decision, DecisionContext} from '../order/decision.ts';
import type {OrderEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {redactEvent} from '../redaction/redact-event.ts';
import {EngineError} from '../shared/engine-error.ts';
import type {Refusal} from '../shared/refusal.ts';
import type {RefusalCode} from '../shared/refusal-codes.ts';
import {eventsOf} from './events-of.ts';
import {orderFacts} from './order-facts.ts';
import {parcelFacts} from './parcel-facts.ts';
import {may} from './permissions.ts';
import {refusalOf} from './refusal-params.ts';
import {orderStates, parcelStates} from './states.ts';

/** A newer version may know more lives of an order; of what is done in those this one knows nothing, so they are closed to it. */
const KNOWN_LIVES: ReadonlySet<string> = new Set<Order['lifecycle']>(['draft', 'placed', 'closed', 'cancelled']);

const LAWS = {order: ORDER_LAW, parcel: PARCEL_LAW};

/** A decision with the states the law sends the regions to, by region name. */
export type Judgement =
  | {readonly ok: true; readonly events: readonly OrderEvent[]; readonly states: Readonly<Record<string, string>>}
  | {readonly ok: false; readonly refusal: Refusal};

/** What the laws say to one command: the order's law first, then that of the parcel it speaks of. */
export function ruleOn(order: Order | undefined, command: Command, context: DecisionContext, laws = LAWS): Ruling {
  const ofOrder = rule(laws.order, orderStates(order), command.type, (fact) => orderFacts[fact]({order, command, context}));
  const parcel = 'parcelId' in command ? order?.parcels.find((candidate) => candidate.id === command.parcelId) : undefined;
  if (!ofOrder.ok || order === undefined || parcel === undefined) return ofOrder;
  const ofParcel = rule(laws.parcel, parcelStates(parcel), command.type, (fact) => parcelFacts[fact]({order, parcel, command}));
  return ofParcel.ok ? {ok: true, states: {...ofOrder.states, ...ofParcel.states}} : ofParcel;
}

/** As {@link decide}, with what `applyCommand` checks the outcome against. */
export function judge(order: Order | undefined, command: Command, context: DecisionContext): Judgement {
  const no = (code: RefusalCode): Judgement => ({ok: false, refusal: refusalOf(code, order, command, context)});
  if (!may(context.actor.role, command.type)) return no('actor/not-allowed');
  if (order !== undefined && !KNOWN_LIVES.has(order.lifecycle)) return no('order/closed');
  const ruling = ruleOn(order, command, context);
  if (!ruling.ok) {
    if (ruling.code === undefined) throw new EngineError('law/unknown-command', `No law speaks of the command ${command.type}.`);
    return no(ruling.code);
  }
  const {states} = ruling;
  const events = eventsOf(order, command, context, states).map((body): OrderEvent => ({...body, at: context.now, by: context.actor.name}));
  // What is decided on a copy without amounts and contacts must not bring any back in.
  const kept = order?.redactedFor === undefined ? events : events.map((event) => redactEvent(event, 'packer'));
  return {ok: true, events: kept, states};
}

/**
 * Decides what a command does to its order: the events that happen, or a refusal. The one law on every device and on
 * the server; a mistake of a person is never thrown.
 *
 * @param order the newest known order, undefined when there is none yet.
 * @throws EngineError `law/unknown-command` for a command type this version has no law for: read commands with
 * `parseCommand` first.
 * @example
 * decide(order, {…, type: 'parcel.verify', parcelId}, {settings, actor, now}) //=> {ok: true, events: [{type: 'parcel.verified', …}]}
 */
export function decide(order: Order | undefined, command: Command, context: DecisionContext): Decision {
  const judgement = judge(order, command, context);
  return judgement.ok ? {ok: true, events: judgement.events} : judgement;
}
