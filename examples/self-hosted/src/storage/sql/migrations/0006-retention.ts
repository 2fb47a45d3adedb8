import type {Migration} from 'kysely/migration';
import type {ColumnTypes} from './column-types.ts';
import {tableMaker} from './table-maker.ts';

/**
 * What is needed to forget people: which order a picture belongs to, which orders were erased, and what was written about
 * an order. The table and the column are filled by `bringOrdersUpToDate`.
 */
export const retention = (types: ColumnTypes): Migration => ({
  async up(db) {
    const {table, addColumn, index} = tableMaker(db, types);
    await table('receipt_uses', {store_id: 'text', hash: 'text', order_id: 'text'}, ['store_id', 'hash', 'order_id']);
    await index('receipt_uses_by_order', 'receipt_uses', ['store_id', 'order_id']);
    await addColumn('orders', 'is_erased', 'bigint not null default 0');
    await index('orders_to_forget', 'orders', ['store_id', 'is_erased', 'is_open', 'updated_ms', 'id']);
    await index('effects_by_order', 'effects', ['store_id', 'order_id']);
    await index('mails_by_order', 'mails', ['store_id', 'order_id']);
    await index('channel_deliveries_by_order', 'channel_deliveries', ['store_id', 'order_id']);
  },
});
