import {sql, type Kysely} from 'kysely';
import type {ColumnKind, ColumnTypes} from './column-types.ts';

/** Makes tables and indexes in words that both databases understand. */
export interface TableMaker {
  table(name: string, columns: Readonly<Record<string, ColumnKind>>, key: readonly string[]): Promise<void>;
  index(name: string, on: string, columns: readonly string[], unique?: boolean): Promise<void>;
  /** @param described as in SQL, for example `bigint not null default 0`; `text` is compared by code point, as in a new table */
  addColumn(table: string, column: string, described: string): Promise<void>;
}

export function tableMaker(db: Kysely<unknown>, types: ColumnTypes): TableMaker {
  return {
    async table(name, columns, key) {
      const described = Object.entries(columns).map(([column, kind]) => sql`${sql.ref(column)} ${types[kind]}`);
      await sql`create table ${sql.table(name)} (${sql.join(described)}, primary key (${sql.join(key.map((column) => sql.ref(column)))}))`.execute(db);
    },
    async index(name, on, columns, unique = false) {
      const builder = db.schema.createIndex(name).on(on).columns([...columns]);
      await (unique ? builder.unique() : builder).execute();
    },
    async addColumn(table, column, described) {
      await sql`alter table ${sql.table(table)} add column ${sql.ref(column)} ${sql.raw(described.replace(/^text\b/, types.words.text))}`.execute(db);
    },
  };
}
