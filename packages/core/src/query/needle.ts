import {fold} from '../shared/fold.ts';
import {digitsOf, type Haystack, type HaystackField} from './order-haystacks.ts';
import type {TextField} from './order-query.ts';

/** A word or phrase in the form it is looked for. */
export interface Needle {
  readonly field: TextField;
  /** Folded, without spaces at its ends. */
  readonly text: string;
  /** What is looked for in phone numbers, which are kept as digits only; undefined: this cannot be part of one. */
  readonly digits: string | undefined;
}

const WRITTEN_LIKE_A_PHONE = /^[-+()./ 0-9]+$/;
/** Fewer digits among dashes and brackets are something else (`1-2`, `(3)`), unless a `+` says what they are. */
const FEWEST_DIGITS = 4;

function phoneDigits(field: TextField, text: string): string | undefined {
  if (field !== 'any' && field !== 'phone') return undefined;
  const digits = digitsOf(text);
  if (digits === '' || !WRITTEN_LIKE_A_PHONE.test(text)) return undefined;
  const meansPhone = field === 'phone' || digits === text || text.startsWith('+') || digits.length >= FEWEST_DIGITS;
  return meansPhone ? digits : undefined;
}

/** What to look for, or undefined when nothing is left of the text: a condition that always holds. */
export function toNeedle(field: TextField, text: string): Needle | undefined {
  const folded = fold(text).trim();
  return folded === '' ? undefined : {field, text: folded, digits: phoneDigits(field, folded)};
}

/** Whether a needle of `wanted` is looked for in texts of `field`. Bare words look at neither the channel nor the reasons of holds. */
export function reachesField(wanted: TextField, field: HaystackField): boolean {
  return wanted === 'any' ? field !== 'channel' && field !== 'hold' : wanted === field;
}

/** Whether the needle is inside this one text. */
export function isIn(needle: Needle, {field, text}: Haystack): boolean {
  if (!reachesField(needle.field, field)) return false;
  if (field !== 'phone') return text.includes(needle.text);
  return needle.digits !== undefined && text.includes(needle.digits);
}
