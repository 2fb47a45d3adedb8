import {moneyFromDecimal, type Money} from '@packline/core';
import type {ImportMap} from './import-map.ts';
import {instantsIn, localTimeReader} from './local-time.ts';

/** A value that cannot be used. The message ends a sentence that begins with its line and column. */
export class BadValue extends Error {
  override readonly name = 'BadValue';
}

/** Reads `12`, `-3`. @throws BadValue. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^[+-]?\d+$/.test(text.trim()) || !Number.isSafeInteger(number)) throw new BadValue(`“${text}” is not a whole number.`);
  return number;
}

/**
 * Reads a price with all its decimals and its sign, never through a float.
 * @throws BadValue, or EngineError of `moneyFromDecimal`.
 */
export function priceReader({decimalSeparator}: ImportMap): (text: string, currency: string) => Money {
  return (text, currency) => {
    if (decimalSeparator === '.') return moneyFromDecimal(text, currency);
    if (text.includes('.')) throw new BadValue(`“${text}” holds a point, and the map says that decimals come after a comma.`);
    return moneyFromDecimal(text.replace(',', '.'), currency);
  };
}

/** Reads when an order was placed, in the file's own format and zone, as an instant. */
export function placedAtReader({dateFormat, timeZone}: ImportMap): (text: string) => string {
  if (dateFormat === 'iso') {
    return (text) => {
      const instant = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN;
      if (Number.isNaN(instant)) throw new BadValue(`“${text}” is not an instant with its zone, such as 2011-07-01T07:26:00Z.`);
      return new Date(instant).toISOString();
    };
  }
  const readLocalTime = localTimeReader(dateFormat);
  const toInstant = instantsIn(timeZone);
  return (text) => {
    const time = readLocalTime(text);
    if (time === undefined) throw new BadValue(`“${text}” is not a time written as ${dateFormat}.`);
    return toInstant(time);
  };
}

/** `17850.0` → `17850`, anything else as it is. */
export function customerIdReader({customerIdIsNumber}: ImportMap): (text: string) => string {
  return customerIdIsNumber ? (text) => text.replace(/^(\d+)\.0*$/, '$1') : (text) => text;
}
