import type {Order} from '../order/order.ts';
import type {PaymentStatus} from '../payment/payment-entry.ts';
import {add, compare, subtract, zero, type Money} from '../shared/money.ts';

/** What has come and gone: A = received − reversed, W = differences accepted as full − those taken back, R = refunded. */
export interface MoneyMoved {
  readonly accepted: Money;
  readonly waived: Money;
  readonly refunded: Money;
}

export function moneyMoved(order: Pick<Order, 'payments' | 'currency'>): MoneyMoved {
  const none = zero(order.currency);
  let accepted = none;
  let waived = none;
  let refunded = none;
  for (const {kind, amount} of order.payments) {
    if (kind === 'received') accepted = add(accepted, amount);
    else if (kind === 'reversed') accepted = subtract(accepted, amount);
    else if (kind === 'waived') waived = add(waived, amount);
    else if (kind === 'unwaived') waived = subtract(waived, amount);
    else if (kind === 'refunded') refunded = add(refunded, amount);
  }
  return {accepted, waived, refunded};
}

/** P − (A + W − R): what is still to pay; negative when too much came in. */
export function dueOf(order: Pick<Order, 'payments' | 'currency' | 'totals'>): Money {
  const {accepted, waived, refunded} = moneyMoved(order);
  return subtract(order.totals.payable, subtract(add(accepted, waived), refunded));
}

/**
 * True when money is still expected, so that an upload is a question to the shop. A sale that was paid and of which a
 * part was given back is not one, although its sums alone would say so: such an upload must not stop its dispatch.
 */
export function awaitsPayment(order: Pick<Order, 'kind' | 'payments' | 'currency' | 'totals' | 'payment'>): boolean {
  return order.kind === 'sale' && order.payment !== 'part_refunded' && dueOf(order).amount > 0;
}

/** True when an upload waits for a decision. */
export function hasOpenReceipt(order: Pick<Order, 'receipts'>): boolean {
  return order.receipts.some((receipt) => receipt.state === 'submitted');
}

/**
 * The axis `order.payment`: the first row that matches (SPEC.md M6). Where discounts outweigh the goods there is as
 * little to pay as where they match them.
 */
export function derivePayment(order: Pick<Order, 'kind' | 'payments' | 'currency' | 'receipts' | 'expiredAt' | 'totals'>): PaymentStatus {
  const {payable} = order.totals;
  if (order.kind !== 'sale' || payable.amount <= 0) return 'not_required';
  const {accepted, waived, refunded} = moneyMoved(order);
  const none = zero(order.currency);
  const counted = add(accepted, waived);
  const covered = compare(subtract(counted, refunded), payable) >= 0;
  if (refunded.amount > 0 && compare(refunded, accepted) >= 0) return 'refunded';
  if (!covered && hasOpenReceipt(order)) return 'in_review';
  if (accepted.amount === 0) return order.expiredAt === undefined ? 'unpaid' : 'expired';
  const surplus = subtract(accepted, payable);
  const harmless = surplus.amount > 0 ? surplus : none;
  if (compare(refunded, harmless) > 0 && compare(counted, payable) >= 0) return 'part_refunded';
  if (!covered) return 'part_paid';
  return compare(subtract(accepted, refunded), payable) > 0 ? 'overpaid' : 'paid';
}
