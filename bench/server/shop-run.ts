import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import type {ChangesPage} from '@packline/core';
import {openPostgresBench, openSqliteBench, type BenchDatabase, type DialectName} from './database.ts';
import {createHttpClient} from './http-client.ts';
import {measureReads, type ReadFigures} from './measure-reads.ts';
import {measureWrites, type WriteFigures, type WriteOptions} from './measure-writes.ts';
import {startServerProcess} from './server-process.ts';

const LOADER = fileURLToPath(new URL('load.ts', import.meta.url));

/** One shop: so many orders on one kind of database. */
export interface ShopRun {
  readonly dialect: DialectName;
  readonly orders: number;
  readonly database: string;
  /** Of writing all orders through the server's storage; undefined for a shop that was there. */
  readonly loadSeconds: number | undefined;
  readonly databaseMiB: number;
  readonly reads: ReadFigures;
  readonly writes: WriteFigures;
}

export interface ShopOptions extends WriteOptions {
  readonly dialect: DialectName;
  readonly orders: number;
  readonly rounds: number;
  readonly queries: number;
  /** A folder or an address with a shop of this size in it. */
  readonly filled: string | undefined;
}

/** Fills a database, starts the server on it, and measures reading first, then writing. */
export async function runShop(options: ShopOptions): Promise<ShopRun> {
  const {dialect, orders, filled} = options;
  const database = dialect === 'sqlite' ? openSqliteBench(filled) : await openPostgresBench(filled);
  try {
    const loadSeconds = filled === undefined ? await load(database, options) : undefined;
    const server = await startServerProcess(database.env);
    const client = createHttpClient(server.url);
    try {
      const head = await readHead(client);
      if (head < orders) throw new Error(`${String(orders)} orders were expected, but the feed ends at ${String(head)}.`);
      const reads = await measureReads(database, client, {...options, head});
      const writes = await measureWrites(database, server, client, options);
      return {dialect, orders, database: await database.settings(), loadSeconds, databaseMiB: (await database.bytes()) / 1024 / 1024, reads, writes};
    } finally {
      client.close();
      await server.stop();
    }
  } finally {
    await database.close();
  }
}

/** The server makes the tables and the shop; its own storage writes the orders. */
async function load(database: BenchDatabase, {orders, bulk}: ShopOptions): Promise<number> {
  await (await startServerProcess(database.env)).stop();
  await database.beforeLoad();
  const {stdout} = await promisify(execFile)(process.execPath, [LOADER, String(orders), String(2 * bulk)], {env: {...process.env, ...database.env}});
  await database.afterLoad();
  return (JSON.parse(stdout) as {seconds: number}).seconds;
}

/** The end of the feed, as its stream says it. */
async function readHead(client: ReturnType<typeof createHttpClient>): Promise<number> {
  let [low, high] = [0, 1];
  const {cursor} = (await client.get('/v1/changes?limit=1')).json<ChangesPage>();
  const isBehind = async (position: number): Promise<boolean> => {
    const after = cursor.replace(/^([^.]+)\.\d+/, `$1.${String(position)}`);
    return await client.get(`/v1/changes?after=${after}&limit=1`).then(() => true, () => false);
  };
  // A cursor beyond the end is refused, so the end can be felt for.
  while (await isBehind(high)) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isBehind(middle)) low = middle;
    else high = middle;
  }
  return low;
}
