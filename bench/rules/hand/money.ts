import {minorDigits, type Money, type Order} from '@packline/core';

const POWERS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

/** An amount in units of a finer scale. */
export function at({amount, scale}: Money, finer: number): number {
  return amount * (POWERS[finer - scale] as number);
}

/** What came and went, as whole numbers of one scale. */
export interface Moved {
  readonly scale: number;
  readonly accepted: number;
  readonly waived: number;
  readonly refunded: number;
}

export function movedOf(order: Pick<Order, 'payments'>, least = 0): Moved {
  let scale = least;
  for (const {amount} of order.payments) if (amount.scale > scale) scale = amount.scale;
  let accepted = 0;
  let waived = 0;
  let refunded = 0;
  for (const {kind, amount} of order.payments) {
    const value = at(amount, scale);
    if (kind === 'received') accepted += value;
    else if (kind === 'reversed') accepted -= value;
    else if (kind === 'waived') waived += value;
    else if (kind === 'unwaived') waived -= value;
    else refunded += value;
  }
  return {scale, accepted, waived, refunded};
}

/** What is still to pay. */
export function due({payments, totals, currency}: Order): Money {
  const {payable} = totals;
  const {scale, accepted, waived, refunded} = movedOf({payments}, payable.scale);
  return {amount: at(payable, scale) - (accepted + waived - refunded), scale, currency};
}

/** Whether these amounts, each `room` times, add up to something exact at the finest of their scales. */
export function fits(amounts: readonly Money[], room: number): boolean {
  let finest = 0;
  for (const {scale} of amounts) if (scale > finest) finest = scale;
  let size = 0;
  for (const value of amounts) size += Math.abs(value.amount * room * (POWERS[finest - value.scale] as number));
  return size <= Number.MAX_SAFE_INTEGER;
}

/** Rounded half away from zero to the digits of the currency. */
export function rounded(amount: number, scale: number, currency: string): Money {
  const digits = minorDigits(currency);
  if (scale <= digits) return {amount: amount * (POWERS[digits - scale] as number), scale: digits, currency};
  const divisor = POWERS[scale - digits] as number;
  const size = Math.abs(amount);
  const rest = size % divisor;
  const whole = (size - rest) / divisor + (rest * 2 >= divisor ? 1 : 0);
  return {amount: amount < 0 && whole !== 0 ? -whole : whole, scale: digits, currency};
}
