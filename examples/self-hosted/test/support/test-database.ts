import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import pg from 'pg';
import {openPostgres} from '../../src/storage/postgres/open-postgres.ts';
import {openSqlStorage} from '../../src/storage/sql/sql-storage.ts';
import type {Lifetime} from './lifetime.ts';

/** True when tests run on PostgreSQL; the server to use is named by PGHOST, PGPORT, PGUSER and PGPASSWORD. */
export const ON_POSTGRES = process.env['PACKLINE_TEST_DATABASE'] === 'postgres';

/** How a database without a single table is made. */
export const EMPTY = "template template0 encoding 'UTF8'";

/** Nobody uses the databases after the run, because the cluster they lie in goes with it. */
const IS_TEMPORARY = process.env['PACKLINE_TEST_CLUSTER'] === 'temporary';

/** One at a time makes the template; any number does, as long as all tests know it. */
const TEMPLATE_LOCK = 27_182_818;

/** Sorts by the rules of a language where a column does not say otherwise: a column that forgot to would be found out. */
const MAKING = "template template0 encoding 'UTF8' locale_provider icu icu_locale 'zh-Hant' lc_collate 'C' lc_ctype 'C'";

interface TestDatabase {
  readonly name: string;
  readonly made: Promise<void>;
  users: number;
}

const databases = new Map<string, TestDatabase>();

/**
 * The database of a shop whose folder is `directory`: made for the first who asks, dropped when the lifetimes of all who
 * asked are over. Undefined when tests run on SQLite.
 * @param making how PostgreSQL is told to make it, when not with the tables of a shop
 */
export async function useTestDatabase(t: Lifetime, directory: string, making?: string): Promise<string | undefined> {
  if (!ON_POSTGRES) return undefined;
  const name = `packline_${createHash('sha256').update(directory).digest('hex').slice(0, 20)}`;
  const database = databases.get(directory) ?? {name, made: making === undefined ? makeDatabase(name) : administer((client) => client.query(`create database ${name} ${making}`)).then(() => {}), users: 0};
  databases.set(directory, database);
  database.users += 1;
  t.after(async () => {
    database.users -= 1;
    if (database.users > 0) return;
    databases.delete(directory);
    if (!IS_TEMPORARY) await administer((client) => client.query(`drop database if exists ${name} with (force)`));
  });
  await database.made;
  return urlOf(name);
}

/** The same for tests that run on PostgreSQL only. */
export async function usePostgres(t: Lifetime, directory: string, making?: string): Promise<URL> {
  const url = await useTestDatabase(t, directory, making);
  if (url === undefined) throw new Error('This test needs PostgreSQL: npm test -- --only=postgres PATH.');
  return new URL(url);
}

/** Work of somebody who may make and drop databases, and end connections; in one database, if it is named. */
export async function administer<Result>(work: (client: pg.Client) => Promise<Result>, url?: URL): Promise<Result> {
  const client = new pg.Client({connectionString: url?.href ?? urlOf('postgres')});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const {PGHOST = 'localhost', PGPORT = '5432', PGUSER = 'postgres', PGPASSWORD = ''} = process.env;
  return `postgres://${encodeURIComponent(PGUSER)}:${encodeURIComponent(PGPASSWORD)}@${PGHOST}:${PGPORT}/${database}`;
}

async function makeDatabase(name: string): Promise<void> {
  const template = `packline_template_${shapeOfTables()}`;
  await administer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const {rowCount} = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) {
      await client.query(`create database making_${template} ${MAKING}`);
      const storage = await openSqlStorage(await openPostgres(urlOf(`making_${template}`), {pool: 1, warn: () => {}}));
      await storage.close();
      await client.query(`alter database making_${template} rename to ${template}`);
    }
    await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
    await client.query(`create database ${name} template ${template}`);
  });
}

/** Names what migrations make, so that a server that outlives a test run does not give out older tables. */
function shapeOfTables(): string {
  const hash = createHash('sha256');
  const folder = new URL('../../src/storage/sql/migrations/', import.meta.url);
  for (const file of readdirSync(fileURLToPath(folder)).sort()) hash.update(readFileSync(new URL(file, folder)));
  return hash.digest('hex').slice(0, 20);
}
