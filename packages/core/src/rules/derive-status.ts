import type {Order} from '../order/order.ts';
import type {OrderStatus, StatusDetail} from '../order/order-status.ts';
import {isInTrouble} from '../parcel/parcel.ts';
import type {Settings} from '../settings/settings.ts';
import {sumPlaces, unsentOf, type LinePlaces} from './places.ts';

/** Facts plus the two axes that are derived before the status. */
export type BeforeStatus = Omit<Order, 'status' | 'statusDetail'>;

/** The merchant's single status with what stands beside it. */
export interface DerivedStatus {
  readonly status: OrderStatus;
  readonly detail: StatusDetail | undefined;
}

/**
 * The total function from facts to the merchant's status: status and detail are each the first match (SPEC.md S1).
 */
export function deriveStatus(order: BeforeStatus, settings: Pick<Settings, 'completeOnFirstSend' | 'reviewOnlyWithReceipt'>): DerivedStatus {
  const {payment} = order;
  if (order.lifecycle === 'cancelled') return {status: 'cancelled', detail: undefined};
  if (order.lifecycle === 'draft') return {status: 'draft', detail: undefined};
  if (order.kind !== 'sale') return {status: order.kind, detail: undefined};
  if (payment === 'refunded') return {status: 'refunded', detail: undefined};
  if (payment === 'in_review') return {status: 'payment_review', detail: {code: 'receipt_to_review'}};
  if (payment === 'expired') return {status: 'expired', detail: undefined};
  const {needsReceipt, allowUnpaidDispatch} = order.paymentMethod;
  if (!allowUnpaidDispatch) {
    if (payment === 'unpaid' && needsReceipt && order.receipts.length === 0 && !settings.reviewOnlyWithReceipt) {
      return {status: 'payment_review', detail: {code: 'awaiting_receipt'}};
    }
    if (payment === 'unpaid' || payment === 'part_paid') return {status: 'pending_payment', detail: pendingDetail(order)};
  }
  const places = sumPlaces(order);
  const left = unsentOf(places);
  if (left === 0 || (settings.completeOnFirstSend && places.sent > 0)) return {status: 'complete', detail: completeDetail(order, left)};
  return {status: 'processing', detail: processingDetail(order, places)};
}

function pendingDetail(order: BeforeStatus): StatusDetail | undefined {
  if (order.receipts.at(-1)?.state === 'denied') return {code: 'receipt_denied'};
  if (order.payments.some((entry) => entry.kind === 'reversed')) return {code: 'reversed'};
  return order.payment === 'part_paid' ? {code: 'part_paid'} : undefined;
}

function completeDetail(order: BeforeStatus, left: number): StatusDetail | undefined {
  const sent = order.parcels.filter((parcel) => parcel.sentAt !== undefined);
  if (sent.some(isInTrouble)) return {code: 'problem'};
  if (left > 0) return {code: 'left', count: left};
  if (order.fulfillment === 'returned') return {code: 'returned'};
  if (order.fulfillment === 'delivered') return {code: 'delivered'};
  const delivered = sent.filter((parcel) => parcel.transit === 'delivered').length;
  if (delivered > 0) return {code: 'part_delivered', count: delivered, of: sent.length};
  if (order.shippingMethod.carrier === 'none') return {code: 'handed_over'};
  return sent.length > 0 ? {code: 'sent'} : undefined;
}

function processingDetail(order: BeforeStatus, places: LinePlaces): StatusDetail | undefined {
  if (order.holds.length > 0) return {code: 'on_hold'};
  const units = places.ordered - places.cancelled;
  if (places.sent > 0) return {code: 'part_sent', count: places.sent, of: units};
  if (order.fulfillment === 'packed') return {code: 'packed'};
  return order.fulfillment === 'packing' ? {code: 'packing', count: places.packing + places.verified, of: units} : undefined;
}
