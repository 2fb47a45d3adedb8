import type {FulfillmentStatus, OrderKind, ShippingMethod} from '../order/order.ts';
import {ORDER_STATUSES, STATUS_DETAILS} from '../order/order-status.ts';
import type {PaymentStatus} from '../payment/payment-entry.ts';
import type {DayField, HasFact, IsFact, ListField, ListValues, OrderProblem} from './order-query.ts';

// As records first: a value that is added to the type and forgotten here does not compile.
const PAYMENT: Readonly<Record<PaymentStatus, true>> = {
  unpaid: true,
  in_review: true,
  part_paid: true,
  paid: true,
  overpaid: true,
  part_refunded: true,
  refunded: true,
  expired: true,
  not_required: true,
};

const FULFILLMENT: Readonly<Record<FulfillmentStatus, true>> = {
  not_required: true,
  unfulfilled: true,
  packing: true,
  packed: true,
  part_sent: true,
  sent: true,
  part_delivered: true,
  delivered: true,
  part_returned: true,
  returned: true,
};

const KIND: Readonly<Record<OrderKind, true>> = {sale: true, credit: true, adjustment: true};
const CARRIER: Readonly<Record<ShippingMethod['carrier'], true>> = {shipany: true, own: true, collect: true, none: true};
const HAS: Readonly<Record<HasFact, true>> = {note: true, remark: true, tracking: true, hold: true, receipt: true};
const IS: Readonly<Record<IsFact, true>> = {archived: true};
const PROBLEM: Readonly<Record<OrderProblem, true>> = {delivery: true, moving_unsent: true, overpaid: true, refund_due: true};
const DAYS: Readonly<Record<DayField, true>> = {placed: true, updated: true, ship: true, sent: true};

/** The values each list field knows, in the order an order lives through them. */
export const QUERY_VALUES: {readonly [Field in ListField]: readonly ListValues[Field][]} = {
  status: ORDER_STATUSES,
  detail: STATUS_DETAILS,
  payment: Object.keys(PAYMENT) as PaymentStatus[],
  fulfillment: Object.keys(FULFILLMENT) as FulfillmentStatus[],
  kind: Object.keys(KIND) as OrderKind[],
  carrier: Object.keys(CARRIER) as ShippingMethod['carrier'][],
  has: Object.keys(HAS) as HasFact[],
  is: Object.keys(IS) as IsFact[],
  problem: Object.keys(PROBLEM) as OrderProblem[],
};

/** Fields that name days. */
export const DAY_FIELDS = Object.keys(DAYS) as readonly DayField[];
