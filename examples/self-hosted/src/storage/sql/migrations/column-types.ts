import {sql, type RawBuilder} from 'kysely';

/** `text?` may be null; everything else is always there. */
export type ColumnKind = 'text' | 'text?' | 'whole' | 'whole?' | 'real' | 'bytes';

/** What a column of bytes is called: the only word in which the databases' tables differ. */
export type BytesType = 'blob' | 'bytea';

/** How a column is described to the database when a table is made. */
export type ColumnTypes = Readonly<Record<ColumnKind, RawBuilder<unknown>>>;

export function columnTypes(bytes: BytesType): ColumnTypes {
  return {
    text: sql.raw('text not null'),
    'text?': sql.raw('text'),
    whole: sql.raw('bigint not null'),
    'whole?': sql.raw('bigint'),
    real: sql.raw('double precision not null'),
    bytes: sql.raw(`${bytes} not null`),
  };
}
