import {sql, type Kysely} from 'kysely';
import {createPace} from '../../../pace.ts';
import type {FoundOrder, FoundPage, OrderSearch, RowMark, StoredOrder} from '../../order-storage.ts';
import type {SqlDialect} from '../sql-dialect.ts';
import type {Tables} from '../tables.ts';
import {toStored} from '../to-stored.ts';
import {behind, orderBy, searchContext, toHit, type Found, type Hit, type HitRow, type SearchContext, type Wanted} from './search-context.ts';
import {searchByGrams} from './search-by-grams.ts';
import {toSql} from './verdict.ts';
import {lookAtFew, walk} from './walk.ts';

/** Documents read in one go where the database is not sure. */
const DOCUMENTS_AT_ONCE = 100;

/** Matching orders one after the other. */
type Source = (wanted: Wanted) => AsyncGenerator<Found>;

/** One page of the orders that match, in order, and how many there are in all. */
export async function searchOrders(db: Kysely<Tables>, dialect: SqlDialect, storeId: string, search: OrderSearch): Promise<FoundPage> {
  const context = searchContext(db, dialect, storeId, search);
  const {page, count} = await find(context);
  const {limit} = search;
  return {rows: await withDocuments(context, page.slice(0, limit)), hasMore: page.length > limit, count};
}

interface Taken {
  /** One more than the page holds, if there are more. */
  readonly page: readonly Hit[];
  readonly count: number;
}

async function find(context: SearchContext): Promise<Taken> {
  const {search, filter} = context;
  const {after, limit, countTo} = search;
  if (filter.hasColumns) {
    const count = await countColumns(context);
    const fewFrom = (mark: RowMark | undefined): Source => () => lookAtFew(context, mark, countTo + 1);
    if (count <= countTo) return takeAndCount(context, fewFrom, {after, rows: limit + 1, countTo});
  }
  return filter.grams.length > 0 ? searchWords(context) : searchList(context);
}

/** Without a word to look up: the list is walked in its order. */
async function searchList(context: SearchContext): Promise<Taken> {
  const {search, filter} = context;
  const {after, limit, countTo} = search;
  const walkFrom = (mark: RowMark | undefined): Source => (wanted) => walk(context, mark, wanted);
  if (!filter.hasTexts && filter.columns.sure === filter.columns.maybe) {
    const [{page}, count] = await Promise.all([take(context, walkFrom(after), limit + 1, limit + 1), countColumns(context)]);
    return {page, count};
  }
  return takeAndCount(context, walkFrom, {after, rows: limit + 1, countTo});
}

/** With words: by their grams. */
async function searchWords(context: SearchContext): Promise<Taken> {
  const {search, sort} = context;
  const {after, limit, countTo} = search;
  const byPlaced = sort.column === 'placed_ms';
  const searchFrom = (mark: RowMark | undefined): Source => (wanted) => searchByGrams(context, mark, wanted, byPlaced ? sort.descending : true);
  if (byPlaced) return takeAndCount(context, searchFrom, {after, rows: limit + 1, countTo});
  const {page: all, count} = await take(context, searchFrom(undefined), countTo + 1, countTo + 1);
  // Few enough to be sorted; or so many that walking the list finds a page of them soon.
  if (count <= countTo) return {page: await sortHits(context, all, limit + 1), count};
  const {page} = await take(context, (wanted) => walk(context, after, wanted), limit + 1, limit + 1);
  return {page, count};
}

/** The first page and the count are one way through the orders; a later page says nothing of those before it. */
async function takeAndCount(context: SearchContext, sourceFrom: (mark: RowMark | undefined) => Source, {after, rows, countTo}: {after: RowMark | undefined; rows: number; countTo: number}): Promise<Taken> {
  if (after === undefined) return take(context, sourceFrom(undefined), rows, countTo + 1);
  const [{page}, {count}] = await Promise.all([take(context, sourceFrom(after), rows, rows), take(context, sourceFrom(undefined), 0, countTo + 1)]);
  return {page, count};
}

/** The first matching orders and how many there are, as far as is wanted; where the database is not sure, the documents are asked. */
async function take({db, storeId, search}: SearchContext, source: Source, rows: number, most: number): Promise<Taken> {
  const page: Hit[] = [];
  let count = 0;
  const pace = createPace();
  for await (const {hits, more} of source({rows: () => Math.max(0, rows - page.length), count: () => Math.max(0, most - count)})) {
    count += more;
    for (let start = 0; start < hits.length && count < most; start += DOCUMENTS_AT_ONCE) {
      const some = hits.slice(start, start + DOCUMENTS_AT_ONCE);
      const documents = await readDocuments(db, storeId, some.flatMap(({sure, mark}) => (sure ? [] : mark.id)));
      for (const hit of some) {
        if (!hit.sure) {
          await pace();
          if (!search.matches(documents.get(hit.mark.id)?.doc ?? 'null')) continue;
        }
        count += 1;
        if (page.length < rows) page.push(hit);
      }
    }
    if (count >= most) break;
  }
  return {page, count: Math.min(count, most)};
}

/** How many orders meet the conditions on columns, up to one more than is counted. */
async function countColumns({db, storeId, search, filter}: SearchContext): Promise<number> {
  const {rows} = await sql<{count: number | string}>`
    select count(*) as count from (select 1 from orders o where o.store_id = ${storeId} and ${toSql(filter.columns.maybe)} limit ${search.countTo + 1}) counted`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** Some orders in the order of the list, from behind the page before. */
async function sortHits({db, storeId, search: {after}, sort: {column, descending}}: SearchContext, hits: readonly Hit[], limit: number): Promise<readonly Hit[]> {
  if (hits.length === 0) return [];
  const keys = [sql.ref(`o.${column}`), sql.ref('o.number_key'), sql.ref('o.id')];
  const {rows} = await sql<HitRow>`
    select o.id, o.number_key, ${sql.ref(`o.${column}`)} as sort_value, 1 as sure from orders o
    where o.store_id = ${storeId} and o.id in (${sql.join(hits.map(({mark}) => mark.id))}) ${behind(keys, after, descending)}
    ${orderBy(keys, descending)} limit ${limit}`.execute(db);
  return rows.map(toHit);
}

async function readDocuments(db: Kysely<Tables>, storeId: string, ids: readonly string[]): Promise<Map<string, StoredOrder>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('orders').select(['id', 'doc', 'version', 'position']).where('store_id', '=', storeId).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, toStored(row)]));
}

async function withDocuments({db, storeId}: SearchContext, hits: readonly Hit[]): Promise<readonly FoundOrder[]> {
  const documents = await readDocuments(db, storeId, hits.map(({mark}) => mark.id));
  // An order does not go away; should one have, the page is shorter.
  return hits.flatMap(({mark}) => {
    const stored = documents.get(mark.id);
    return stored === undefined ? [] : [{...stored, mark}];
  });
}
