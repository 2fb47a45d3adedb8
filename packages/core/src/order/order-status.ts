/** The merchant's single status. Codes are stable; the words come from strings files. */
export const ORDER_STATUSES = [
  'draft',
  'payment_review',
  'pending_payment',
  'processing',
  'complete',
  'expired',
  'cancelled',
  'refunded',
  'credit',
  'adjustment',
] as const;

export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const STATUS_DETAILS = [
  'receipt_to_review',
  'awaiting_receipt',
  'receipt_denied',
  'reversed',
  'part_paid',
  'on_hold',
  'part_sent',
  'pickup_requested',
  'waybill_ready',
  'packed',
  'packing',
  'problem',
  'left',
  'returned',
  'part_delivered',
  'delivered',
  'handed_over',
  'sent',
] as const;

export type StatusDetailCode = (typeof STATUS_DETAILS)[number];

/** What stands beside the status. */
export interface StatusDetail {
  readonly code: StatusDetailCode;
  /** The k of `packing k/n`, `part_sent k/n`, `k left`; the j of `j/n delivered` (parcels). Units otherwise. */
  readonly count?: number;
  /** The n of k/n. */
  readonly of?: number;
}
