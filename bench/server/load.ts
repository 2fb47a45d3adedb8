/**
 * Fills a shop's database through the server's own storage: `node load.ts TOTAL READY`, with DATA_DIR or DATABASE_URL.
 * Writes how long it took, in seconds, to standard output as JSON.
 */
import {join} from 'node:path';
import {openPostgres} from '../../examples/self-hosted/src/storage/postgres/open-postgres.ts';
import {openSqlStorage} from '../../examples/self-hosted/src/storage/sql/sql-storage.ts';
import {openSqlite} from '../../examples/self-hosted/src/storage/sqlite/open-sqlite.ts';
import {series} from './series.ts';

const [total = 0, ready = 0] = process.argv.slice(2).map(Number);
const {DATABASE_URL: url, DATA_DIR: directory = ''} = process.env;
const dialect = url === undefined ? openSqlite(join(directory, 'packline.db')) : await openPostgres(url, {pool: 4, warn: (message) => console.error(message)});
const storage = await openSqlStorage(dialect);
const began = performance.now();
let written = 0;
for await (const orders of series({total, ready})) {
  await storage.transact(async (transaction) => {
    const first = await transaction.takePositions('main', orders.length);
    await transaction.writeOrders('main', orders.map((order, index) => ({order, position: first + index})));
  });
  written += orders.length;
  if (process.stderr.isTTY) process.stderr.write(`\rwriting orders: ${String(written)} of ${String(total)} `);
}
if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
const seconds = (performance.now() - began) / 1000;
await storage.close();
process.stdout.write(JSON.stringify({seconds}));
