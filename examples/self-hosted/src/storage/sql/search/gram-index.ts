import {sql, type Kysely, type RawBuilder, type SqlBool} from 'kysely';
import type {ColumnWords} from '../migrations/column-types.ts';
import type {Tables} from '../tables.ts';

/** What is looked for: of every term one of its alternatives, of an alternative all of its grams, and one of the windows. */
export interface GramSearch {
  readonly terms: readonly (readonly (readonly number[])[])[];
  readonly windows: readonly number[] | undefined;
}

/** The index from grams to texts, which each database has in its own way. */
export interface GramIndex {
  /** The rest of `order_texts`, and the index itself. */
  create(db: Kysely<unknown>): Promise<void>;
  /** What goes into the row of the texts themselves. */
  columnsFor(grams: readonly number[]): Readonly<Record<string, RawBuilder<unknown>>>;
  /** What is written once the rows are there. */
  write(db: Kysely<Tables>, rows: readonly {readonly orderId: string; readonly grams: readonly number[]}[], storeId: string): Promise<void>;
  /** Empties what lies outside of `order_texts`. */
  clear(db: Kysely<Tables>): Promise<void>;
  /** The table of the grams alone. */
  readonly grams: RawBuilder<unknown>;
  /** The tables to read from, `order_texts` among them as `t`. */
  readonly source: RawBuilder<unknown>;
  matches(search: GramSearch): RawBuilder<SqlBool>;
  /** It finds one match after the other, so that a limit ends the work: what only has to be counted needs no windows. */
  readonly stopsEarly: boolean;
}

export function gramIndexOf({grams}: ColumnWords): GramIndex {
  return grams === 'fts5' ? FTS5 : GIN;
}

/** PostgreSQL: an inverted index over arrays of numbers. */
const GIN: GramIndex = {
  async create(db) {
    await sql`alter table order_texts add column grams integer[] not null default '{}'`.execute(db);
    // What is not merged into the index yet is read through by every search, so it is kept small.
    await sql`create index order_texts_by_gram on order_texts using gin (grams) with (gin_pending_list_limit = 256)`.execute(db);
  },
  columnsFor: (grams) => ({grams: arrayOf(grams)}),
  write: () => Promise.resolve(),
  clear: () => Promise.resolve(),
  grams: sql`order_texts t`,
  source: sql`order_texts t`,
  stopsEarly: false,
  matches({terms, windows}) {
    const parts = terms.map((alternatives) => sql`(${sql.join(alternatives.map((grams) => sql`t.grams @> ${arrayOf(grams)}`), sql` or `)})`);
    if (windows !== undefined) parts.push(sql`t.grams && ${arrayOf(windows)}`);
    return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
  },
};

function arrayOf(grams: readonly number[]): RawBuilder<unknown> {
  return sql`${`{${grams.join(',')}}`}::integer[]`;
}

/** SQLite: a full-text index that keeps no text, whose words are the grams. */
const FTS5: GramIndex = {
  async create(db) {
    await sql`create virtual table order_grams using fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii')`.execute(db);
  },
  columnsFor: () => ({}),
  async write(db, rows, storeId) {
    if (rows.length === 0) return;
    const ids = rows.map(({orderId}) => orderId);
    const slots = await sql<{order_id: string; slot: number}>`select order_id, slot from order_texts where store_id = ${storeId} and order_id in (${sql.join(ids)})`.execute(db);
    const slotOf = new Map(slots.rows.map((row) => [row.order_id, row.slot]));
    const values = rows.map(({orderId, grams}) => sql`(${slotOf.get(orderId)}, ${grams.map(wordOf).join(' ')})`);
    await sql`insert or replace into order_grams (rowid, grams) values ${sql.join(values)}`.execute(db);
  },
  async clear(db) {
    await sql`insert into order_grams (order_grams) values ('delete-all')`.execute(db);
  },
  // In this order: the grams are few, the texts are many.
  stopsEarly: true,
  grams: sql`order_grams g`,
  source: sql`order_grams g cross join order_texts t on t.slot = g.rowid`,
  matches({terms, windows}) {
    const all = (words: readonly number[]): string => words.map((gram) => `"${wordOf(gram)}"`).join(' AND ');
    const parts = terms.map((alternatives) => `(${alternatives.map((grams) => `(${all(grams)})`).join(' OR ')})`);
    if (windows !== undefined) parts.unshift(`(${windows.map((window) => `"${wordOf(window)}"`).join(' OR ')})`);
    return sql<SqlBool>`g.order_grams match ${parts.join(' AND ')}`;
  },
};

/** Bits that three letters and digits can say. */
const HALF_BITS = 15;
const HALF = 2 ** HALF_BITS;
let halves: readonly string[] | undefined;

/** A number as a word of six letters and digits, its two highest bits left out. Half a thousand are needed for every order, so they are put together from two halves. */
function wordOf(gram: number): string {
  halves ??= Array.from({length: HALF}, (_, half) => half.toString(36).padStart(3, '0'));
  return `${halves[(gram >>> HALF_BITS) & (HALF - 1)] ?? ''}${halves[gram & (HALF - 1)] ?? ''}`;
}
