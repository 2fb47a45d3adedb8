import {sql, type RawBuilder} from 'kysely';
import type {RowMark} from '../../order-storage.ts';
import {behind, orderBy, toHit, type Hit, type HitRow, type SearchContext} from './search-context.ts';
import {allOf, toSql} from './verdict.ts';

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
export async function* searchByGrams(context: SearchContext, from: RowMark | undefined, need: () => number, descending: boolean): AsyncGenerator<readonly Hit[]> {
  const start = await readPlaced(context, from, descending, 0);
  if (start === undefined) return;
  let edge = await readPlaced(context, from, descending, FIRST_WINDOW);
  const firstWidth = edge === undefined ? 0 : Math.abs(start - edge);
  let mark = from;
  let matched = 0;
  let orders = FIRST_WINDOW;
  let nearMs = start;
  for (let windows = 1; ; ) {
    const stretch: Stretch = descending ? {fromMs: edge, toMs: nearMs} : {fromMs: nearMs, toMs: edge};
    const limit = Math.max(FEWEST_ROWS, need());
    const hits = await readStretch(context, stretch, mark, limit, descending);
    matched += hits.length;
    yield hits;
    mark = hits.at(-1)?.mark ?? mark;
    if (hits.length === limit) continue;
    if (edge === undefined) return;
    const next = matched < FEWEST_TELLING ? orders * LEAP : Math.max(orders, (MARGIN * orders * need()) / matched);
    // The moment itself has been looked at.
    nearMs = descending ? edge - 1 : edge + 1;
    mark = undefined;
    windows += 1;
    const width = Math.max(1, (firstWidth * next) / FIRST_WINDOW);
    edge = windows >= MOST_WINDOWS || (windows > 2 && matched < FEWEST_TELLING) ? undefined : Math.floor(descending ? nearMs - width : nearMs + width);
    orders += next;
  }
}

/** When the order was placed that stands so many places behind a mark; undefined: there are fewer. */
async function readPlaced({db, storeId}: SearchContext, from: RowMark | undefined, descending: boolean, offset: number): Promise<number | undefined> {
  const keys = [sql.ref('t.placed_ms'), sql.ref('t.number_key'), sql.ref('t.order_id')];
  const {rows} = await sql<{placed_ms: number | string}>`
    select t.placed_ms from order_texts t where t.store_id = ${storeId} ${behind(keys, from, descending)} ${orderBy(keys, descending)} limit 1 offset ${offset}`.execute(db);
  return rows[0] === undefined ? undefined : Number(rows[0].placed_ms);
}

async function readStretch(context: SearchContext, {fromMs, toMs}: Stretch, mark: RowMark | undefined, limit: number, descending: boolean): Promise<readonly Hit[]> {
  const {db, storeId, index, grams, filter} = context;
  // As a sum, so that no database takes the order or the stretch for a reason to use another index than that of grams.
  const placed: RawBuilder<number> = sql`(t.placed_ms + 0)`;
  const keys = [placed, sql.ref('t.number_key'), sql.ref('t.order_id')];
  const windows = fromMs === undefined || toMs === undefined ? undefined : grams.ofStretch(fromMs, toMs);
  const {columns, texts, hasColumns} = filter;
  const {rows} = await sql<HitRow>`
    select t.order_id as id, t.number_key, t.placed_ms as sort_value, case when ${toSql(allOf([columns.sure, texts.sure]))} then 1 else 0 end as sure
    from ${index.source} ${hasColumns ? sql`join orders o on o.store_id = t.store_id and o.id = t.order_id` : sql``}
    where ${index.matches({terms: filter.grams, windows})} and t.store_id = ${storeId} and ${toSql(allOf([texts.maybe, columns.maybe]))}
    ${fromMs === undefined ? sql`` : sql`and ${placed} >= ${fromMs}`} ${toMs === undefined ? sql`` : sql`and ${placed} <= ${toMs}`}
    ${behind(keys, mark, descending)} ${orderBy(keys, descending)} limit ${limit}`.execute(db);
  return rows.map(toHit);
}
