import {minorDigits, type Money} from '@packline/core';
import {groupDigits} from './group-digits.ts';

/** An amount in parts, so that a column can show the sign of the currency quieter than the number. */
export interface MoneyParts {
  /** A minus sign (U+2212) or nothing; it stands before the currency's sign. */
  readonly minus: string;
  /** `HK$`, `£`, `THB`. */
  readonly sign: string;
  /** `1,280.00` */
  readonly digits: string;
}

/** Dollars and yen that `Intl` writes differently from place to place. */
const SIGNS: Record<string, string> = {HKD: 'HK$', USD: 'US$', CNY: '¥', SGD: 'S$', MOP: 'MOP$'};

/** The sign of a currency, by `Intl` where it is the same everywhere. Never asked for digits: it disagrees with ISO 4217. */
export function currencySign(currency: string): string {
  const known = SIGNS[currency];
  if (known !== undefined) return known;
  let sign = currency;
  try {
    sign = new Intl.NumberFormat('en', {style: 'currency', currency}).formatToParts(0).find(({type}) => type === 'currency')?.value ?? currency;
  } catch {
    // Not a code `Intl` takes; the code itself is the best sign there is.
  }
  return (SIGNS[currency] = sign);
}

/** The digits of an amount: at least as many places as the currency is paid with, more where there really are more. */
function digitsOf({amount, scale, currency}: Money): string {
  const places = minorDigits(currency);
  let units = String(Math.abs(amount));
  if (scale > places) {
    units = units.padStart(scale + 1, '0');
    let end = units.length;
    while (scale - (units.length - end) > places && units.charCodeAt(end - 1) === 48) end -= 1;
    const cutAt = units.length - scale;
    const fraction = units.slice(cutAt, end);
    return fraction === '' ? groupDigits(units.slice(0, cutAt)) : `${groupDigits(units.slice(0, cutAt))}.${fraction}`;
  }
  units = units.padStart(scale + 1, '0');
  const cutAt = units.length - scale;
  const whole = groupDigits(units.slice(0, cutAt));
  return places === 0 ? whole : `${whole}.${units.slice(cutAt).padEnd(places, '0')}`;
}

/** @example moneyParts({amount: -128000, scale: 2, currency: 'HKD'}) //=> {minus: '−', sign: 'HK$', digits: '1,280.00'} */
export function moneyParts(money: Money): MoneyParts {
  return {minus: money.amount < 0 ? '−' : '', sign: currencySign(money.currency), digits: digitsOf(money)};
}

const LETTERS_ONLY = /^[A-Z]+$/;

/**
 * An amount in a sentence: `HK$1,280.00`, `−£12.50`, `THB 80.00`.
 * @param withCode Adds the code, where two currencies share a sign: `¥1,200 JPY`.
 */
export function moneyText(money: Money, withCode = false): string {
  const {minus, sign, digits} = moneyParts(money);
  const text = `${minus}${sign}${LETTERS_ONLY.test(sign) ? '\u00a0' : ''}${digits}`;
  return withCode && sign !== money.currency ? `${text} ${money.currency}` : text;
}
