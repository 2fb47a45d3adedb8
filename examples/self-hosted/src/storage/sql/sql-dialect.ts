import type {Dialect, Expression, RawBuilder} from 'kysely';
import type {CommitHints} from '../commit-hints.ts';
import type {PoolUse} from '../storage.ts';
import type {ColumnWords} from './migrations/column-types.ts';

/**
 * All that the SQL storage has to know about the database under it.
 *
 * Text comes back as it went in, U+0000 included, and is compared and sorted by code point: a dialect whose database
 * cannot do so by itself sees to it.
 */
export interface SqlDialect {
  readonly kysely: Dialect;
  /** A connection for migrations, which may take longer than any request; undefined: the same as for everything else. */
  readonly migrations?: () => Dialect;
  readonly words: ColumnWords;
  /** Where `text` occurs first in `column`, character by character, counted from 1; 0 when it does not. */
  position(column: Expression<string>, text: string): RawBuilder<number>;
  /**
   * Locks the rows that were read until the transaction ends. SQLite has one writer and needs none; everybody else reads
   * what was committed and locks what a decision rests on.
   */
  readonly locksRows: boolean;
  /** True when a transaction failed only because another one came first: done again, it sees what that one did. */
  isContention(error: unknown): boolean;
  /** How commits of other processes are heard of; undefined when there is no other process. */
  readonly hints: CommitHints | undefined;
  /** Connections of this process; undefined when there is only one. */
  readonly poolUse?: () => PoolUse;
  /** The columns of a table's primary key, in its order. */
  primaryKey(table: string): RawBuilder<{column: string}>;
  /** A connection that reads one moment beside the writers, where reading on theirs would keep them waiting. */
  readonly readBeside?: () => Dialect;
  /** Counts connections of other servers to the same database; undefined where there can be none. */
  readonly otherServers?: RawBuilder<{count: number | string}>;
  /** Has the database look how long its indexes are, where it does not by itself; called when the tables have their newest shape. */
  lookAtIndexes?(): void;
  /** Lets go of what lies outside the database, such as a lock. */
  release(): void | Promise<void>;
}
