import type {CalendarDate} from '../shared/instant.ts';
import {fold} from '../shared/fold.ts';
import {addDays} from './day-bounds.ts';

/** The days `placed:` and the like name. */
export interface DayRange {
  readonly from: CalendarDate | undefined;
  readonly to: CalendarDate | undefined;
}

/** The amounts `total:` names. An open end counts as included. */
export interface NumberRange {
  readonly min: number | undefined;
  readonly minIncluded: boolean;
  readonly max: number | undefined;
  readonly maxIncluded: boolean;
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const RELATIVE = /^(today|yesterday|tomorrow)(?:([+-])(\d{1,4}))?$/;
const FROM_TODAY: Readonly<Record<string, number>> = {yesterday: -1, today: 0, tomorrow: 1};

/** A day, or the days of a month (`2026-01`) or a year (`2026`). Undefined: no such date. */
function daysOf(text: string, today: CalendarDate | undefined): {first: CalendarDate; last: CalendarDate} | undefined {
  const [relative, name = '', sign, shift = '0'] = RELATIVE.exec(text) ?? [];
  if (relative !== undefined) {
    if (today === undefined) return undefined;
    const day = addDays(today, (FROM_TODAY[name] ?? 0) + (sign === '-' ? -1 : 1) * Number(shift));
    return {first: day, last: day};
  }
  const [whole, year, month, day] = DATE.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const first = `${year}-${month ?? '01'}-${day ?? '01'}`;
  const date = new Date(`${first}T00:00:00Z`);
  // Dates that do not exist are rolled over (30 February) or invalid.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== first) return undefined;
  if (month === undefined) return {first, last: `${year}-12-31`};
  if (day !== undefined) return {first, last: first};
  date.setUTCMonth(date.getUTCMonth() + 1, 0);
  return {first, last: date.toISOString().slice(0, 10)};
}

/**
 * `2026-01-31`, `2026-01`, `2026`, `today`, `yesterday`, `tomorrow`, `today-6`, `a..b`, `a..`, `..b`. Undefined: none of
 * these, or it ends before it begins.
 * @param today the calendar day it is; without it there are no days named by it
 */
export function parseDays(written: string, today: CalendarDate | undefined): DayRange | undefined {
  const [left = '', right, more] = fold(written).split('..');
  if (more !== undefined || (left === '' && (right ?? '') === '')) return undefined;
  const from = left === '' ? undefined : daysOf(left, today);
  const to = right === undefined ? from : right === '' ? undefined : daysOf(right, today);
  if ((left !== '' && from === undefined) || ((right ?? '') !== '' && to === undefined)) return undefined;
  if (from !== undefined && to !== undefined && from.first > to.last) return undefined;
  return {from: from?.first, to: to?.last};
}

const AMOUNT = /^(>=|<=|>|<|)([+-]?\d+(?:\.\d+)?)$/;

/** Past every number there is, the last one there is; `-0` is nothing, like `0`. */
const numberOf = (digits: string): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, Number(digits))) + 0;

/** `500`, `>500`, `>=500`, `<500`, `<=500`, `a..b`, `a..`, `..b`; in a range an end may be left out: `>5..<10`. */
export function parseNumbers(written: string): NumberRange | undefined {
  const text = fold(written);
  const [left = '', right, more] = text.split('..');
  if (more !== undefined) return undefined;
  const [, sign = '', digits] = AMOUNT.exec(left) ?? [];
  if (digits === undefined && (left !== '' || right === undefined)) return undefined;
  const value = digits === undefined ? undefined : numberOf(digits);
  if (right === undefined) {
    const [from, to] = [!sign.startsWith('<'), !sign.startsWith('>')];
    return {min: from ? value : undefined, minIncluded: sign !== '>', max: to ? value : undefined, maxIncluded: sign !== '<'};
  }
  const [, rightSign = '', rightDigits] = AMOUNT.exec(right) ?? [];
  if (right !== '' && rightDigits === undefined) return undefined;
  const max = rightDigits === undefined ? undefined : numberOf(rightDigits);
  if (value === undefined && max === undefined) return undefined;
  if (sign.startsWith('<') || rightSign.startsWith('>') || (value !== undefined && max !== undefined && value > max)) return undefined;
  return {min: value, minIncluded: sign !== '>', max, maxIncluded: rightSign !== '<'};
}
