import {isEngineError, moneyFromDecimal, type Money} from '@packline/core';

/** Decimal places an amount may have, as in core. */
const MOST_PLACES = 6;

/**
 * Reads an amount that a source wrote as text. Numbers are not read: JSON's are floats by the time anybody sees them.
 * @returns undefined for anything but a plain decimal that can be kept exactly
 */
export function readDecimal(value: unknown, currency: string): Money | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return moneyFromDecimal(value, currency);
  } catch (error) {
    if (isEngineError(error)) return undefined;
    throw error;
  }
}

/**
 * `total` ÷ `count`, as the finest unit price that is not above it, and what is left over so that nothing is lost:
 * unit × count + rest = total.
 * @example
 * splitEvenly({amount: 1000, scale: 2, currency: 'USD'}, 3)
 * //=> {unit: 3.333333 USD, rest: 0.000001 USD}
 */
export function splitEvenly({amount, scale, currency}: Money, count: number): {unit: Money; rest: Money | undefined} {
  if (amount % count === 0) return {unit: {amount: amount / count, scale, currency}, rest: undefined};
  const whole = BigInt(amount) * 10n ** BigInt(MOST_PLACES - scale);
  const unit = whole / BigInt(count);
  const rest = whole - unit * BigInt(count);
  const finest = (value: bigint): Money => trimmed({amount: Number(value), scale: MOST_PLACES, currency});
  return {unit: finest(unit), rest: rest === 0n ? undefined : finest(rest)};
}

/** Without zeros at the end that nobody wrote. */
function trimmed({amount, scale, currency}: Money): Money {
  let [short, places] = [amount, scale];
  while (places > 0 && short % 10 === 0) [short, places] = [short / 10, places - 1];
  return {amount: short, scale: places, currency};
}
