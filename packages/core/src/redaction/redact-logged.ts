import type {Role} from '../order/decision.ts';
import type {LoggedEvent, LoggedVerdicts} from '../order/event.ts';
import {deriveTotals} from '../rules/derive-totals.ts';
import {derivePayment} from '../rules/derive-payment.ts';
import type {OrderFactsOnly} from '../rules/derive-order.ts';
import {evolve} from '../rules/evolve.ts';
import {redactEvent} from './redact-event.ts';
import {isAddressComplete, seesMoney} from './redact-order.ts';
import {redactCustomer} from './redact-parts.ts';

/**
 * The whole log of one order, oldest first, as this role may see it. What can no longer be derived without amounts
 * and addresses comes with each event as `verdicts`, so that `orderAt` still answers.
 *
 * @throws EngineError `money/…` when amounts in the log cannot be added up; no log that `decide` made does that.
 */
export function redactLogged(logged: readonly LoggedEvent[], role: Role): readonly LoggedEvent[] {
  if (seesMoney(role)) return logged;
  let facts: OrderFactsOnly | undefined;
  return logged.map(({orderId, version, index, commandId, deviceId, claimedAt, event, verdicts}): LoggedEvent => {
    if (facts !== undefined || event.type === 'order.placed') facts = evolve(facts, event);
    // Of a log that was redacted before, the verdicts are in it.
    const found = verdicts ?? (facts === undefined ? undefined : verdictsOn(facts));
    return {
      orderId,
      version,
      index,
      commandId,
      ...(deviceId === undefined ? {} : {deviceId}),
      ...(claimedAt === undefined ? {} : {claimedAt}),
      event: redactEvent(event, role),
      ...(found === undefined ? {} : {verdicts: found}),
    };
  });
}

function verdictsOn(facts: OrderFactsOnly): LoggedVerdicts {
  const {phoneTail} = redactCustomer(facts.customer, facts.shippingAddress?.phone);
  return {
    payment: derivePayment({...facts, totals: deriveTotals(facts)}),
    addressComplete: isAddressComplete(facts),
    ...(phoneTail === undefined ? {} : {phoneTail}),
  };
}
