import {DEFAULT_SORT, EMPTY_QUERY, matchesOrder, parseQuery, type Order, type OrderQuery, type OrderSort, type Settings, type SortField} from '@packline/core';
import type {Services} from '../services.ts';
import {isExact} from '../storage/exact-term.ts';
import type {FoundOrder, RowMark} from '../storage/order-storage.ts';
import {LIMITS} from './limits.ts';
import {HttpProblem} from './problem.ts';

const SORT_FIELDS: readonly SortField[] = ['placedAt', 'number', 'customer', 'status', 'total', 'delivery', 'channel', 'updatedAt'];

/** Rows looked at in one go while text conditions are checked. */
const STRIDE = 200;

export interface ListRequest {
  readonly query: string | undefined;
  readonly sort: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/**
 * One page of `GET /v1/orders` as JSON text. The database narrows; `matchesOrder` of core, which is what the query
 * language means, has the last word on text.
 */
export async function listOrders({storage, storeId}: Pick<Services, 'storage' | 'storeId'>, request: ListRequest): Promise<string> {
  const {settings} = await storage.readFeedState(storeId);
  const query = readQuery(request.query);
  const sort = readSort(request.sort);
  const after = readMark(request.after, sort);
  const parts = {storage, storeId, query, sort, settings};
  const {rows, hasMore} = await readPage(parts, after, request.limit);
  const {count, countIsExact} = await countMatches(parts);
  const last = rows.at(-1);
  return `{"orders":[${rows.map(({doc}) => doc).join(',')}],"cursor":${JSON.stringify(hasMore && last ? writeMark(last.mark, sort) : null)},"hasMore":${hasMore},"count":${count},"countIsExact":${countIsExact}}`;
}

interface Search extends Pick<Services, 'storage' | 'storeId'> {
  readonly query: OrderQuery;
  readonly sort: OrderSort;
  readonly settings: Settings;
}

async function readPage(search: Search, after: RowMark | undefined, limit: number): Promise<{rows: readonly FoundOrder[]; hasMore: boolean}> {
  const rows: FoundOrder[] = [];
  for await (const row of matches(search, after, limit + 1)) {
    rows.push(row);
    if (rows.length > limit) return {rows: rows.slice(0, limit), hasMore: true};
  }
  return {rows, hasMore: false};
}

async function countMatches(search: Search): Promise<{count: number; countIsExact: boolean}> {
  const {storage, storeId, query, settings} = search;
  const most = LIMITS.exactCount + 1;
  let count = 0;
  if (query.terms.every(isExact)) count = await storage.countOrders(storeId, query.terms, settings.timeZone, most);
  else for await (const _match of matches(search, undefined, most)) if ((count += 1) >= most) break;
  return {count: Math.min(count, LIMITS.exactCount), countIsExact: count <= LIMITS.exactCount};
}

/** Matching rows in order, read in strides. */
async function* matches({storage, storeId, query, sort, settings}: Search, after: RowMark | undefined, wanted: number): AsyncGenerator<FoundOrder> {
  const exact = query.terms.every(isExact);
  const stride = exact ? wanted : STRIDE;
  for (let mark = after; ; ) {
    const rows = await storage.findOrders(storeId, {terms: query.terms, sort, timeZone: settings.timeZone, after: mark, limit: stride});
    for (const row of rows) if (exact || matchesOrder(JSON.parse(row.doc) as Order, query, settings)) yield row;
    mark = rows.at(-1)?.mark;
    if (rows.length < stride || mark === undefined) return;
  }
}

function readQuery(text: string | undefined): OrderQuery {
  if (text === undefined || text.trim() === '') return EMPTY_QUERY;
  const parsed = parseQuery(text);
  if (parsed.ok) return parsed.query;
  const {code, at, length} = parsed.problem;
  throw new HttpProblem('bad-parameter', `The query cannot be read at “${text.slice(at, at + length)}” (${code}).`, {errors: [{pointer: '/q', detail: `${code} at ${at}, length ${length}.`}]});
}

function readSort(text: string | undefined): OrderSort {
  if (text === undefined || text === '') return DEFAULT_SORT;
  const descending = text.startsWith('-');
  const field = SORT_FIELDS.find((known) => known === (descending ? text.slice(1) : text));
  if (!field) throw new HttpProblem('bad-parameter', `Orders cannot be sorted by “${text}”. Known are ${SORT_FIELDS.join(', ')}, each with or without “-” in front.`);
  return {field, descending};
}

function writeMark({value, number, id}: RowMark, {field, descending}: OrderSort): string {
  return Buffer.from(JSON.stringify([`${descending ? '-' : ''}${field}`, value, number, id])).toString('base64url');
}

function readMark(text: string | undefined, {field, descending}: OrderSort): RowMark | undefined {
  if (text === undefined || text === '') return undefined;
  const wrong = new HttpProblem('bad-parameter', 'The parameter “after” is not a cursor of this list and order.');
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw wrong;
  }
  if (!Array.isArray(parts) || parts.length !== 4) throw wrong;
  const [sort, value, number, id] = parts as unknown[];
  if (sort !== `${descending ? '-' : ''}${field}` || (typeof value !== 'string' && typeof value !== 'number') || typeof number !== 'string' || typeof id !== 'string') throw wrong;
  return {value, number, id};
}
