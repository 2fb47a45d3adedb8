import {fold} from '../shared/fold.ts';
import type {ParsedQuery, QueryProblem, QueryTerm, TextField} from './order-query.ts';
import {parseDays, parseNumbers} from './parse-range.ts';
import {queryTokens, type QueryToken} from './query-tokens.ts';
import {QUERY_VALUES, type ListField} from './query-values.ts';

type Field = Exclude<TextField, 'any'> | ListField | 'placed' | 'total';

const FIELDS: Readonly<Record<Field, 'text' | 'list' | 'days' | 'numbers'>> = {
  number: 'text',
  product: 'text',
  sku: 'text',
  customer: 'text',
  phone: 'text',
  email: 'text',
  tracking: 'text',
  tag: 'text',
  channel: 'text',
  status: 'list',
  payment: 'list',
  fulfillment: 'list',
  placed: 'days',
  total: 'numbers',
};

/** Every field a query can name, for help texts and completion. */
export const QUERY_FIELDS = Object.keys(FIELDS) as readonly Field[];

const ALIASES: Readonly<Record<string, Field>> = {fulfilment: 'fulfillment', 'e-mail': 'email'};

function fieldOf(name: string): Field | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(FIELDS, lower) ? (lower as Field) : Object.hasOwn(ALIASES, lower) ? ALIASES[lower] : undefined;
}

/** `Payment-Review`, `payment review` and `payment_review` are one. */
const toCode = (text: string): string => fold(text).trim().replace(/[ -]+/g, '_');

function listTerm(kind: ListField, {value, valueAt, negated}: QueryToken): QueryTerm | QueryProblem | undefined {
  const known: readonly string[] = QUERY_VALUES[kind];
  const values: string[] = [];
  for (const {0: item, index} of value.matchAll(/[^,，、]+/g)) {
    const code = toCode(item);
    if (code === '' || values.includes(code)) continue;
    if (!known.includes(code)) {
      return {code: 'query/unknown-value', at: valueAt + index, length: item.length, params: {field: kind, value: item.trim(), known: known.join(', ')}};
    }
    values.push(code);
  }
  return values.length === 0 ? undefined : ({kind, values, negated} as QueryTerm);
}

/** Undefined: a term that says nothing yet, as while typing `status:` or `""`. */
function termOf(token: QueryToken): QueryTerm | QueryProblem | undefined {
  const {negated, value, valueAt} = token;
  if (value === '') return undefined;
  const field = token.field === undefined ? 'any' : (fieldOf(token.field) ?? 'any');
  const kind = field === 'any' ? 'text' : FIELDS[field];
  if (kind === 'text') return {kind, field: field as TextField, text: value, negated};
  if (kind === 'list') return listTerm(field as ListField, token);
  if (kind === 'days') {
    const days = parseDays(value);
    return days ? {kind: 'placed', ...days, negated} : {code: 'query/bad-date', at: valueAt, length: value.length, params: {value}};
  }
  const numbers = parseNumbers(value);
  return numbers ? {kind: 'total', ...numbers, negated} : {code: 'query/bad-number', at: valueAt, length: value.length, params: {value}};
}

/**
 * Reads typed text as a query.
 *
 * - bare words: all must occur, in any order, any field, as any part of a word
 * - `"a phrase"`: as it stands, inside one text; a doubled quote stands for itself
 * - `number:` `product:` `sku:` `customer:` (name or id) `phone:` `email:` `tracking:` `tag:` `channel:` + word or phrase
 * - `status:processing,complete` `payment:` `fulfillment:`: one of these; `-` and `_` are the same in a code
 * - `placed:2026-01-01..2026-01-31`, an end may be open; a month or a year counts as all its days
 * - `total:>500`, `>=`, `<`, `<=`, `10..20`, `99.90`
 * - `-` in front of any of these: must not be so
 *
 * A field without a value says nothing, so that half-typed text does not empty a list.
 *
 * @returns the query, or the first problem: its code, and where in `text` it is
 * @example
 * parseQuery('陳 product:"lunch bag" -status:cancelled')
 */
export function parseQuery(text: string): ParsedQuery {
  const cut = queryTokens(text, (name) => fieldOf(name) !== undefined);
  if (!cut.ok) return cut;
  const terms: QueryTerm[] = [];
  for (const token of cut.tokens) {
    const term = termOf(token);
    if (term === undefined) continue;
    if ('code' in term) return {ok: false, problem: term};
    terms.push(term);
  }
  return {ok: true, query: {terms}};
}
