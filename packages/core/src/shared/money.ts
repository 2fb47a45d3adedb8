import {EngineError} from './engine-error.ts';
import {minorDigits} from './currencies.ts';

/**
 * An exact amount: `amount` × 10^−`scale` of `currency`. Never a float.
 *
 * Real unit prices have three decimals and four real invoices end in tenths of a penny, so the scale belongs to the
 * amount and not to the currency; only {@link payableOf} rounds.
 *
 * @example
 * {amount: 1795, scale: 3, currency: 'GBP'} // £1.795
 */
export interface Money {
  /** A safe integer in units of 10^−scale. */
  readonly amount: number;
  /** Decimal places of `amount`, 0–6. */
  readonly scale: number;
  /** ISO 4217 code, for example `HKD`. */
  readonly currency: string;
}

/** The largest scale a {@link Money} may have. */
export const MAX_SCALE = 6;

/**
 * Makes a checked {@link Money}.
 * @throws EngineError `money/overflow` when `amount` is not a safe integer, `money/scale` when the scale is not 0–6.
 */
export function money(amount: number, scale: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new EngineError('money/overflow', `${amount} is not an amount that can be kept exactly.`);
  if (!Number.isInteger(scale) || scale < 0 || scale > MAX_SCALE) throw new EngineError('money/scale', `${scale} decimal places: an amount has 0 to ${MAX_SCALE}.`);
  return {amount: amount === 0 ? 0 : amount, scale, currency};
}

/** True when amount and scale are such as {@link money} makes; what callers without types hand over need not be. */
export function isMoney({amount, scale}: Money): boolean {
  return Number.isSafeInteger(amount) && Number.isInteger(scale) && scale >= 0 && scale <= MAX_SCALE;
}

/** Nothing, in `currency`. */
export function zero(currency: string): Money {
  return {amount: 0, scale: 0, currency};
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads a plain decimal (`-11062.06`, `0.001`) without going through a float. Zeros at the end are kept as written.
 * @throws EngineError `money/not-a-number` for anything else: exponents, separators, currency signs; `money/scale` past six decimals; `money/overflow`.
 * @example
 * moneyFromDecimal('1.795', 'GBP') //=> {amount: 1795, scale: 3, currency: 'GBP'}
 */
export function moneyFromDecimal(text: string, currency: string): Money {
  const match = DECIMAL.exec(text.trim());
  if (!match) throw new EngineError('money/not-a-number', `“${text}” is not a plain decimal number.`);
  const [, sign, whole = '', fraction = ''] = match;
  const value = Number(whole + fraction);
  return money(sign === '-' ? -value : value, fraction.length, currency);
}

/**
 * Writes the exact decimal, without separators or sign of currency.
 * @example
 * toDecimal({amount: -1795, scale: 3, currency: 'GBP'}) //=> '-1.795'
 */
export function toDecimal({amount, scale}: Money): string {
  const digits = String(Math.abs(amount)).padStart(scale + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function power(exponent: number): number {
  return 10 ** exponent;
}

function atScale(value: Money, scale: number): number {
  return value.scale === scale ? value.amount : value.amount * power(scale - value.scale);
}

function assertSame(left: Money, right: Money): void {
  if (left.currency !== right.currency) throw new EngineError('money/mixed-currencies', `${left.currency} and ${right.currency} cannot be added or compared.`);
}

/** left + right, exact, at the finer scale. @throws EngineError `money/mixed-currencies`, `money/overflow`. */
export function add(left: Money, right: Money): Money {
  assertSame(left, right);
  const scale = Math.max(left.scale, right.scale);
  return money(atScale(left, scale) + atScale(right, scale), scale, left.currency);
}

/** left − right, exact. @throws EngineError `money/mixed-currencies`, `money/overflow`. */
export function subtract(left: Money, right: Money): Money {
  return add(left, negate(right));
}

/** The same amount with the other sign. */
export function negate(value: Money): Money {
  return {...value, amount: value.amount === 0 ? 0 : -value.amount};
}

/** value × a whole number. @throws EngineError `money/overflow`, also when the factor is not whole. */
export function times(value: Money, factor: number): Money {
  if (!Number.isSafeInteger(factor)) throw new EngineError('money/overflow', `${factor} is not a whole number that an amount can be multiplied by exactly.`);
  return money(value.amount * factor, value.scale, value.currency);
}

/** The exact sum. An empty list gives zero in `currency`. @throws EngineError as {@link add}. */
export function sum(values: Iterable<Money>, currency: string): Money {
  let total = zero(currency);
  for (const value of values) total = add(total, value);
  return total;
}

/**
 * True when these amounts, and any of them with any signs, add up to something that can be kept exactly at the finest
 * of their scales. What passed this once can be added and subtracted for ever without an overflow.
 */
export function canAddUp(amounts: readonly Money[]): boolean {
  let finest = 0;
  for (const {scale} of amounts) if (scale > finest) finest = scale;
  // Sizes only grow; past the safe range they may be off by a little, but never come back into it.
  let size = 0;
  for (const value of amounts) size += Math.abs(atScale(value, finest));
  return size <= Number.MAX_SAFE_INTEGER;
}

/** −1, 0 or 1 by value: 1.50 and 1.5 are equal. @throws EngineError `money/mixed-currencies`. */
export function compare(left: Money, right: Money): -1 | 0 | 1 {
  assertSame(left, right);
  const scale = Math.max(left.scale, right.scale);
  const difference = atScale(left, scale) - atScale(right, scale);
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

/** Equal by value; amounts of different currencies are never equal. */
export function moneyEquals(left: Money, right: Money): boolean {
  return left.currency === right.currency && compare(left, right) === 0;
}

/**
 * What a customer is asked for: `total` rounded half-up (away from zero on the half) to the currency's ISO digits.
 * @example
 * payableOf({amount: 12345, scale: 3, currency: 'GBP'}) //=> {amount: 1235, scale: 2, currency: 'GBP'}
 */
export function payableOf(total: Money): Money {
  const digits = minorDigits(total.currency);
  if (total.scale <= digits) return money(atScale(total, digits), digits, total.currency);
  const divisor = power(total.scale - digits);
  const size = Math.abs(total.amount);
  // By the remainder: near the end of the safe range, adding a half or dividing would round in binary.
  const rest = size % divisor;
  const rounded = (size - rest) / divisor + (rest * 2 >= divisor ? 1 : 0);
  return money(total.amount < 0 ? -rounded : rounded, digits, total.currency);
}
