import type {Decision, Role} from '../order/decision.ts';
import type {CommandResult} from '../ports/order-backend.ts';
import type {Refusal} from '../shared/refusal.ts';
import {redactEvent} from './redact-event.ts';
import {redact, seesMoney} from './redact-order.ts';
import {ofPeople} from './redact-parts.ts';

/** Params that people wrote. The others are numbers, names, ids and moments that every role may see. */
const WRITTEN: ReadonlySet<string> = new Set(['reason', 'note', 'message', 'text', 'by']);
/** Params that speak of money. */
const OF_MONEY = /amount|due|total|payable|price|received|refunded|reversed|currency|cost/i;

/** A refusal as this role may see it. */
export function redactRefusal(refusal: Refusal, role: Role): Refusal {
  if (seesMoney(role)) return refusal;
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(refusal.params)) {
    if (!OF_MONEY.test(name)) params[name] = WRITTEN.has(name) && typeof value === 'string' ? ofPeople(value) : value;
  }
  return {code: refusal.code, params};
}

/** A decision as this role may see it: its events, or its refusal. */
export function redactDecision(decision: Decision, role: Role): Decision {
  if (seesMoney(role)) return decision;
  return decision.ok ? {ok: true, events: decision.events.map((event) => redactEvent(event, role))} : {ok: false, refusal: redactRefusal(decision.refusal, role)};
}

/** What became of a command, as this role may see it: with the refusal and the order that come along. */
export function redactResult(result: CommandResult, role: Role): CommandResult {
  if (seesMoney(role)) return result;
  const {refusal, order} = result;
  return {...result, ...(refusal === undefined ? {} : {refusal: redactRefusal(refusal, role)}), ...(order === undefined ? {} : {order: redact(order, role)})};
}
