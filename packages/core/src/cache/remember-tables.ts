import type {DBCore, Middleware} from './dexie.ts';

/**
 * Dexie asks for a table anew in every transaction, and each of its layers builds it anew. The answer depends on the name
 * alone as long as the database is open.
 */
export const rememberTables: Middleware<DBCore> = {
  stack: 'dbcore',
  name: 'remember-tables',
  // Above Dexie's own.
  level: 100,
  create: (below) => {
    const tables = new Map<string, ReturnType<DBCore['table']>>();
    return {
      table: (name) => {
        const known = tables.get(name);
        if (known !== undefined) return known;
        const table = below.table(name);
        tables.set(name, table);
        return table;
      },
    };
  },
};
