import type {Order} from '../order/order.ts';
import type {Settings} from '../settings/settings.ts';
import {deriveFulfillment} from './derive-fulfillment.ts';
import {derivePayment} from './derive-payment.ts';
import {deriveStatus} from './derive-status.ts';
import {deriveTotals} from './derive-totals.ts';

/** The stored facts of an order, without anything that follows from them. */
export type OrderFactsOnly = Omit<Order, 'totals' | 'payment' | 'fulfillment' | 'status' | 'statusDetail'>;

/** An order that is being made: nobody else has seen it yet. */
export type OrderDraft = {-readonly [Key in keyof Order]: Order[Key]};

/**
 * Materialises every derived value from the facts. Deriving twice gives the same; a stored order always equals
 * `deriveOrder` of itself. A redacted copy has no amounts to derive from: its totals and payment stay as they came.
 *
 * @throws EngineError `money/…` when amounts cannot be added up.
 */
export function deriveOrder(facts: OrderFactsOnly, settings: Settings): Order {
  return deriveInto({...(facts as Order)}, settings);
}

/** As {@link deriveOrder}, into a draft: orders are large, and every copy of one is felt. */
export function deriveInto(draft: OrderDraft, settings: Settings): Order {
  if (draft.redactedFor === undefined) {
    draft.totals = deriveTotals(draft);
    draft.payment = derivePayment(draft);
  }
  draft.fulfillment = deriveFulfillment(draft);
  const {status, detail} = deriveStatus(draft, settings);
  draft.status = status;
  if (detail !== undefined) draft.statusDetail = detail;
  else if ('statusDetail' in draft) {
    const {statusDetail: _old, ...order} = draft;
    return order;
  }
  return draft;
}
