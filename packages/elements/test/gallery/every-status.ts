import type {DeliverySign, OrderStatus, StatusDetail} from '@packline/core';

/** Every row of the design's list of statuses. */
export const EVERY_STATUS: readonly (readonly [OrderStatus, StatusDetail?])[] = [
  ['draft'],
  ['payment_review', {code: 'receipt_to_review'}],
  ['payment_review', {code: 'awaiting_receipt'}],
  ['pending_payment'],
  ['pending_payment', {code: 'receipt_denied'}],
  ['pending_payment', {code: 'part_paid'}],
  ['pending_payment', {code: 'reversed'}],
  ['processing'],
  ['processing', {code: 'on_hold'}],
  ['processing', {code: 'packing', count: 1, of: 5}],
  ['processing', {code: 'packing', count: 2, of: 5}],
  ['processing', {code: 'part_sent', count: 3, of: 4}],
  ['processing', {code: 'packed'}],
  ['processing', {code: 'waybill_ready'}],
  ['processing', {code: 'pickup_requested'}],
  ['complete', {code: 'sent'}],
  ['complete', {code: 'part_delivered', count: 1, of: 2}],
  ['complete', {code: 'delivered'}],
  ['complete', {code: 'handed_over'}],
  ['complete', {code: 'left', count: 2}],
  ['complete', {code: 'returned'}],
  ['complete', {code: 'problem'}],
  ['complete'],
  ['expired'],
  ['cancelled'],
  ['refunded'],
  ['credit'],
  ['adjustment'],
];

export const EVERY_DELIVERY_SIGN: readonly DeliverySign[] = ['unpacked', 'packing', 'packed', 'sent', 'delivered', 'problem', 'collect', 'none'];
