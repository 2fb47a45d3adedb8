import type {Migration} from 'kysely/migration';
import type {ColumnTypes} from './column-types.ts';
import {tableMaker} from './table-maker.ts';

/** The new columns are filled by `bringOrdersUpToDate`, which looks at every order once because `derived_as` is empty. */
export const feedScopeAndHolds = (types: ColumnTypes): Migration => ({
  async up(db) {
    const {addColumn, index} = tableMaker(db, types);
    await addColumn('orders', 'is_open', 'bigint not null default 0');
    await addColumn('orders', 'hold_until_ms', 'bigint');
    await addColumn('orders', 'detail', "text not null default ''");
    await addColumn('orders', 'carrier', "text not null default ''");
    await addColumn('orders', 'covered_customer_key', "text not null default ''");
    await addColumn('orders', 'first_sent_ms', 'bigint');
    await addColumn('orders', 'last_sent_ms', 'bigint');
    await addColumn('orders', 'first_ship_on', 'text');
    await addColumn('orders', 'last_ship_on', 'text');
    await index('orders_by_hold_until', 'orders', ['store_id', 'hold_until_ms']);
    await addColumn('stores', 'derived_as', "text not null default ''");
    await addColumn('stores', 'deriving_as', "text not null default ''");
    await addColumn('stores', 'derived_to', "text not null default ''");
  },
});
