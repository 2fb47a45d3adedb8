import {userInfo} from 'node:os';
import {PostgresDialect, sql, type PostgresPool, type PostgresPoolClient} from 'kysely';
import pg, {type PoolConfig} from 'pg';
import {describeError} from '../../observability/describe-error.ts';
import type {PoolUse} from '../storage.ts';
import {StorageUnavailableError} from '../storage-unavailable.ts';
import type {SqlDialect} from '../sql/sql-dialect.ts';
import {explainConnection, toStorageError} from './connection-errors.ts';
import {createCommitHints} from './postgres-commit-hints.ts';
import {readNul, writeNul} from './text-with-nul.ts';

/** Milliseconds a request waits for a connection, be it made or given back by another. */
const CONNECT_MS = 10_000;
/** Milliseconds one statement may take, and an open transaction may rest: whoever hangs must not hold up everybody else. */
const STATEMENT_MS = 60_000;

/** A transaction that met another one: serialization failure, deadlock, a row that came first. */
const CONTENTION: ReadonlySet<string> = new Set(['40001', '40P01', '23505']);

const {types} = pg;
const INT8 = types.builtins.INT8;
const TEXT = types.builtins.TEXT;

export interface PostgresOptions {
  /** Connections this process holds at most; one more listens. */
  readonly pool: number;
  /** Told when something goes wrong that no request sees. */
  readonly warn: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/**
 * Opens a PostgreSQL database for one of several processes.
 *
 * @param url as `postgres://user:password@host:port/database`; `?sslmode=verify-full` (with `&sslrootcert=FILE`) asks for TLS
 * @throws StorageUnavailableError with a sentence for the operator when it cannot be reached or does not let us in.
 */
export async function openPostgres(url: string, {pool: most, warn}: PostgresOptions): Promise<SqlDialect> {
  const address = new URL(url);
  if (address.username === '' && process.env['PGUSER'] === undefined) address.username = userInfo().username;
  const connection: PoolConfig = {
    connectionString: address.href,
    application_name: 'packline',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    types: {getTypeParser},
  };
  await checkDatabase(connection, address);
  const hints = createCommitHints(connection, warn);
  const limits = {statement_timeout: STATEMENT_MS, idle_in_transaction_session_timeout: STATEMENT_MS};
  const {pool, use: poolUse} = makePool({...connection, ...limits, max: most}, warn);
  return {
    kysely: new PostgresDialect({pool}),
    migrations: () => new PostgresDialect({pool: makePool({...connection, max: 1}, warn).pool}),
    words: {bytes: 'bytea', text: 'text collate "C"', grams: 'gin'},
    position: (column, text) => sql`strpos(${column}, ${text})`,
    locksRows: true,
    primaryKey: (table) => sql`
      select attname::text as "column" from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
      where indrelid = ${table}::regclass and indisprimary order by array_position(indkey::int2[], attnum)`,
    otherServers: sql`
      select count(*) as count from pg_stat_activity
      where datname = current_database() and application_name = 'packline' and pid <> pg_backend_pid()`,
    isContention: (error) => error instanceof pg.DatabaseError && error.code !== undefined && CONTENTION.has(error.code),
    hints,
    poolUse,
    release: () => hints.stop(),
  };
}

async function checkDatabase(connection: PoolConfig, address: URL): Promise<void> {
  const client = new pg.Client(connection);
  try {
    await client.connect();
    const {rows} = await client.query<{server_encoding: string}>('show server_encoding');
    const encoding = rows[0]?.server_encoding;
    if (encoding !== 'UTF8') throw new StorageUnavailableError(`The database “${address.pathname.slice(1)}” keeps text as ${encoding}, but Packline needs UTF8: createdb --encoding=UTF8 --template=template0.`);
  } catch (error) {
    throw error instanceof StorageUnavailableError ? error : new StorageUnavailableError(explainConnection(error, address), {cause: error});
  } finally {
    await client.end().catch(() => {});
  }
}

/** A pool in the words of kysely, with texts as PostgreSQL can hold them and errors as the server tells them apart. */
function makePool(config: PoolConfig, warn: PostgresOptions['warn']): {pool: PostgresPool; use: () => PoolUse} {
  const pool = new pg.Pool(config);
  // A connection that breaks while nobody uses it; the next request gets another one.
  pool.on('error', (error) => warn('A resting connection to the database was lost.', {error: describeError(error)}));
  const asKysely: PostgresPool = {
    options: config,
    async connect() {
      try {
        return toKysely(await pool.connect());
      } catch (error) {
        throw toStorageError(error);
      }
    },
    end: () => pool.end(),
  };
  return {pool: asKysely, use: () => ({open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount})};
}

function toKysely(client: pg.PoolClient): PostgresPoolClient {
  // A connection that breaks between two statements says so here too; the next statement tells whoever uses it.
  const ignore = (): void => {};
  client.on('error', ignore);
  async function query(text: string, values: readonly unknown[] = []): Promise<unknown> {
    try {
      return await client.query(text, values.map(toParameter));
    } catch (error) {
      throw toStorageError(error);
    }
  }
  return {
    // Results are read whole, so the form with a cursor is never asked for.
    query: query as PostgresPoolClient['query'],
    release(destroy) {
      client.off('error', ignore);
      client.release(destroy);
    },
  };
}

function toParameter(value: unknown): unknown {
  if (typeof value === 'string') return writeNul(value);
  return Array.isArray(value) ? value.map(toParameter) : value;
}

/** Whole numbers as numbers: no column holds one that a number cannot. */
function getTypeParser(id: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (format === 'binary') return types.getTypeParser(id, 'binary') as (value: string) => unknown;
  if (id === INT8) return readWhole;
  if (id === TEXT) return readNul;
  return types.getTypeParser(id) as (value: string) => unknown;
}

function readWhole(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`The database holds ${text}, which is more than a number can say exactly.`);
  return number;
}
