import {Kysely} from 'kysely';
import {Migrator} from 'kysely/migration';
import type {Storage} from '../storage.ts';
import {createAccessStorage} from './sql-access-storage.ts';
import {createChannelStorage} from './sql-channel-storage.ts';
import {createEffectStorage} from './sql-effect-storage.ts';
import {createRetentionStorage} from './sql-retention-storage.ts';
import {createOperationStorage} from './sql-operation-storage.ts';
import {createOrderStorage} from './sql-order-storage.ts';
import {migrationsFor} from './migrations/index.ts';
import type {SqlDialect} from './sql-dialect.ts';
import type {Tables} from './tables.ts';

/**
 * The storage over any database kysely speaks to; brings its tables to the newest shape first.
 * @throws whatever a migration threw; the tables are then as they were.
 */
export async function openSqlStorage(dialect: SqlDialect): Promise<Storage> {
  const db = new Kysely<Tables>({dialect: dialect.kysely});
  const close = async (): Promise<void> => {
    await db.destroy();
    await dialect.release();
  };
  try {
    await migrate(db, dialect);
    dialect.lookAtIndexes?.();
  } catch (error) {
    await close();
    throw error;
  }
  return {...createOrderStorage(db, dialect), ...createEffectStorage(db, dialect), ...createAccessStorage(db, dialect), ...createChannelStorage(db), ...createOperationStorage(db, dialect), ...createRetentionStorage(db), hints: dialect.hints, poolUse: dialect.poolUse, close};
}

/** Several processes may start at once: the migrator takes a lock, so that one does the work and the others find it done. */
async function migrate(usual: Kysely<Tables>, {words, migrations}: SqlDialect): Promise<void> {
  const db = migrations === undefined ? usual : new Kysely<Tables>({dialect: migrations()});
  try {
    const {error} = await new Migrator({db, provider: migrationsFor(words)}).migrateToLatest();
    if (error !== undefined) throw error instanceof Error ? error : new Error('The tables could not be brought to the newest shape.', {cause: error});
  } finally {
    if (db !== usual) await db.destroy();
  }
}
