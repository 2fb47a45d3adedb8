import type {LoggedEvent} from '@packline/core';
import {Kysely, sql, type Dialect, type Transaction} from 'kysely';
import {createPace} from '../../pace.ts';
import type {OperationStorage, OperationTransaction, StoredRow} from '../operation-storage.ts';
import {migrationsFor} from './migrations/index.ts';
import {gramIndexOf} from './search/gram-index.ts';
import type {SqlDialect} from './sql-dialect.ts';
import {createOrderTransaction} from './sql-order-transaction.ts';
import {createSnapshot} from './sql-snapshot.ts';
import {listTables} from './table-list.ts';
import type {Tables} from './tables.ts';

/** Rows one statement writes; every database takes this many of our widest rows. */
const MOST_ROWS = 50;

/** Looking after a shop, over tables. */
export function createOperationStorage(db: Kysely<Tables>, dialect: SqlDialect): OperationStorage {
  async function withOwn<Result>(own: Dialect | undefined, work: (connection: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    const connection = own === undefined ? db : new Kysely<Tables>({dialect: own});
    try {
      return await work(connection);
    } finally {
      if (connection !== db) await connection.destroy();
    }
  }

  return {
    knownSchemas: async () => Object.keys(await migrationsFor(dialect.words).getMigrations()).sort(),
    readSnapshot(work) {
      // A connection of its own: a long read must neither keep commands waiting nor end when theirs would.
      return withOwn(dialect.readBeside?.() ?? dialect.migrations?.(), (reader) =>
        reader
          .transaction()
          .setIsolationLevel('repeatable read')
          .setAccessMode('read only')
          .execute(async (transaction) => work(await createSnapshot(transaction, dialect))),
      );
    },
    operate: (work) => withOwn(dialect.migrations?.(), (writer) => writer.transaction().execute((transaction) => work(createOperationTransaction(transaction, dialect)))),
  };
}

function createOperationTransaction(db: Transaction<Tables>, dialect: SqlDialect): OperationTransaction {
  const pace = createPace();
  return {
    ...createOrderTransaction(db, dialect),
    async readLogs(storeId, orderIds) {
      const logs = new Map<string, LoggedEvent[]>();
      for (const orderId of orderIds) {
        await pace();
        const rows = await db.selectFrom('events').select('doc').where('store_id', '=', storeId).where('order_id', '=', orderId).orderBy('version').orderBy('place').execute();
        logs.set(orderId, rows.map(({doc}) => JSON.parse(doc) as LoggedEvent));
      }
      return logs;
    },
    async raiseHead(storeId, position) {
      await db.updateTable('feeds').set({position}).where('store_id', '=', storeId).where('position', '<', position).execute();
    },
    async forgetTexts(storeId, orderIds) {
      await db.updateTable('order_texts').set({digest: ''}).where('store_id', '=', storeId).where('order_id', 'in', orderIds).execute();
    },
    async removeLeftovers(storeId, now) {
      await db.deleteFrom('bearers').where('store_id', '=', storeId).where('expires_at', '<=', now).execute();
      await db.deleteFrom('sessions').where('store_id', '=', storeId).where('expires_at', '<=', now).execute();
      await db.deleteFrom('sign_in_codes').where('store_id', '=', storeId).where('expires_at', '<=', now).execute();
    },
    async countOthers() {
      if (dialect.otherServers === undefined) return 0;
      const {rows} = await dialect.otherServers.execute(db);
      return Number(rows[0]?.count ?? 0);
    },
    async countOrders() {
      const {count} = await db
        .selectFrom('orders')
        .select((select) => select.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async clear() {
      for (const {name} of await listTables(db)) await sql`delete from ${sql.table(name)}`.execute(db);
      await gramIndexOf(dialect.words).clear(db);
    },
    async insertRows(table, rows) {
      for (let start = 0; start < rows.length; start += MOST_ROWS) {
        await pace();
        await insert(db, table, rows.slice(start, start + MOST_ROWS));
      }
    },
    async renewEpochs(makeEpoch) {
      for (const {id} of await db.selectFrom('stores').select('id').execute()) await db.updateTable('stores').set({epoch: makeEpoch()}).where('id', '=', id).execute();
    },
  };
}

async function insert(db: Transaction<Tables>, table: string, rows: readonly StoredRow[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => sql`${toParameter(row[column])}`))})`);
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(values)}`.execute(db);
}

/** Both drivers take bytes as a Buffer only. */
function toParameter(value: StoredRow[string] | undefined): StoredRow[string] {
  if (value === undefined) return null;
  return value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value;
}
