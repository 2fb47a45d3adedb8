import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {Logger} from '@packline/core';
import {Kysely} from 'kysely';
import type {ServerConfig} from '../config.ts';
import {OperationError} from '../operations/operation-error.ts';
import type {OperationStorage} from '../storage/operation-storage.ts';
import {openPostgres} from '../storage/postgres/open-postgres.ts';
import {createOperationStorage} from '../storage/sql/sql-operation-storage.ts';
import {openSqlStorage} from '../storage/sql/sql-storage.ts';
import type {Tables} from '../storage/sql/tables.ts';
import {openSqlite, openSqliteBeside} from '../storage/sqlite/open-sqlite.ts';
import type {Storage} from '../storage/storage.ts';

type Place = Pick<ServerConfig, 'databaseUrl' | 'dataDirectory'>;

/** A shop's storage for reading, beside servers that are running. */
export interface OpenForReading {
  readonly storage: Pick<OperationStorage, 'readSnapshot' | 'knownSchemas'>;
  close(): Promise<void>;
}

/**
 * Opens the shop's database as it is: no lock is taken, and no migration is run, which would disturb a running server of
 * an earlier version.
 * @throws OperationError when there is no shop yet, and as the database says.
 */
export async function openForReading(place: Place, log: Logger): Promise<OpenForReading> {
  const dialect = place.databaseUrl === undefined ? openSqliteBeside(existingFile(place)) : await openPostgres(place.databaseUrl, {pool: 1, warn: log.warn});
  const db = new Kysely<Tables>({dialect: dialect.kysely});
  return {
    storage: createOperationStorage(db, dialect),
    async close() {
      await db.destroy();
      await dialect.release();
    },
  };
}

/**
 * Opens the shop's database to change it. Of SQLite only one process can.
 * @throws DatabaseInUseError when a server is running on the file, and as the database says.
 */
export async function openForWriting(place: Place, log: Logger): Promise<Storage> {
  return openSqlStorage(place.databaseUrl === undefined ? openSqlite(fileOf(place)) : await openPostgres(place.databaseUrl, {pool: 2, warn: log.warn}));
}

function fileOf({dataDirectory}: Place): string {
  return join(dataDirectory, 'packline.db');
}

function existingFile(place: Place): string {
  const file = fileOf(place);
  if (!existsSync(file)) throw new OperationError(`There is no shop in ${place.dataDirectory}. Name its folder with DATA_DIR, or its PostgreSQL database with DATABASE_URL.`);
  return file;
}
