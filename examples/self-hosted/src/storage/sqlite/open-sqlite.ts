import {closeSync, mkdirSync, openSync} from 'node:fs';
import {dirname} from 'node:path';
import Database from 'better-sqlite3';
import {sql, SqliteDialect} from 'kysely';
import type {SqlDialect} from '../sql/sql-dialect.ts';
import {lockDatabase} from './lock-database.ts';

/** Longest statement kept prepared; set-based writes differ with every batch and would only push the others out. */
const LONGEST_KEPT_STATEMENT = 4000;
const MOST_KEPT_STATEMENTS = 300;

/**
 * Opens one SQLite file for this process alone: write-ahead log, and every commit on disk before it is answered.
 * @throws DatabaseInUseError when another process has the file.
 */
export function openSqlite(file: string): SqlDialect {
  mkdirSync(dirname(file), {recursive: true});
  const release = lockDatabase(file);
  try {
    // Names, addresses and bank slips: other users of the machine have no business in there. SQLite's own files follow.
    closeSync(openSync(file, 'a', 0o600));
    const database = new Database(file);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('cache_size = -65536');
    return {
      kysely: new SqliteDialect({database: keepingStatements(database)}),
      words: {bytes: 'blob', text: 'text', grams: 'fts5'},
      contains: (column, text) => sql`instr(${column}, ${text}) > 0`,
      locksRows: false,
      isContention: () => false,
      hints: undefined,
      primaryKey: (table) => sql`select name as "column" from pragma_table_info(${table}) where pk > 0 order by pk`,
      readBeside: () => new SqliteDialect({database: () => Promise.resolve(new Database(file, {readonly: true}))}),
      release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** The database with its statements prepared once. Results are read whole, so a statement is never used twice at a time. */
function keepingStatements(database: Database.Database): {prepare(text: string): Database.Statement<unknown[]>; close(): void} {
  const kept = new Map<string, Database.Statement<unknown[]>>();
  return {
    prepare(text) {
      const known = kept.get(text);
      if (known) return known;
      const statement = database.prepare<unknown[]>(text);
      if (text.length <= LONGEST_KEPT_STATEMENT) {
        const oldest = kept.size >= MOST_KEPT_STATEMENTS ? kept.keys().next().value : undefined;
        if (oldest !== undefined) kept.delete(oldest);
        kept.set(text, statement);
      }
      return statement;
    },
    close: () => database.close(),
  };
}
