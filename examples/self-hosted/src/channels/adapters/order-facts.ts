import {moneyEquals, toDecimal, type Money, type NewOrder, type ProblemPointer} from '@packline/core';
import * as z from 'zod';
import {readDecimal} from '../decimal.ts';
import {totalOf} from '../total-of.ts';
import {noteOf} from './leftovers.ts';

/** Given to orders whose parts do not come to what the shop says, so that somebody looks. */
export const CHECK_TOTAL_TAG = 'check-total';

/** An amount as both shops write it: decimals in quotes. A bare number has been a float already. */
export const amountText = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'must be a decimal in quotes, such as "19.90".');

/** Text that may be missing or null. */
export const maybeText = z.string().nullish();

/** An amount that {@link amountText} has let through. @throws Error when it has not. */
export function amountOf(text: string, currency: string): Money {
  const amount = readDecimal(text, currency);
  if (!amount) throw new Error(`“${text}” was taken for an amount.`);
  return amount;
}

/** The texts that say something. */
export function texts(...parts: readonly (string | null | undefined)[]): string[] {
  return parts.map((part) => part?.trim() ?? '').filter((part) => part !== '');
}

/** `{key: text}` when there is text. */
export function fact<Key extends string>(key: Key, value: string | null | undefined): Partial<Record<Key, string>> {
  const text = value?.trim() ?? '';
  return (text === '' ? {} : {[key]: text}) as Partial<Record<Key, string>>;
}

/** Compares with what the shop says it comes to; an order that differs is taken all the same, with a mark and a note. */
export function withTotal(order: Omit<NewOrder, 'channel'>, stated: Money): Omit<NewOrder, 'channel'> {
  const ours = totalOf(order, stated.currency);
  if (moneyEquals(ours, stated)) return order;
  const note = noteOf([order.staffNote, `The shop says the total is ${toDecimal(stated)} ${stated.currency}; its lines, fee, discounts and tax come to ${toDecimal(ours)}.`]);
  return {...order, tags: [...(order.tags ?? []), CHECK_TOTAL_TAG], ...(note === undefined ? {} : {staffNote: note})};
}

export function invalid(...errors: readonly ProblemPointer[]): {kind: 'invalid'; errors: readonly ProblemPointer[]} {
  return {kind: 'invalid', errors};
}
