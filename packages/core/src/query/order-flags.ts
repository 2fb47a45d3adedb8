import type {Order} from '../order/order.ts';
import {isInTrouble} from '../parcel/parcel.ts';
import {isMoney, MAX_SCALE} from '../shared/money.ts';
import type {HasFact, IsFact, OrderProblem} from './order-query.ts';

/** Fields of small yes-or-no facts. */
export type FlagField = 'has' | 'is' | 'problem';
type Flag = `has:${HasFact}` | `is:${IsFact}` | `problem:${OrderProblem}`;

/** One bit each. */
const BITS: Readonly<Record<Flag, number>> = {
  'has:note': 1,
  'has:remark': 2,
  'has:tracking': 4,
  'has:hold': 8,
  'has:receipt': 16,
  'is:archived': 32,
  'problem:delivery': 64,
  'problem:moving_unsent': 128,
  'problem:overpaid': 256,
  'problem:refund_due': 512,
};
/** A copy without amounts: what stands in it as a total is no total. */
const NO_AMOUNTS = 1024;
/** Every set of flags is below this. */
export const FLAG_SETS = 2048;

/** The bits of some values of a field. */
export function flagMask(field: FlagField, values: readonly string[]): number {
  return values.reduce((mask, value) => mask | (BITS[`${field}:${value}` as Flag] ?? 0), 0);
}

/** Whether a set of flags is that of a copy without amounts. */
export function hasNoAmounts(flags: number): boolean {
  return (flags & NO_AMOUNTS) !== 0;
}

/** Everything `has:`, `is:` and `problem:` can ask of an order, as bits. */
export function flagsOf(order: Order): number {
  let flags = 0;
  if (order.customerNote || order.staffNote || (order.notes?.length ?? 0) > 0 || order.lines.some(({note}) => note)) flags |= BITS['has:note'];
  if (order.holds.length > 0) flags |= BITS['has:hold'];
  if (order.receipts.length > 0) flags |= BITS['has:receipt'];
  if (order.archived) flags |= BITS['is:archived'];
  if (order.payment === 'overpaid') flags |= BITS['problem:overpaid'];
  if (order.redactedFor !== undefined) flags |= NO_AMOUNTS;
  if (order.lifecycle === 'cancelled' && keepsMoney(order)) flags |= BITS['problem:refund_due'];
  for (const parcel of order.parcels) {
    const {remark, trackingNumber, transit, sentAt} = parcel;
    if (remark) flags |= BITS['has:remark'];
    if (trackingNumber) flags |= BITS['has:tracking'];
    if (isInTrouble(parcel)) flags |= BITS['problem:delivery'];
    if (transit !== 'none' && sentAt === undefined) flags |= BITS['problem:moving_unsent'];
  }
  return flags;
}

/**
 * Whether more came in than was given back; exact, and silent about currencies: a document that mixes them is looked at
 * too. What is no amount (somebody else wrote it) counts as none.
 */
function keepsMoney({payments}: Order): boolean {
  let kept = 0n;
  for (const {kind, amount} of payments) {
    if (!isMoney(amount)) continue;
    const exact = BigInt(amount.amount) * 10n ** BigInt(MAX_SCALE - amount.scale);
    if (kind === 'received') kept += exact;
    else if (kind === 'reversed' || kind === 'refunded') kept -= exact;
  }
  return kept > 0n;
}
