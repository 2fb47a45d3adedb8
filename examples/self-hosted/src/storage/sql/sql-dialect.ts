import type {Dialect, Expression, RawBuilder, SqlBool} from 'kysely';
import type {BytesType} from './migrations/column-types.ts';

/** All that the SQL storage has to know about the database under it. */
export interface SqlDialect {
  readonly kysely: Dialect;
  readonly bytes: BytesType;
  /** True where `text` occurs in `column`, character by character. */
  contains(column: Expression<string>, text: string): RawBuilder<SqlBool>;
  /** Locks the rows that were read until the transaction ends. SQLite has one writer and needs none. */
  readonly locksRows: boolean;
  /** Lets go of what lies outside the database, such as a lock. */
  release(): void;
}
