import {fold} from '../shared/fold.ts';
import type {CalendarDate} from '../shared/instant.ts';
import {nearestWord} from './nearest-word.ts';
import type {DayField, ListField, QueryProblem, QueryTerm, TextField} from './order-query.ts';
import {parseDays, parseNumbers} from './parse-range.ts';
import type {QueryToken} from './query-tokens.ts';
import {QUERY_VALUES} from './query-values.ts';

/** A field a query can name. */
export type QueryField = Exclude<TextField, 'any'> | ListField | DayField | 'total';

const FIELDS: Readonly<Record<QueryField, 'text' | 'list' | 'days' | 'numbers'>> = {
  number: 'text',
  product: 'text',
  sku: 'text',
  customer: 'text',
  phone: 'text',
  email: 'text',
  tracking: 'text',
  tag: 'text',
  channel: 'text',
  hold: 'text',
  status: 'list',
  detail: 'list',
  payment: 'list',
  fulfillment: 'list',
  kind: 'list',
  carrier: 'list',
  has: 'list',
  is: 'list',
  problem: 'list',
  placed: 'days',
  updated: 'days',
  ship: 'days',
  sent: 'days',
  total: 'numbers',
};

/** Every field a query can name, for help texts and completion. */
export const QUERY_FIELDS = Object.keys(FIELDS) as readonly QueryField[];

const ALIASES: Readonly<Record<string, QueryField>> = {fulfilment: 'fulfillment', 'e-mail': 'email'};
/** What a field's value says besides its own: all of it, or nothing of it. */
const ANY = 'any';
const NONE = 'none';

/** The field of a typed name. */
export function fieldOf(name: string): QueryField | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(FIELDS, lower) ? (lower as QueryField) : Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined;
}

/** Whether a field is looked into for words. */
export function isTextField(field: QueryField): boolean {
  return FIELDS[field] === 'text';
}

/** The field that was probably meant by a name that is none, as a parameter of a problem. */
export function nearestField(name: string): {readonly nearest?: string} {
  const nearest = nearestWord(name.toLowerCase(), [...QUERY_FIELDS, ...Object.keys(ALIASES)]);
  return nearest === undefined ? {} : {nearest: ALIASES[nearest] ?? nearest};
}

/** `Payment-Review`, `payment review` and `payment_review` are one. */
const toCode = (text: string): string => fold(text).trim().replace(/[ -]+/g, '_');

function listTerm(kind: ListField, {value, valueAt, negated}: QueryToken): QueryTerm | QueryProblem | undefined {
  const known: readonly string[] = QUERY_VALUES[kind];
  const whole = toCode(value);
  if (kind === 'problem' && (whole === ANY || whole === NONE)) return {kind, values: QUERY_VALUES.problem, negated: negated !== (whole === NONE)};
  const values: string[] = [];
  for (const {0: item, index} of value.matchAll(/[^,，、]+/g)) {
    const code = toCode(item);
    if (code === '' || values.includes(code)) continue;
    if (!known.includes(code)) {
      const nearest = nearestWord(code, known);
      const params = {field: kind, value: item.trim(), known: known.join(', '), ...(nearest === undefined ? {} : {nearest})};
      return {code: 'query/unknown-value', at: valueAt + index, length: item.length, params};
    }
    values.push(code);
  }
  return values.length === 0 ? undefined : ({kind, values, negated} as QueryTerm);
}

function textTerm(field: TextField, {value, quoted, negated}: QueryToken): QueryTerm {
  const code = field === 'hold' && !quoted ? toCode(value) : '';
  if (code === ANY || code === NONE) return {kind: 'has', values: ['hold'], negated: negated !== (code === NONE)};
  return {kind: 'text', field, text: value, negated};
}

/** Undefined: a term that says nothing yet, as while typing `status:` or `""`. */
export function termOf(token: QueryToken, today: CalendarDate | undefined): QueryTerm | QueryProblem | undefined {
  const {negated, value, valueAt} = token;
  if (value === '') return undefined;
  const field = token.field === undefined ? undefined : fieldOf(token.field);
  if (field === undefined) return textTerm('any', token);
  switch (FIELDS[field]) {
    case 'text':
      return textTerm(field as TextField, token);
    case 'list':
      return listTerm(field as ListField, token);
    case 'days': {
      const days = parseDays(value, today);
      return days ? {kind: field as DayField, ...days, negated} : {code: 'query/bad-date', at: valueAt, length: value.length, params: {field, value}};
    }
    case 'numbers': {
      const numbers = parseNumbers(value);
      return numbers ? {kind: 'total', ...numbers, negated} : {code: 'query/bad-number', at: valueAt, length: value.length, params: {field, value}};
    }
  }
}
