import {DEFAULT_SORT, EMPTY_QUERY, parseQuery, seesMoney, type CalendarDate, type OrderQuery, type OrderSort, type Role, type SortField} from '@packline/core';
import type {RowMark} from '../storage/order-storage.ts';
import {badParameter} from './known-parameters.ts';
import {HttpProblem} from './problem.ts';

/** Fields a list can be sorted by, and what their values are in the database. */
const SORT_VALUES: Readonly<Record<SortField, 'string' | 'number'>> = {
  placedAt: 'number',
  number: 'string',
  customer: 'string',
  status: 'number',
  total: 'number',
  delivery: 'number',
  channel: 'string',
  updatedAt: 'number',
};

/** Conditions of one query: more than anybody types, and fewer than a database gives up at. */
const MOST_TERMS = 50;

/** @throws HttpProblem `bad-parameter`; `forbidden` for what the role may not find out by asking. */
export function readQuery(text: string | undefined, {role, today}: {role: Role; today: CalendarDate}): OrderQuery {
  if (text === undefined || text.trim() === '') return EMPTY_QUERY;
  const parsed = parseQuery(text, {today});
  if (!parsed.ok) {
    const {code, at, length} = parsed.problem;
    throw new HttpProblem('bad-parameter', `The query cannot be read at “${text.slice(at, at + length)}” (${code}).`, {errors: [{pointer: '/q', detail: `${code} at ${at}, length ${length}.`}]});
  }
  const {length} = parsed.query.terms;
  if (length > MOST_TERMS) throw new HttpProblem('bad-parameter', `A query has at most ${MOST_TERMS} conditions, not ${length}.`, {errors: [{pointer: '/q', detail: `has ${length} conditions, at most ${MOST_TERMS} are looked for.`}]});
  if (!seesMoney(role) && parsed.query.terms.some((term) => term.kind === 'total' || (term.kind === 'text' && term.field === 'email'))) throw hidden(role, '/q');
  return parsed.query;
}

/** @throws HttpProblem `bad-parameter`; `forbidden` for what the role may not find out by asking. */
export function readSort(text: string | undefined, role: Role): OrderSort {
  if (text === undefined || text === '') return DEFAULT_SORT;
  const descending = text.startsWith('-');
  const field = descending ? text.slice(1) : text;
  if (!isSortField(field)) throw badParameter('sort', `is none of ${Object.keys(SORT_VALUES).join(', ')}, each with or without “-” in front.`);
  if (!seesMoney(role) && field === 'total') throw hidden(role, '/sort');
  return {field, descending};
}

function hidden(role: Role, pointer: string): HttpProblem {
  return new HttpProblem('forbidden', `A token of the role “${role}” sees no amounts and no addresses, so it cannot ask for orders by them.`, {errors: [{pointer, detail: 'speaks of what this role does not see.'}]});
}

/**
 * Whether the list is asked for as summaries.
 * @throws HttpProblem `bad-parameter` for a view that does not exist.
 */
export function readView(text: string | undefined): boolean {
  if (text !== undefined && text !== 'row') throw badParameter('view', 'can only be “row”; leave it out for whole orders.');
  return text === 'row';
}

function isSortField(text: string): text is SortField {
  return Object.hasOwn(SORT_VALUES, text);
}

/** The opaque cursor that stands behind a row. */
export function writeListCursor({value, number, id}: RowMark, sort: OrderSort): string {
  return Buffer.from(JSON.stringify([sortText(sort), value, number, id])).toString('base64url');
}

/** @throws HttpProblem `bad-parameter` for text that is no cursor of a list in this order. */
export function readListCursor(text: string | undefined, sort: OrderSort): RowMark | undefined {
  if (text === undefined || text === '') return undefined;
  const parts = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
  const [sorted, value, number, id, ...more] = Array.isArray(parts) ? (parts as unknown[]) : [];
  const fits = sorted === sortText(sort) && typeof value === SORT_VALUES[sort.field] && isKept(sort, value) && typeof number === 'string' && typeof id === 'string' && more.length === 0;
  if (!fits) throw badParameter('after', 'is not a cursor of this list and order.');
  return {value: value as string | number, number, id};
}

/** Moments and ranks are whole numbers, and databases compare them with nothing else. */
function isKept({field}: OrderSort, value: unknown): boolean {
  return typeof value !== 'number' || field === 'total' || Number.isSafeInteger(value);
}

function sortText({field, descending}: OrderSort): string {
  return `${descending ? '-' : ''}${field}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
