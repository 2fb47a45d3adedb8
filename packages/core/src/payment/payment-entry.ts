import type {Instant} from '../shared/instant.ts';
import type {Money} from '../shared/money.ts';

/**
 * One movement of money. `received` counts toward A, `reversed` against it, `waived` is a difference accepted as full
 * (W) and `unwaived` takes that back, `refunded` is R. Amounts are never negative; the kind says the direction.
 */
export interface PaymentEntry {
  readonly id: string;
  readonly kind: 'received' | 'reversed' | 'waived' | 'unwaived' | 'refunded';
  readonly amount: Money;
  readonly at: Instant;
  readonly by: string;
  /** How it came in: the order's method, `invoice`, `cash`, … */
  readonly method?: string;
  readonly receiptId?: string;
  /** reversed, unwaived: the entry it takes back. */
  readonly reverses?: string;
  readonly note?: string;
}

/** The derived axis `order.payment`. */
export type PaymentStatus =
  | 'unpaid'
  | 'in_review'
  | 'part_paid'
  | 'paid'
  | 'overpaid'
  | 'part_refunded'
  | 'refunded'
  | 'expired'
  | 'not_required';
