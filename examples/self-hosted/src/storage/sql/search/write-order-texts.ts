import type {Order} from '@packline/core';
import type {Transaction} from 'kysely';
import type {SqlDialect} from '../sql-dialect.ts';
import type {Tables} from '../tables.ts';
import {gramIndexOf} from './gram-index.ts';
import {toOrderTexts} from './order-texts.ts';
import type {OrderTextColumns} from './search-tables.ts';

const REWRITTEN = ['placed_ms', 'number_key', 'texts', 'covered', 'digest'] as const satisfies readonly (keyof OrderTextColumns)[];

/**
 * Keeps the texts of orders and their grams in step with the orders. Texts that are as they were are not written:
 * sending ten thousand orders leaves the index alone. Few enough orders for one statement.
 */
export async function writeOrderTexts(db: Transaction<Tables>, {words}: SqlDialect, storeId: string, orders: readonly {readonly order: Order; readonly placedMs: number; readonly numberKey: string}[]): Promise<void> {
  const index = gramIndexOf(words);
  const ids = orders.map(({order}) => order.id);
  const kept = await db.selectFrom('order_texts').select(['order_id', 'digest']).where('store_id', '=', storeId).where('order_id', 'in', ids).execute();
  const digests = new Map(kept.map((row) => [row.order_id, row.digest]));
  const changed = orders.map(({order, ...keys}) => toOrderTexts(storeId, order, keys)).filter(({columns}) => digests.get(columns.order_id) !== columns.digest);
  if (changed.length === 0) return;
  const rows = changed.map(({columns, grams}) => ({columns, grams: grams()}));
  await db
    .insertInto('order_texts')
    .values(rows.map(({columns, grams}) => ({...columns, ...index.columnsFor(grams)})))
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'order_id']).doUpdateSet((set) => ({
        ...Object.fromEntries(REWRITTEN.map((column) => [column, set.ref(`excluded.${column}`)])),
        ...Object.fromEntries(Object.keys(index.columnsFor([])).map((column) => [column, set.ref(`excluded.${column}` as 'excluded.digest')])),
      })),
    )
    .execute();
  await index.write(db, rows.map(({columns, grams}) => ({orderId: columns.order_id, grams})), storeId);
}
