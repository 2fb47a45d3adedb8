import type {LoggedEvent, Settings} from '@packline/core';
import {sql, type Transaction} from 'kysely';
import type {Snapshot, StoredRow, StoredValue} from '../operation-storage.ts';
import {findMisfits} from './find-misfits.ts';
import {gramIndexOf} from './search/gram-index.ts';
import type {SqlDialect} from './sql-dialect.ts';
import {listTables, type TableDescription} from './table-list.ts';
import type {Tables} from './tables.ts';

/** Rows read in one go. */
const STRIDE = 200;

/** Reads in the given transaction, which sees one moment as long as it is open. */
export async function createSnapshot(db: Transaction<Tables>, dialect: SqlDialect): Promise<Snapshot> {
  const tables = await listTables(db);
  const described = (name: string): TableDescription => {
    const known = tables.find((table) => table.name === name);
    if (known === undefined) throw new Error(`There is no table ${name}.`);
    return known;
  };
  const stores = await db.selectFrom('stores').select('id').orderBy('id').execute();

  return {
    schema: await schemaOf(db),
    storeIds: stores.map(({id}) => id),
    tables: tables.map(({name}) => name),

    async countRows(table) {
      const {rows} = await sql<{count: number | string}>`select count(*) as count from ${sql.table(described(table).name)}`.execute(db);
      return Number(rows[0]?.count ?? 0);
    },

    async *readTable(table) {
      const {name, wholeColumns} = described(table);
      const key = (await dialect.primaryKey(name).execute(db)).rows.map(({column}) => column);
      const columns = sql.join(key.map((column) => sql.ref(column)));
      let after: readonly StoredValue[] | undefined;
      for (;;) {
        const beyond = after === undefined ? sql`` : sql`where (${columns}) > (${sql.join(after.map((value) => sql`${value}`))})`;
        const {rows} = await sql<Record<string, StoredValue>>`select * from ${sql.table(name)} ${beyond} order by ${columns} limit ${sql.lit(STRIDE)}`.execute(db);
        for (const row of rows) yield toRow(row, wholeColumns);
        const last = rows.at(-1);
        if (last === undefined || rows.length < STRIDE) return;
        after = key.map((column) => last[column] ?? null);
      }
    },

    async readFeed(storeId) {
      const row = await db
        .selectFrom('stores')
        .innerJoin('feeds', 'feeds.store_id', 'stores.id')
        .innerJoin('settings', 'settings.store_id', 'stores.id')
        .select(['stores.epoch', 'stores.derived_as', 'stores.deriving_as', 'stores.derived_to', 'feeds.position as head', 'settings.position as settings_position', 'settings.doc as settings'])
        .where('stores.id', '=', storeId)
        .executeTakeFirstOrThrow();
      return {
        epoch: row.epoch,
        head: Number(row.head),
        settings: JSON.parse(row.settings) as Settings,
        settingsPosition: Number(row.settings_position),
        derivation: {finished: row.derived_as, begun: row.deriving_as, upTo: row.derived_to},
      };
    },

    readDocs: (storeId, afterId, limit) => db.selectFrom('orders').select(['id', 'doc']).where('store_id', '=', storeId).where('id', '>', afterId).orderBy('id').limit(limit).execute(),

    async readRecords(storeId, orderIds) {
      const logged = await db.selectFrom('events').select(['order_id', 'command_id', 'doc']).where('store_id', '=', storeId).where('order_id', 'in', orderIds).orderBy('order_id').orderBy('version').orderBy('place').execute();
      const ids = [...new Set(logged.map((row) => row.command_id))];
      const known = new Map<string, {id: string; fingerprint: string; at: string}>();
      for (let start = 0; start < ids.length; start += STRIDE) {
        const rows = await db.selectFrom('commands').select(['id', 'fingerprint', 'at']).where('store_id', '=', storeId).where('id', 'in', ids.slice(start, start + STRIDE)).execute();
        for (const row of rows) known.set(row.id, row);
      }
      const byOrder = Map.groupBy(logged, (row) => row.order_id);
      return new Map(
        [...byOrder].map(([orderId, rows]) => [
          orderId,
          {events: rows.map(({doc}) => JSON.parse(doc) as LoggedEvent), commands: [...new Set(rows.map((row) => row.command_id))].flatMap((id) => known.get(id) ?? [])},
        ]),
      );
    },

    async readLives(storeId, afterId, limit) {
      const rows = await db.selectFrom('orders').selectAll().where('store_id', '=', storeId).where('id', '>', afterId).orderBy('id').limit(limit).execute();
      if (rows.length === 0) return [];
      const ids = rows.map(({id}) => id);
      const logged = await db.selectFrom('events').select(['order_id', 'doc']).where('store_id', '=', storeId).where('order_id', 'in', ids).orderBy('order_id').orderBy('version').orderBy('place').execute();
      const logs = Map.groupBy(logged, (row) => row.order_id);
      const found = await db.selectFrom('order_texts').selectAll().where('store_id', '=', storeId).where('order_id', 'in', ids).execute();
      const texts = new Map(found.map((row) => [row.order_id, toRow(row as unknown as Record<string, StoredValue>, described('order_texts').wholeColumns)]));
      const {wholeColumns} = described('orders');
      return rows.map((row) => {
        const {doc, ...columns} = toRow(row, wholeColumns);
        return {id: row.id, position: Number(row.position), doc: String(doc), columns, texts: texts.get(row.id), events: (logs.get(row.id) ?? []).map((event) => event.doc)};
      });
    },

    async isFoundByGrams(storeId, orderId, grams) {
      const {source, matches} = gramIndexOf(dialect.words);
      const {rows} = await sql`
        select 1 as found from ${source} where ${matches({terms: [[grams]], windows: undefined})} and t.store_id = ${storeId} and t.order_id = ${orderId}`.execute(db);
      return rows.length === 1;
    },

    findMisfits: (storeId) => findMisfits(db, storeId),

    async countLeftovers(storeId, now) {
      const expired = async (table: 'sessions' | 'bearers' | 'sign_in_codes'): Promise<number> => {
        const {count} = await db
          .selectFrom(table)
          .select((select) => select.fn.countAll().as('count'))
          .where('store_id', '=', storeId)
          .where('expires_at', '<=', now)
          .executeTakeFirstOrThrow();
        return Number(count);
      };
      return {sessions: await expired('sessions'), bearers: await expired('bearers'), signInCodes: await expired('sign_in_codes')};
    },
  };
}

/** The newest migration that these tables went through. */
async function schemaOf(db: Transaction<Tables>): Promise<string> {
  const {rows} = await sql<{name: string}>`select name from kysely_migration order by name desc limit 1`.execute(db);
  return rows[0]?.name ?? '';
}

function toRow(row: Record<string, StoredValue>, wholeColumns: ReadonlySet<string>): StoredRow {
  for (const column of wholeColumns) {
    const value = row[column];
    if (typeof value === 'string') row[column] = Number(value);
  }
  return row;
}
