import type {Order} from '../order/order.ts';
import type {Settings} from '../settings/settings.ts';
import {deriveFulfillment} from './derive-fulfillment.ts';
import {derivePayment} from './derive-payment.ts';
import {deriveStatus} from './derive-status.ts';
import {deriveTotals} from './derive-totals.ts';

/** The stored facts of an order, without anything that follows from them. */
export type OrderFactsOnly = Omit<Order, 'totals' | 'payment' | 'fulfillment' | 'status' | 'statusDetail'>;

function moneyOf(facts: OrderFactsOnly): Pick<Order, 'totals' | 'payment'> {
  const totals = deriveTotals(facts);
  return {totals, payment: derivePayment({...facts, totals})};
}

/**
 * Materialises every derived value from the facts. Deriving twice gives the same; a stored order always equals
 * `deriveOrder` of itself. A redacted copy has no amounts to derive from: its totals and payment stay as they came.
 *
 * @throws EngineError `money/…` when amounts cannot be added up.
 */
export function deriveOrder(facts: OrderFactsOnly, settings: Settings): Order {
  const {totals, payment} = facts.redactedFor === undefined ? moneyOf(facts) : (facts as Order);
  const fulfillment = deriveFulfillment(facts);
  const before = {...facts, totals, payment, fulfillment};
  const {status, detail} = deriveStatus(before, settings);
  const {statusDetail: _old, ...order} = before as Order;
  return detail === undefined ? {...order, status} : {...order, status, statusDetail: detail};
}
