import {ORDER_LAW, PARCEL_LAW} from '../law/laws.ts';
import {rule, type Ruling} from '../law/law-table.ts';
import type {Command} from '../order/command.ts';
import type {Decision, DecisionContext} from '../order/decision.ts';
import type {OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {RefusalCode} from '../shared/refusal-codes.ts';
import {decideDispatch} from './decide-dispatch.ts';
import {eventsOf} from './events-of.ts';
import {orderFacts} from './order-facts.ts';
import {parcelFacts} from './parcel-facts.ts';
import {may} from './permissions.ts';
import {refusalOf} from './refusal-params.ts';
import {orderStates, parcelStates} from './states.ts';

/** What the laws say to one command, before any event is made. */
export function ruleOn(order: Order | undefined, command: Command, context: DecisionContext): {order: Ruling; parcel: Ruling | undefined} {
  const ofOrder = rule(ORDER_LAW, orderStates(order), command.type, (fact) => orderFacts[fact]({order, command, context}));
  if (!ofOrder.ok || order === undefined || !('parcelId' in command) || command.type === 'parcel.add') return {order: ofOrder, parcel: undefined};
  const parcel = order.parcels.find((candidate) => candidate.id === command.parcelId);
  if (parcel === undefined) return {order: ofOrder, parcel: undefined};
  return {order: ofOrder, parcel: rule(PARCEL_LAW, parcelStates(parcel), command.type, (fact) => parcelFacts[fact]({order, parcel, command}))};
}

/**
 * Decides what a command does to its order: the events that happen, or a refusal. The one law on every device and on
 * the server; a mistake of a person is never thrown.
 *
 * @param order the newest known order, undefined when there is none yet.
 * @throws EngineError only for what no person can cause: amounts that cannot be added after they were checked.
 * @example
 * decide(order, {…, type: 'parcel.verify', parcelId}, {settings, actor, now}) //=> {ok: true, events: [{type: 'parcel.verified', …}]}
 */
export function decide(order: Order | undefined, command: Command, context: DecisionContext): Decision {
  const no = (code: RefusalCode): Decision => ({ok: false, refusal: refusalOf(code, order, command, context)});
  if (!may(context.actor.role, command.type)) return no('actor/not-allowed');
  const ruling = ruleOn(order, command, context);
  if (!ruling.order.ok) return no(ruling.order.code ?? 'order/not-found');
  if (ruling.parcel !== undefined && !ruling.parcel.ok) return no(ruling.parcel.code ?? 'parcel/not-found');
  if (command.type === 'order.dispatch' && order !== undefined) return decideDispatch(order, command, context);
  const bodies = eventsOf(order, command, context, {...ruling.order.states, ...ruling.parcel?.states});
  return {ok: true, events: bodies.map((body: OrderEventBody) => ({...body, at: context.now, by: context.actor.name}))};
}
