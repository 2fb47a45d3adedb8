import pg from 'pg';
import type {Place} from '../../proof/parts.ts';
import type {Lifetime} from './lifetime.ts';
import {temporaryDirectory} from './start-test-server.ts';
import {ON_POSTGRES, useTestDatabase} from './test-database.ts';

/** Where the proofs run in this run of the tests: databases of their own on PostgreSQL, or undefined for SQLite. */
export function proofPlace(t: Lifetime): Place | undefined {
  if (!ON_POSTGRES) return undefined;
  return {
    async makeDatabase(setUp) {
      const url = (await useTestDatabase(t, temporaryDirectory(t))) ?? '';
      if (setUp === undefined) return url;
      const client = new pg.Client({connectionString: url});
      await client.connect();
      await client.query(setUp).finally(() => client.end());
      return url;
    },
  };
}
