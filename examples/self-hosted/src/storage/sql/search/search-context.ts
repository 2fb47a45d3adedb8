import type {Kysely} from 'kysely';
import {sql, type RawBuilder} from 'kysely';
import type {OrderSearch, RowMark} from '../../order-storage.ts';
import {toFilter, type OrderFilter} from '../order-filter.ts';
import type {SqlDialect} from '../sql-dialect.ts';
import type {OrderRowTable, Tables} from '../tables.ts';
import {gramIndexOf, type GramIndex} from './gram-index.ts';
import {gramsOfStore, type Grams} from './grams.ts';

const SORT_COLUMNS = {
  placedAt: 'placed_ms',
  updatedAt: 'updated_ms',
  number: 'number_key',
  customer: 'customer_key',
  status: 'status_rank',
  total: 'total',
  delivery: 'delivery_rank',
  channel: 'channel_key',
} as const satisfies Record<OrderSearch['sort']['field'], keyof OrderRowTable>;

/** An order that may match, at its place in the list. */
export interface Hit {
  readonly mark: RowMark;
  /** The database knows that it matches. */
  readonly sure: boolean;
}

/** How much more somebody wants of a search, asked before each step. */
export interface Wanted {
  /** Orders of the list. */
  rows(): number;
  /** Matches, those orders among them. */
  count(): number;
}

/** What one step of a search came to: orders of the list, and how many follow that were only counted. */
export interface Found {
  readonly hits: readonly Hit[];
  readonly more: number;
}

/** Everything that the steps of one search share. */
export interface SearchContext {
  readonly db: Kysely<Tables>;
  readonly storeId: string;
  readonly search: OrderSearch;
  readonly filter: OrderFilter;
  readonly grams: Grams;
  readonly index: GramIndex;
  readonly sort: {readonly column: string; readonly descending: boolean};
}

export function searchContext(db: Kysely<Tables>, {words, position}: SqlDialect, storeId: string, search: OrderSearch): SearchContext {
  const {terms, sort, timeZone, covered = false} = search;
  const column = covered && sort.field === 'customer' ? 'covered_customer_key' : SORT_COLUMNS[sort.field];
  const filter = toFilter(terms, {storeId, timeZone, covered, position});
  return {db, storeId, search, filter, grams: gramsOfStore(storeId), index: gramIndexOf(words), sort: {column, descending: sort.descending}};
}

/** Rows as they come from the database. */
export interface HitRow {
  readonly id: string;
  readonly number_key: string;
  readonly sort_value: string | number;
  readonly sure: number;
}

export function toHit({id, number_key: number, sort_value: value, sure}: HitRow): Hit {
  return {mark: {value, number, id}, sure: Number(sure) === 1};
}

/** `order by` the list's own order, or backwards. */
export function orderBy(columns: readonly RawBuilder<unknown>[], descending: boolean): RawBuilder<unknown> {
  const direction = sql.raw(descending ? ' desc' : '');
  return sql`order by ${sql.join(columns.map((column) => sql`${column}${direction}`))}`;
}

/** Rows behind a mark, as one comparison of rows, so that an index is entered where the page before ended. */
export function behind(columns: readonly RawBuilder<unknown>[], mark: RowMark | undefined, descending: boolean): RawBuilder<unknown> {
  if (mark === undefined) return sql``;
  const given = [mark.value, mark.number, mark.id].map((value) => sql`${value}`);
  return sql`and (${sql.join(columns)}) ${sql.raw(descending ? '<' : '>')} (${sql.join(given)})`;
}
