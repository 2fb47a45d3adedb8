import {sql, type Kysely} from 'kysely';
import type {RetentionStorage} from '../retention-storage.ts';
import type {Tables} from './tables.ts';

/** Forgetting, over tables. */
export function createRetentionStorage(db: Kysely<Tables>): RetentionStorage {
  return {
    async findToErase(storeId, updatedBefore, limit, after) {
      let query = db
        .selectFrom('orders')
        .select(['id', 'updated_ms', 'version'])
        .where('store_id', '=', storeId)
        .where('is_erased', '=', 0)
        .where('is_open', '=', 0)
        .where('updated_ms', '<', Date.parse(updatedBefore));
      if (after !== undefined) query = query.where((where) => where(where.refTuple('updated_ms', 'id'), '>', where.tuple(after.updatedMs, after.id)));
      const rows = await query.orderBy('updated_ms').orderBy('id').limit(limit).execute();
      return rows.map((row) => ({id: row.id, updatedMs: Number(row.updated_ms), version: Number(row.version)}));
    },
    async forgetPictures(storeId, before) {
      const {numDeletedRows} = await db
        .deleteFrom('receipt_files')
        .where('store_id', '=', storeId)
        .where('created_at', '<', before)
        .where(({not, exists, selectFrom}) =>
          not(
            exists(
              selectFrom('receipt_uses')
                .innerJoin('orders', (join) => join.onRef('orders.store_id', '=', 'receipt_uses.store_id').onRef('orders.id', '=', 'receipt_uses.order_id'))
                .select(sql`1`.as('one'))
                .where('receipt_uses.store_id', '=', storeId)
                .whereRef('receipt_uses.hash', '=', 'receipt_files.hash')
                .where('orders.is_open', '=', 1),
            ),
          ),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    async forgetLetters(storeId, before) {
      const {numDeletedRows} = await db.deleteFrom('mails').where('store_id', '=', storeId).where('sent_at', '<', before).executeTakeFirst();
      await db
        .updateTable('effects')
        .set({payload: '{}'})
        .where('store_id', '=', storeId)
        .where('kind', '=', 'mail')
        .where('done_at', '<', before)
        .where('payload', '<>', '{}')
        .execute();
      return Number(numDeletedRows);
    },
  };
}
