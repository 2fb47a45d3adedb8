import {mkdtempSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';

export const DIALECTS = ['sqlite', 'postgres'] as const;
export type DialectName = (typeof DIALECTS)[number];

/** Rows that one bare statement writes again: what the server wrote of them, column by column. */
export interface BareRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** One empty database of a kind, and what it does without a server. */
export interface BenchDatabase {
  readonly dialect: DialectName;
  /** Settings of a server on it. */
  readonly env: Readonly<Record<string, string>>;
  /** Called before and after many rows are written at once. */
  beforeLoad(): Promise<void>;
  afterLoad(): Promise<void>;
  /** The newest documents, as one statement in this process; answers how many characters they have. */
  selectNewest(limit: number): Promise<number>;
  readRows(ids: readonly string[]): Promise<BareRows>;
  /** Writes rows again as they are: on PostgreSQL one `UPDATE … FROM unnest`, on SQLite one transaction of `UPDATE`s. */
  updateRows(rows: BareRows): Promise<void>;
  bytes(): Promise<number>;
  /** How the database was set up, in its own words. */
  settings(): Promise<string>;
  close(): Promise<void>;
}

/** Columns that a dispatch writes anew in a row of `orders`. */
export const WRITTEN = [
  'version', 'position', 'status', 'payment', 'fulfillment', 'updated_ms', 'status_rank', 'delivery_rank', 'awaits_money', 'is_open', 'hold_until_ms', 'first_sent_ms', 'last_sent_ms', 'first_ship_on', 'last_ship_on', 'detail', 'flags',
  'covered_flags', 'doc',
] as const;

/** @param filled a folder with a shop in it, which is left as it is found but for what the bench itself writes */
export function openSqliteBench(filled?: string): BenchDatabase {
  const directory = filled ?? mkdtempSync(join(tmpdir(), 'packline-bench-'));
  const file = join(directory, 'packline.db');
  let reader: Database.Database | undefined;
  const open = (): Database.Database => (reader ??= new Database(file));
  return {
    dialect: 'sqlite',
    env: {DATA_DIR: directory},
    beforeLoad: () => Promise.resolve(),
    afterLoad: () => Promise.resolve(),
    selectNewest(limit) {
      const rows = open().prepare<[number], {doc: string}>(`select doc from orders where store_id = 'main' order by placed_ms desc limit ?`).all(limit);
      return Promise.resolve(rows.reduce((sum, {doc}) => sum + doc.length, 0));
    },
    readRows(ids) {
      const select = open().prepare<[string], (string | number | null)[]>(`select id, ${WRITTEN.join(', ')} from orders where store_id = 'main' and id = ?`).raw();
      return Promise.resolve({columns: WRITTEN, rows: ids.map((id) => select.get(id) ?? [])});
    },
    updateRows({columns, rows}) {
      const database = open();
      const update = database.prepare(`update orders set ${columns.map((column) => `${column} = ?`).join(', ')} where store_id = 'main' and id = ?`);
      database.transaction(() => rows.forEach(([id, ...values]) => update.run(...values, id)))();
      return Promise.resolve();
    },
    bytes: () => Promise.resolve(statSync(file).size),
    settings: () => Promise.resolve(`SQLite ${String(open().prepare('select sqlite_version()').pluck().get())}, WAL, synchronous=FULL`),
    close() {
      reader?.close();
      if (filled === undefined) rmSync(directory, {recursive: true, force: true, maxRetries: 5});
      return Promise.resolve();
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {status: 'text', payment: 'text', fulfillment: 'text', first_ship_on: 'text', last_ship_on: 'text', detail: 'text', doc: 'text'};

/**
 * A database of its own in the cluster that PGHOST, PGPORT, PGUSER and PGPASSWORD name.
 * @param filled the address of a shop's database, which is left as it is found but for what the bench itself writes
 */
export async function openPostgresBench(filled?: string): Promise<BenchDatabase> {
  const name = `packline_bench_${String(process.pid)}_${String(Date.now())}`;
  const {PGHOST: host = 'localhost', PGPORT: port = '5432', PGUSER: user = '', PGPASSWORD: password = ''} = process.env;
  const address = filled ?? `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${name}`;
  const admin = new pg.Client({database: 'postgres'});
  if (filled === undefined) {
    await admin.connect();
    await admin.query(`create database ${name} encoding 'UTF8' template template0`);
  }
  const client = new pg.Client({connectionString: address});
  await client.connect();
  let gramIndex = '';
  return {
    dialect: 'postgres',
    env: {DATABASE_URL: address},
    async beforeLoad() {
      // An inverted index is made many times faster than it grows; it is the same index afterwards.
      const {rows} = await client.query<{indexdef: string}>(`select indexdef from pg_indexes where indexname = 'order_texts_by_gram'`);
      gramIndex = rows[0]?.indexdef ?? '';
      await client.query('drop index order_texts_by_gram');
    },
    async afterLoad() {
      await client.query(`set maintenance_work_mem = '512MB'`);
      await client.query(gramIndex);
      // What autovacuum would have done by now in a shop that grew to this size.
      await client.query('vacuum analyze');
    },
    async selectNewest(limit) {
      const {rows} = await client.query<{doc: string}>(`select doc from orders where store_id = 'main' order by placed_ms desc limit $1`, [limit]);
      return rows.reduce((sum, {doc}) => sum + doc.length, 0);
    },
    async readRows(ids) {
      const {rows} = await client.query<(string | number | null)[]>({text: `select id, ${WRITTEN.join(', ')} from orders where store_id = 'main' and id = any($1)`, values: [ids], rowMode: 'array'});
      return {columns: WRITTEN, rows};
    },
    async updateRows({columns, rows}) {
      const arrays = ['id', ...columns].map((_, index) => rows.map((row) => row[index]));
      const unnested = ['id', ...columns].map((column, index) => `$${String(index + 1)}::${column === 'id' ? 'text' : (TYPES[column] ?? 'bigint')}[]`);
      await client.query(
        `update orders set ${columns.map((column) => `${column} = new.${column}`).join(', ')} from unnest(${unnested.join(', ')}) as new (id, ${columns.join(', ')})
        where orders.store_id = 'main' and orders.id = new.id collate "C"`,
        arrays,
      );
    },
    async bytes() {
      const {rows} = await client.query<{size: string}>('select pg_database_size(current_database()) as size');
      return Number(rows[0]?.size ?? 0);
    },
    async settings() {
      const {rows} = await client.query<{said: string}>(`select 'PostgreSQL ' || current_setting('server_version') || ', fsync=' || current_setting('fsync') || ', shared_buffers=' || current_setting('shared_buffers') as said`);
      return rows[0]?.said ?? '';
    },
    async close() {
      await client.end();
      if (filled !== undefined) return;
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
