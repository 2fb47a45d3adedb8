import {sql, type RawBuilder} from 'kysely';

/** `text?` may be null; everything else is always there. */
export type ColumnKind = 'text' | 'text?' | 'whole' | 'whole?' | 'real' | 'bytes';

/** The words in which the databases' tables differ. */
export interface ColumnWords {
  readonly bytes: 'blob' | 'bytea';
  /** Text that is compared and sorted by code point, whatever language the database was made for. */
  readonly text: 'text' | 'text collate "C"';
  /** How an index from grams to texts is made: SQLite's full-text index, PostgreSQL's inverted one. */
  readonly grams: 'fts5' | 'gin';
}

/** How a column is described to the database when a table is made. */
export type ColumnTypes = Readonly<Record<ColumnKind, RawBuilder<unknown>>> & {readonly words: ColumnWords};

export function columnTypes(words: ColumnWords): ColumnTypes {
  return {
    words,
    text: sql.raw(`${words.text} not null`),
    'text?': sql.raw(words.text),
    whole: sql.raw('bigint not null'),
    'whole?': sql.raw('bigint'),
    real: sql.raw('double precision not null'),
    bytes: sql.raw(`${words.bytes} not null`),
  };
}
