import {sql} from 'kysely';
import type {Migration} from 'kysely/migration';
import {gramIndexOf} from '../search/gram-index.ts';
import type {ColumnTypes} from './column-types.ts';
import {tableMaker} from './table-maker.ts';

/** Texts get a table and an index of their own; filled, like the new columns, by `bringOrdersUpToDate`. */
export const orderGrams = (types: ColumnTypes): Migration => ({
  async up(db) {
    const {addColumn, index} = tableMaker(db, types);
    const {text, whole} = types;
    const columns = sql`store_id ${text}, order_id ${text}, placed_ms ${whole}, number_key ${text}, texts ${text}, covered ${text}, digest ${text}`;
    const isSqlite = types.words.grams === 'fts5';
    await sql`create table order_texts (${isSqlite ? sql`slot integer primary key,` : sql``} ${columns}, ${isSqlite ? sql`unique` : sql`primary key`} (store_id, order_id))`.execute(db);
    await index('order_texts_by_placed', 'order_texts', ['store_id', 'placed_ms', 'number_key', 'order_id']);
    await gramIndexOf(types.words).create(db);

    await addColumn('orders', 'flags', 'bigint not null default 0');
    await addColumn('orders', 'covered_flags', 'bigint not null default 0');
    await db.schema.alterTable('orders').dropColumn('search').execute();
    // What the standard list walks through holds all that it is filtered by, so that no document is touched on the way.
    await db.schema.dropIndex('orders_by_placed_ms').execute();
    await index('orders_by_placed_ms', 'orders', ['store_id', 'placed_ms', 'number_key', 'id', 'status', 'payment', 'fulfillment', 'detail', 'kind', 'carrier', 'flags', 'covered_flags']);
    await index('orders_in_detail', 'orders', ['store_id', 'detail', 'placed_ms']);
    for (const column of ['last_sent_ms', 'last_ship_on']) {
      await sql`create index ${sql.ref(`orders_by_${column}`)} on orders (store_id, ${sql.ref(column)}) where ${sql.ref(column)} is not null`.execute(db);
    }
    // Of the yes-or-no facts, those that few orders have. The numbers are those of order-flags.ts.
    for (const [name, mask] of [['problem', 960], ['hold', 8], ['archived', 32]] as const) {
      await sql`create index ${sql.ref(`orders_with_${name}`)} on orders (store_id, placed_ms, number_key, id) where (flags & ${sql.lit(mask)}) <> 0`.execute(db);
    }
  },
});
