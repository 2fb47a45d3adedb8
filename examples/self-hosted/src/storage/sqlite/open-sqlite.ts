import {closeSync, mkdirSync, openSync} from 'node:fs';
import {dirname} from 'node:path';
import Database from 'better-sqlite3';
import {sql, SqliteDialect} from 'kysely';
import type {SqlDialect} from '../sql/sql-dialect.ts';
import {lockDatabase} from './lock-database.ts';

/** Longest statement kept prepared; set-based writes differ with every batch and would only push the others out. */
const LONGEST_KEPT_STATEMENT = 4000;
const MOST_KEPT_STATEMENTS = 300;

/** Tables that have grown are looked at again this often. */
const OPTIMIZE_MS = 3_600_000;
/** All tables, each of its indexes by a sample: a fraction of a second however large they are. */
const OPTIMIZE = 'optimize = 0x10002';

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
    // Without knowing how many rows an index has, SQLite walks a long list where a short index would do, and takes a new
    // index for the shortest of all.
    const lookAtIndexes = (): void => void (database.open && database.pragma(OPTIMIZE));
    const looking = setInterval(lookAtIndexes, OPTIMIZE_MS).unref();
    return {
      ...describeSqlite(() => openBeside(file)),
      kysely: new SqliteDialect({database: keepingStatements(database)}),
      lookAtIndexes,
      release() {
        clearInterval(looking);
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Opens the file of a server that may be running, for reading only: no lock is taken, and nobody waits. */
export function openSqliteBeside(file: string): SqlDialect {
  return {...describeSqlite(() => openBeside(file)), kysely: openBeside(file), release: () => {}};
}

function openBeside(file: string): SqliteDialect {
  return new SqliteDialect({database: () => Promise.resolve(new Database(file, {readonly: true}))});
}

/** What is the same however the file was opened. */
function describeSqlite(readBeside: () => SqliteDialect): Omit<SqlDialect, 'kysely' | 'release'> {
  return {
    words: {bytes: 'blob', text: 'text', grams: 'fts5'},
    position: (column, text) => sql`instr(${column}, ${text})`,
    locksRows: false,
    isContention: () => false,
    hints: undefined,
    primaryKey: (table) => sql`select name as "column" from pragma_table_info(${table}) where pk > 0 order by pk`,
    readBeside,
  };
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
