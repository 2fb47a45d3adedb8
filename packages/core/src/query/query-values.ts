import type {FulfillmentStatus} from '../order/order.ts';
import {ORDER_STATUSES} from '../order/order-status.ts';
import type {PaymentStatus} from '../payment/payment-entry.ts';

// As records first: a status that is added to the type and forgotten here does not compile.
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

/** The values each list field knows, in the order an order lives through them. */
export const QUERY_VALUES = {
  status: ORDER_STATUSES,
  payment: Object.keys(PAYMENT) as readonly PaymentStatus[],
  fulfillment: Object.keys(FULFILLMENT) as readonly FulfillmentStatus[],
} as const;

/** A field whose values are a fixed list. */
export type ListField = keyof typeof QUERY_VALUES;
