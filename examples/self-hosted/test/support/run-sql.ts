import {join} from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import type {Lifetime} from './lifetime.ts';
import type {TestServer} from './start-test-server.ts';
import {useTestDatabase} from './test-database.ts';

/** Writes to the shop's database behind the server's back, as a broken disk or a hasty hand would. */
export async function runSql(t: Lifetime, {directory}: Pick<TestServer, 'directory'>, ...statements: readonly string[]): Promise<void> {
  const connectionString = await useTestDatabase(t, directory);
  if (connectionString === undefined) {
    const database = new Database(join(directory, 'packline.db'));
    try {
      for (const statement of statements) database.exec(statement);
    } finally {
      database.close();
    }
    return;
  }
  const client = new pg.Client({connectionString});
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
