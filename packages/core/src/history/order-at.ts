import type {LoggedEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {deriveOrder, type OrderFactsOnly} from '../rules/derive-order.ts';
import {evolveAll} from '../rules/evolve-run.ts';
import type {Settings} from '../settings/settings.ts';
import {EngineError} from '../shared/engine-error.ts';
import {zero} from '../shared/money.ts';

/** A place in an order's log: after the command that led to `version`, or after the `index`-th of its events. */
export interface LogPlace {
  readonly version: number;
  /** From 0, as in the log; default the last one of that version. */
  readonly index?: number;
}

/**
 * The order as it was after any of its events: every fact and everything that is derived from them, under the given
 * settings. `applied`, with which devices keep count of what they sent, is no part of the log and comes empty.
 *
 * @param logged the order's log from its beginning, oldest first.
 * @returns undefined when the log says nothing up to that place.
 * @throws EngineError `history/not-from-the-beginning` when the log does not begin with how the order was placed;
 * `history/no-verdicts` for a log that was redacted event by event instead of by `redactLogged`.
 * @example
 * orderAt(await engine.readEvents(order.id), {version: order.version - 1}, engine.settings)
 */
export function orderAt(logged: readonly LoggedEvent[], {version, index = Number.POSITIVE_INFINITY}: LogPlace, settings: Settings): Order | undefined {
  const until = logged.filter((entry) => entry.version < version || (entry.version === version && entry.index <= index));
  const [first] = until;
  const last = until.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (first.event.type !== 'order.placed') {
    throw new EngineError('history/not-from-the-beginning', `The log of order ${first.orderId} begins with ${first.event.type}; an order can only be rebuilt from how it was placed.`);
  }
  const facts = evolveAll(undefined, until.map(({event}) => event)) as OrderFactsOnly;
  return deriveOrder(withVerdicts({...facts, version: last.version, applied: {}}, last), settings);
}

/** In a redacted log, what cannot be derived comes with the events. */
function withVerdicts(facts: OrderFactsOnly, {orderId, verdicts}: LoggedEvent): OrderFactsOnly {
  if (facts.redactedFor === undefined) return facts;
  if (verdicts === undefined) {
    throw new EngineError('history/no-verdicts', `The redacted log of order ${orderId} has no verdicts beside its events, and payment cannot be derived without amounts; a backend makes such logs with redactLogged().`);
  }
  const none = zero(facts.currency);
  const {phoneTail: _old, ...customer} = facts.customer;
  const {payment, addressComplete, phoneTail} = verdicts;
  const known: Omit<Order, 'fulfillment' | 'status'> = {
    ...facts,
    customer: phoneTail === undefined ? customer : {...customer, phoneTail},
    addressComplete,
    payment,
    totals: {lines: none, total: none, payable: none},
  };
  return known;
}
