import {sql, type RawBuilder} from 'kysely';
import type {RowMark} from '../../order-storage.ts';
import {behind, orderBy, toHit, type Found, type Hit, type HitRow, type SearchContext, type Wanted} from './search-context.ts';
import {allOf, sureSql, toSql} from './verdict.ts';

/** Orders the first window holds: enough to see how common the words are. */
const FIRST_WINDOW = 2000;
/** Fewer matches than this say little about how many orders the next window has to hold. */
const FEWEST_TELLING = 16;
/** How much wider the next window is when hardly anything was found. */
const LEAP = 32;
/** A window is made a little wider than the last one promises to be enough. */
const MARGIN = 1.5;
/** After so many windows, everything that is left is looked through in one. */
const MOST_WINDOWS = 5;
const FEWEST_ROWS = 50;
const FEW = 1000;

/** A stretch of time, both ends included; open where undefined. */
interface Stretch {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

/**
 * Finds orders by the grams of their texts, in the order they were placed, or the other way round. An index of grams
 * knows no order, so it is asked for one stretch of time after another: a short one first, from which follows how wide
 * the next has to be. What is common is found in the first, what is rare in the last, which has no end.
 */
export async function* searchByGrams(context: SearchContext, from: RowMark | undefined, wanted: Wanted, descending: boolean): AsyncGenerator<Found> {
  const {filter, index} = context;
  const isExact = filter.texts.sure === filter.texts.maybe && filter.columns.sure === filter.columns.maybe;
  const {start, end, last} = await readSpan(context, from, descending);
  if (start === undefined) return;
  let edge = index.stopsEarly && (await hasFew(context)) ? undefined : end;
  const firstWidth = end === undefined ? 0 : Math.abs(start - end);
  let mark = from;
  let matched = 0;
  let orders = FIRST_WINDOW;
  let nearMs = start;
  for (let windows = 1; ; ) {
    // A full page needs no more rows, only their number. What is left without an end is read as it is counted.
    const rows = edge === undefined && wanted.rows() > 0 ? wanted.count() : wanted.rows();
    const limit = isExact ? rows : Math.max(FEWEST_ROWS, wanted.count());
    if (limit === 0 && index.stopsEarly) edge = undefined;
    const stretch: Stretch = descending ? {fromMs: edge, toMs: nearMs} : {fromMs: nearMs, toMs: edge};
    if (limit > 0) {
      const hits = await readStretch(context, stretch, mark, limit, descending);
      matched += hits.length;
      yield {hits, more: 0};
      mark = hits.at(-1)?.mark ?? mark;
      // There may be more of it, to be read or only to be counted.
      if (hits.length === limit) continue;
    } else {
      const more = await countStretch(context, stretch, mark, wanted.count(), descending);
      matched += more;
      yield {hits: [], more};
    }
    if (edge === undefined) return;
    const next = matched < FEWEST_TELLING ? orders * LEAP : Math.max(orders, (MARGIN * orders * (wanted.rows() || wanted.count())) / matched);
    // The moment itself has been looked at.
    nearMs = descending ? edge - 1 : edge + 1;
    mark = undefined;
    windows += 1;
    const width = Math.max(1, (firstWidth * next) / FIRST_WINDOW);
    orders += next;
    const far = Math.floor(descending ? nearMs - width : nearMs + width);
    const isMost = last === undefined || 2 * width > Math.abs(nearMs - last);
    edge = isMost || windows >= MOST_WINDOWS || (windows > 2 && matched < FEWEST_TELLING) ? undefined : far;
  }
}

/** Whether the grams alone leave so few orders that looking at all of them costs less than windows do. */
async function hasFew({db, index, filter}: SearchContext): Promise<boolean> {
  const {rows} = await sql<{count: number | string}>`
    select count(*) as count from (select 1 as found from ${index.grams} where ${index.matches({terms: filter.grams, windows: undefined})} limit ${FEW}) counted`.execute(db);
  return Number(rows[0]?.count ?? 0) < FEW;
}

/** When the first order behind a mark was placed, when the last one of the first window, and when the last of all. */
async function readSpan({db, storeId}: SearchContext, from: RowMark | undefined, descending: boolean): Promise<{start: number | undefined; end: number | undefined; last: number | undefined}> {
  const keys = [sql.ref('t.placed_ms'), sql.ref('t.number_key'), sql.ref('t.order_id')];
  const placed = (mark: RowMark | undefined, backwards: boolean, offset: number): RawBuilder<unknown> => sql`
    (select t.placed_ms from order_texts t where t.store_id = ${storeId} ${behind(keys, mark, backwards)} ${orderBy(keys, backwards)} limit 1 offset ${sql.lit(offset)})`;
  const {rows} = await sql<Record<'first_ms' | 'end_ms' | 'last_ms', number | string | null>>`
    select ${placed(from, descending, 0)} as first_ms, ${placed(from, descending, FIRST_WINDOW)} as end_ms, ${placed(undefined, !descending, 0)} as last_ms`.execute(db);
  const ms = (value: number | string | null | undefined): number | undefined => (value === null || value === undefined ? undefined : Number(value));
  return {start: ms(rows[0]?.first_ms), end: ms(rows[0]?.end_ms), last: ms(rows[0]?.last_ms)};
}

/** As a sum, so that no database takes the order or the stretch for a reason to use another index than that of grams. */
const PLACED: RawBuilder<number> = sql`(t.placed_ms + 0)`;
const KEYS = [PLACED, sql.ref('t.number_key'), sql.ref('t.order_id')];

function inStretch({storeId, index, grams, filter}: SearchContext, {fromMs, toMs}: Stretch, mark: RowMark | undefined, descending: boolean): RawBuilder<unknown> {
  const windows = fromMs === undefined || toMs === undefined ? undefined : grams.ofStretch(fromMs, toMs);
  return sql`
    from ${index.source} ${filter.hasColumns ? sql`join orders o on o.store_id = t.store_id and o.id = t.order_id` : sql``}
    where ${index.matches({terms: filter.grams, windows})} and t.store_id = ${storeId} and ${toSql(allOf([filter.texts.maybe, filter.columns.maybe]))}
    ${fromMs === undefined ? sql`` : sql`and ${PLACED} >= ${fromMs}`} ${toMs === undefined ? sql`` : sql`and ${PLACED} <= ${toMs}`} ${behind(KEYS, mark, descending)}`;
}

async function readStretch(context: SearchContext, stretch: Stretch, mark: RowMark | undefined, limit: number, descending: boolean): Promise<readonly Hit[]> {
  const {columns, texts} = context.filter;
  const {rows} = await sql<HitRow>`
    select t.order_id as id, t.number_key, t.placed_ms as sort_value, ${sureSql(columns)} * ${sureSql(texts)} as sure
    ${inStretch(context, stretch, mark, descending)} ${orderBy(KEYS, descending)} limit ${limit}`.execute(context.db);
  return rows.map(toHit);
}

async function countStretch(context: SearchContext, stretch: Stretch, mark: RowMark | undefined, limit: number, descending: boolean): Promise<number> {
  const {rows} = await sql<{count: number | string}>`
    select count(*) as count from (select 1 as found ${inStretch(context, stretch, mark, descending)} limit ${limit}) counted`.execute(context.db);
  return Number(rows[0]?.count ?? 0);
}
