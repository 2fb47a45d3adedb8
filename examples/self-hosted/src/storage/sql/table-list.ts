import type {Kysely} from 'kysely';
import type {Tables} from './tables.ts';

/** A table as the database describes it. */
export interface TableDescription {
  readonly name: string;
  /** Columns of whole numbers, which some drivers answer as text. */
  readonly wholeColumns: ReadonlySet<string>;
}

/** SQLite's index of grams is a table that nobody reads row by row, with tables of its own around it. */
export const GRAM_INDEX = 'order_grams';

/** Every table of the shop, those of the migrations left out. */
export async function listTables(db: Kysely<Tables>): Promise<readonly TableDescription[]> {
  const tables = await db.introspection.getTables({withInternalKyselyTables: false});
  return tables
    .filter(({name, isView}) => !isView && !name.startsWith(GRAM_INDEX))
    .map(({name, columns}) => ({name, wholeColumns: new Set(columns.filter(({dataType}) => /int/i.test(dataType)).map((column) => column.name))}))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}
