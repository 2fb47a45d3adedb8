import {isEngineError, minorDigits, moneyFromDecimal, type Money} from '@packline/core';

/**
 * Reads a typed amount; separators of thousands and the sign of the currency are passed over.
 * @returns undefined for what is not a positive amount the currency can be paid with.
 */
export function readAmount(text: string, currency: string): Money | undefined {
  const plain = text.replaceAll(/[,\s\u00a0]/g, '').replace(/^[^\d.+-]+/, '');
  try {
    const money = moneyFromDecimal(plain, currency);
    return money.amount > 0 && money.scale <= minorDigits(currency) ? money : undefined;
  } catch (error) {
    if (isEngineError(error)) return undefined;
    throw error;
  }
}
