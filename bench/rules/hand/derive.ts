import type {FulfillmentStatus, Order, OrderStatus, OrderTotals, PaymentStatus, Settings, StatusDetail} from '@packline/core';
import {at, movedOf, rounded} from './money.ts';

/** An order that is being changed: nobody else has seen it yet. */
export type Draft = {-readonly [Key in keyof Order]: Order[Key]};

function totalsOf(order: Draft): OrderTotals {
  const {currency} = order;
  let scale = 0;
  for (const {unitPrice} of order.lines) if (unitPrice.scale > scale) scale = unitPrice.scale;
  let sum = 0;
  for (const {unitPrice, quantity, cancelled} of order.lines) sum += at(unitPrice, scale) * (quantity - cancelled);
  const lines = {amount: sum, scale, currency};
  if (order.lifecycle === 'cancelled') return {lines, total: lines, payable: rounded(sum, scale, currency)};
  let finest = scale;
  const {shippingFee, tax} = order;
  if (shippingFee !== undefined && shippingFee.scale > finest) finest = shippingFee.scale;
  for (const {amount} of order.discounts) if (amount.scale > finest) finest = amount.scale;
  const added = tax !== undefined && !tax.included ? tax.amount : undefined;
  if (added !== undefined && added.scale > finest) finest = added.scale;
  let total = at(lines, finest);
  if (shippingFee !== undefined) total += at(shippingFee, finest);
  for (const {amount} of order.discounts) total -= at(amount, finest);
  if (added !== undefined) total += at(added, finest);
  return {lines, total: {amount: total, scale: finest, currency}, payable: rounded(total, finest, currency)};
}

function paymentOf(order: Draft, inReview: boolean): PaymentStatus {
  const {payable} = order.totals;
  if (order.kind !== 'sale' || payable.amount <= 0) return 'not_required';
  const {scale, accepted, waived, refunded} = movedOf(order, payable.scale);
  const asked = at(payable, scale);
  if (refunded > 0 && refunded >= accepted) return 'refunded';
  const covered = accepted + waived - refunded >= asked;
  if (inReview && !covered) return 'in_review';
  if (accepted === 0) return order.expiredAt === undefined ? 'unpaid' : 'expired';
  if (refunded > Math.max(0, accepted - asked) && accepted + waived >= asked) return 'part_refunded';
  if (!covered) return 'part_paid';
  return accepted - refunded > asked ? 'overpaid' : 'paid';
}

/** Units of the lines that travel, and parcels that left. */
interface Counted {
  units: number;
  packing: number;
  verified: number;
  sent: number;
  left: number;
  gone: number;
  delivered: number;
  returned: number;
  problem: boolean;
}

function count(order: Draft): Counted {
  const counted: Counted = {units: 0, packing: 0, verified: 0, sent: 0, left: 0, gone: 0, delivered: 0, returned: 0, problem: false};
  if (order.kind === 'sale') for (const {requiresShipping, quantity, cancelled} of order.lines) if (requiresShipping) counted.units += quantity - cancelled;
  for (const {contents, sentAt, transit} of order.parcels) {
    for (const {quantity, verified} of contents) {
      if (sentAt !== undefined) counted.sent += quantity;
      else if (verified) counted.verified += quantity;
      else counted.packing += quantity;
    }
    if (sentAt === undefined) continue;
    counted.gone += 1;
    if (transit === 'delivered') counted.delivered += 1;
    else if (transit === 'returned') counted.returned += 1;
    else if (transit === 'attempt_failed' || transit === 'exception' || transit === 'returning') counted.problem = true;
  }
  counted.left = counted.units - counted.sent;
  return counted;
}

function fulfillmentOf({units, packing, verified, sent, left, gone, delivered, returned}: Counted): FulfillmentStatus {
  if (units === 0) return 'not_required';
  if (left === 0) {
    if (returned > 0) return returned === gone ? 'returned' : 'part_returned';
    if (delivered > 0) return delivered === gone ? 'delivered' : 'part_delivered';
    return 'sent';
  }
  if (sent > 0) return 'part_sent';
  if (verified === left) return 'packed';
  return packing + verified > 0 ? 'packing' : 'unfulfilled';
}

function statusOf(order: Draft, counted: Counted, settings: Settings): {status: OrderStatus; detail?: StatusDetail} {
  const {payment, paymentMethod} = order;
  if (order.lifecycle === 'cancelled') return {status: 'cancelled'};
  if (order.lifecycle === 'draft') return {status: 'draft'};
  if (order.kind !== 'sale') return {status: order.kind};
  if (payment === 'refunded') return {status: 'refunded'};
  if (payment === 'in_review') return {status: 'payment_review', detail: {code: 'receipt_to_review'}};
  if (payment === 'expired') return {status: 'expired'};
  if (!paymentMethod.allowUnpaidDispatch && (payment === 'unpaid' || payment === 'part_paid')) {
    if (payment === 'unpaid' && paymentMethod.needsReceipt && order.receipts.length === 0 && !settings.reviewOnlyWithReceipt) return {status: 'payment_review', detail: {code: 'awaiting_receipt'}};
    if (order.receipts.at(-1)?.state === 'denied') return {status: 'pending_payment', detail: {code: 'receipt_denied'}};
    if (order.payments.some(({kind}) => kind === 'reversed')) return {status: 'pending_payment', detail: {code: 'reversed'}};
    return payment === 'part_paid' ? {status: 'pending_payment', detail: {code: 'part_paid'}} : {status: 'pending_payment'};
  }
  const {units, packing, verified, sent, left, gone, delivered, problem} = counted;
  if (left === 0 || (settings.completeOnFirstSend && sent > 0)) {
    if (problem) return {status: 'complete', detail: {code: 'problem'}};
    if (left > 0) return {status: 'complete', detail: {code: 'left', count: left}};
    if (order.fulfillment === 'returned' || order.fulfillment === 'delivered') return {status: 'complete', detail: {code: order.fulfillment}};
    if (delivered > 0) return {status: 'complete', detail: {code: 'part_delivered', count: delivered, of: gone}};
    if (order.shippingMethod.carrier === 'none') return {status: 'complete', detail: {code: 'handed_over'}};
    return gone > 0 ? {status: 'complete', detail: {code: 'sent'}} : {status: 'complete'};
  }
  if (order.holds.length > 0) return {status: 'processing', detail: {code: 'on_hold'}};
  if (sent > 0) return {status: 'processing', detail: {code: 'part_sent', count: sent, of: units}};
  if (order.fulfillment === 'packed') return {status: 'processing', detail: {code: 'packed'}};
  return order.fulfillment === 'packing' ? {status: 'processing', detail: {code: 'packing', count: packing + verified, of: units}} : {status: 'processing'};
}

/** Writes every derived value into a draft. */
export function derive(order: Draft, settings: Settings): void {
  order.totals = totalsOf(order);
  let inReview = false;
  for (const {state} of order.receipts) if (state === 'submitted') inReview = true;
  order.payment = paymentOf(order, inReview);
  const counted = count(order);
  order.fulfillment = fulfillmentOf(counted);
  const {status, detail} = statusOf(order, counted, settings);
  order.status = status;
  if (detail === undefined) delete order.statusDetail;
  else order.statusDetail = detail;
}
