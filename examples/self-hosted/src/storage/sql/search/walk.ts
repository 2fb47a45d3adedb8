import {sql} from 'kysely';
import type {RowMark} from '../../order-storage.ts';
import {behind, orderBy, toHit, type Found, type HitRow, type SearchContext, type Wanted} from './search-context.ts';
import {sureSql, toSql} from './verdict.ts';

/** Orders whose texts are looked at in one statement: few at first, for what is common fills a page at once. */
const FIRST_STRIDE = 250;
const LONGEST_STRIDE = 4000;
const FEWEST_ROWS = 50;

/**
 * Walks through the list in its order. What columns say is left to the database; texts are looked at a stride at a time,
 * so that no statement takes long however little matches.
 */
export async function* walk(context: SearchContext, from: RowMark | undefined, wanted: Wanted): AsyncGenerator<Found> {
  const {filter} = context;
  let mark = from;
  for (let stride = FIRST_STRIDE; ; stride = Math.min(LONGEST_STRIDE, stride * 2)) {
    const limit = filter.hasTexts ? stride : Math.max(FEWEST_ROWS, wanted.rows());
    const rows = filter.hasTexts ? await readTexts(context, mark, limit) : await readColumns(context, mark, limit);
    const hits = rows.map((row) => ({hit: toHit(row), matches: Number(row.found) === 1}));
    mark = hits.at(-1)?.hit.mark;
    yield {hits: hits.filter(({matches}) => matches).map(({hit}) => hit), more: 0};
    if (rows.length < limit || mark === undefined) return;
  }
}

/**
 * All orders behind a mark that meet conditions few orders meet. They are found before they are sorted: asked for them in
 * the order of a list, a database walks through the list and looks for them.
 */
export async function* lookAtFew({db, storeId, filter: {columns, texts, hasTexts}, sort: {column, descending}}: SearchContext, from: RowMark | undefined, most: number): AsyncGenerator<Found> {
  const keys = [sql.ref('few.sort_value'), sql.ref('few.number_key'), sql.ref('few.id')];
  const {rows} = await sql<HitRow>`
    select few.id, few.number_key, few.sort_value, few.sure * ${sureSql(texts)} as sure
    from (
      select o.id, o.number_key, ${sql.ref(`o.${column}`)} as sort_value, ${sureSql(columns)} as sure
      from orders o where o.store_id = ${storeId} and ${toSql(columns.maybe)} limit ${most}
    ) few ${hasTexts ? sql`join order_texts t on t.store_id = ${storeId} and t.order_id = few.id` : sql``}
    where ${toSql(texts.maybe)} ${behind(keys, from, descending)} ${orderBy(keys, descending)}`.execute(db);
  yield {hits: rows.map(toHit), more: 0};
}

interface WalkedRow extends HitRow {
  readonly found: number;
}

async function readColumns({db, storeId, filter: {columns}, sort: {column, descending}}: SearchContext, mark: RowMark | undefined, limit: number): Promise<readonly WalkedRow[]> {
  const keys = [sql.ref(`o.${column}`), sql.ref('o.number_key'), sql.ref('o.id')];
  const {rows} = await sql<WalkedRow>`
    select o.id, o.number_key, ${sql.ref(`o.${column}`)} as sort_value, ${sureSql(columns)} as sure, 1 as found
    from orders o
    where o.store_id = ${storeId} and ${toSql(columns.maybe)} ${behind(keys, mark, descending)}
    ${orderBy(keys, descending)} limit ${limit}`.execute(db);
  return rows;
}

async function readTexts({db, storeId, filter: {columns, texts, hasColumns}, sort: {column, descending}}: SearchContext, mark: RowMark | undefined, limit: number): Promise<readonly WalkedRow[]> {
  const verdicts = sql`
    ${sureSql(columns)} * ${sureSql(texts)} as sure,
    case when ${toSql(texts.maybe)} then 1 else 0 end as found`;
  if (column === 'placed_ms' && !hasColumns) {
    const keys = [sql.ref('t.placed_ms'), sql.ref('t.number_key'), sql.ref('t.order_id')];
    const {rows} = await sql<WalkedRow>`
      select t.order_id as id, t.number_key, t.placed_ms as sort_value, ${verdicts}
      from order_texts t where t.store_id = ${storeId} ${behind(keys, mark, descending)}
      ${orderBy(keys, descending)} limit ${limit}`.execute(db);
    return rows;
  }
  const keys = [sql.ref(`o.${column}`), sql.ref('o.number_key'), sql.ref('o.id')];
  const {rows} = await sql<WalkedRow>`
    select o.id, o.number_key, ${sql.ref(`o.${column}`)} as sort_value, ${verdicts}
    from orders o join order_texts t on t.store_id = o.store_id and t.order_id = o.id
    where o.store_id = ${storeId} and ${toSql(columns.maybe)} ${behind(keys, mark, descending)}
    ${orderBy(keys, descending)} limit ${limit}`.execute(db);
  return rows;
}
