import type {Migration, MigrationProvider} from 'kysely/migration';
import {firstTables} from './0001-first-tables.ts';
import {feedScopeAndHolds} from './0002-feed-scope-and-holds.ts';
import {orderGrams} from './0003-order-grams.ts';
import {channels} from './0004-channels.ts';
import {effectOutcomes} from './0005-effect-outcomes.ts';
import {retention} from './0006-retention.ts';
import {columnTypes, type ColumnWords} from './column-types.ts';

/** Migrations go forward only, in the order of their names; one that was released is never edited. */
export function migrationsFor(words: ColumnWords): MigrationProvider {
  const types = columnTypes(words);
  const migrations: Record<string, Migration> = {
    '0001-first-tables': firstTables(types),
    '0002-feed-scope-and-holds': feedScopeAndHolds(types),
    '0003-order-grams': orderGrams(types),
    '0004-channels': channels(types),
    '0005-effect-outcomes': effectOutcomes(types),
    '0006-retention': retention(types),
  };
  return {getMigrations: () => Promise.resolve(migrations)};
}
