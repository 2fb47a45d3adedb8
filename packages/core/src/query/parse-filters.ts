import type {CalendarDate} from '../shared/instant.ts';
import type {DayField, ListField, ListValues, ParsedQuery, QueryTerm, TextField} from './order-query.ts';
import {plainDecimal} from './plain-decimal.ts';
import {type ParseOptions, parseQuery} from './parse-query.ts';
import {fieldOf, isTextField, nearestField, termOf} from './query-fields.ts';

/** Days, both included; `today`, `today-6` and the like need {@link ParseOptions.today}. An end may be left out. */
export interface DayFilter {
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
}

/** Amounts as plain decimals in the order's own currency. `over` and `under` leave the amount itself out. */
export interface TotalFilter {
  readonly min?: number;
  readonly over?: number;
  readonly max?: number;
  readonly under?: number;
}

/** Words by field; several of one field must all occur. */
export type TextFilters = {readonly [Field in Exclude<TextField, 'any'>]?: string | readonly string[]};
/** Values by field; several of one field: one of them. */
export type ListFilters = {readonly [Field in ListField]?: ListValues[Field] | readonly ListValues[Field][]};
/** Days by field. */
export type DayFilters = {readonly [Field in DayField]?: CalendarDate | DayFilter};

/**
 * Conditions as a script writes them. Several values of a list field: one of them; several texts of a text field: all of
 * them. Fields that are left out say nothing. Orders on hold for whatever reason are `has: 'hold'`.
 */
export interface OrderFilters extends TextFilters, ListFilters, DayFilters {
  /** What one would type: words, phrases, tokens. */
  readonly text?: string;
  readonly total?: number | TotalFilter;
  /** Must not be so. */
  readonly not?: Omit<OrderFilters, 'not' | 'text'>;
}

/** The value as one would type it behind the field's name. */
function typed(value: unknown): string {
  if (typeof value === 'number') return plainDecimal(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const {from = '', to = '', min, over, max, under} = value as DayFilter & TotalFilter;
  const [least, most] = [over === undefined ? min : over, under === undefined ? max : under];
  if (least === undefined && most === undefined) return from === '' && to === '' ? '' : `${from}..${to}`;
  const [left, right] = [least === undefined ? '' : plainDecimal(least), most === undefined ? '' : plainDecimal(most)];
  if (most === undefined) return `${over === undefined ? '>=' : '>'}${left}`;
  if (least === undefined) return `${under === undefined ? '<=' : '<'}${right}`;
  return `${over === undefined ? '' : '>'}${left}..${under === undefined ? '' : '<'}${right}`;
}

/**
 * Reads filters as the query that typed text of the same meaning gives.
 *
 * @returns the query, or the first problem; `at` is 0 and `params` name the field and the value, as there is no text
 * @example
 * parseFilters({status: ['processing'], sku: 'ABC', placed: {from: '2026-01-01'}, not: {tag: 'vip'}, text: '陳大文'})
 */
export function parseFilters({text = '', not = {}, ...filters}: OrderFilters, {today}: ParseOptions = {}): ParsedQuery {
  const terms: QueryTerm[] = [];
  const conditions = [...Object.entries(filters).map((entry) => [...entry, false] as const), ...Object.entries(not).map((entry) => [...entry, true] as const)];
  for (const [name, filter, negated] of conditions) {
    if (filter === undefined) continue;
    const field = fieldOf(name);
    if (field === undefined) return {ok: false, problem: {code: 'query/unknown-field', at: 0, length: 0, params: {field: name, ...nearestField(name)}}};
    const list = Array.isArray(filter) ? (filter as readonly unknown[]) : [filter];
    // Texts stand each for itself, also one that looks like a list or like a word of the language.
    const values = isTextField(field) ? list.map(typed) : [list.map(typed).join(',')];
    for (const value of values) {
      const term = termOf({negated, field, at: 0, value, quoted: true, valueAt: 0}, today);
      if (term === undefined) continue;
      if ('code' in term) return {ok: false, problem: {...term, at: 0, length: 0}};
      terms.push(term);
    }
  }
  const words = parseQuery(text, today === undefined ? {} : {today});
  return words.ok ? {ok: true, query: {terms: [...terms, ...words.query.terms]}} : words;
}
