import type {Order} from '@packline/core';
import type {Transaction} from 'kysely';
import type {Tables} from './tables.ts';

/** Keeps which orders speak of a picture in step with the orders. Few enough orders for one statement. */
export async function writeReceiptUses(db: Transaction<Tables>, storeId: string, orders: readonly Order[]): Promise<void> {
  const uses = new Map<string, Tables['receipt_uses']>();
  for (const {id, receipts, erasedAt} of orders) {
    for (const {hash, uploadedAt} of receipts) {
      // The picture went with what told who the customer was.
      if (erasedAt === undefined || uploadedAt > erasedAt) uses.set(`${hash} ${id}`, {store_id: storeId, hash, order_id: id});
    }
  }
  if (uses.size > 0) await db.insertInto('receipt_uses').values([...uses.values()]).onConflict((conflict) => conflict.doNothing()).execute();
}
