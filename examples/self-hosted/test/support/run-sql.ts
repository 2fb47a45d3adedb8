import {join} from 'node:path';
import Database from 'better-sqlite3';
import type {TestServer} from './start-test-server.ts';

/** Writes to the shop's database behind the server's back, as a broken disk or a hasty hand would. */
export async function runSql(server: Pick<TestServer, 'directory'>, ...statements: readonly string[]): Promise<void> {
  const database = new Database(join(server.directory, 'packline.db'));
  try {
    for (const statement of statements) database.exec(statement);
  } finally {
    database.close();
  }
}
