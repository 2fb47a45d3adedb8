import type {Settings} from '@packline/core';
import type {Kysely} from 'kysely';
import type {OrderStorage} from '../order-storage.ts';
import {searchOrders} from './search/search-orders.ts';
import {toStored} from './to-stored.ts';
import type {SqlDialect} from './sql-dialect.ts';
import {createOrderTransaction} from './sql-order-transaction.ts';
import type {Tables} from './tables.ts';
import {tryingAgain} from './trying-again.ts';

/** Positions of the feed that are looked through in one go for what belongs to a working set. */
const MOST_POSITIONS = 20_000;

/** Orders, feed and log over tables. */
export function createOrderStorage(db: Kysely<Tables>, dialect: SqlDialect): OrderStorage {
  async function readHead(storeId: string): Promise<number> {
    const {position} = await db.selectFrom('feeds').select('position').where('store_id', '=', storeId).executeTakeFirstOrThrow();
    return Number(position);
  }

  return {
    transact: (work) => tryingAgain(() => db.transaction().execute((transaction) => work(createOrderTransaction(transaction, dialect))), dialect.isContention),

    async ensureStore(storeId, {epoch, origin, settings, firstNumber, now}) {
      return db.transaction().execute(async (transaction) => {
        await transaction.insertInto('stores').values({id: storeId, epoch, origin, created_at: now}).onConflict((conflict) => conflict.doNothing()).execute();
        await transaction.insertInto('feeds').values({store_id: storeId, position: 0}).onConflict((conflict) => conflict.doNothing()).execute();
        await transaction.insertInto('series').values({store_id: storeId, next_number: firstNumber}).onConflict((conflict) => conflict.doNothing()).execute();
        await transaction
          .insertInto('settings')
          .values({store_id: storeId, version: settings.version, position: 0, doc: JSON.stringify(settings)})
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const kept = await transaction.selectFrom('stores').select('origin').where('id', '=', storeId).executeTakeFirstOrThrow();
        return kept.origin === 'demo' ? 'demo' : 'empty';
      });
    },

    async readFeedState(storeId) {
      const row = await db
        .selectFrom('stores')
        .innerJoin('feeds', 'feeds.store_id', 'stores.id')
        .innerJoin('settings', 'settings.store_id', 'stores.id')
        .select(['stores.epoch as epoch', 'feeds.position as head', 'settings.position as settings_position', 'settings.doc as settings'])
        .where('stores.id', '=', storeId)
        .executeTakeFirstOrThrow();
      return {epoch: row.epoch, head: Number(row.head), settings: JSON.parse(row.settings) as Settings, settingsPosition: Number(row.settings_position)};
    },

    async readMoves(storeId, after, limit) {
      const head = await readHead(storeId);
      if (head <= after) return {orders: new Map(), position: head, hasMore: false};
      const rows = await db.selectFrom('orders').select(['id', 'position']).where('store_id', '=', storeId).where('position', '>', after).orderBy('position').limit(limit).execute();
      const orders = new Map(rows.map(({id, position}) => [id, Number(position)]));
      const last = Number(rows.at(-1)?.position ?? after);
      return rows.length < limit ? {orders, position: Math.max(head, last), hasMore: false} : {orders, position: last, hasMore: true};
    },

    async alone(storeId, work) {
      if (!dialect.locksRows) return work();
      return db.transaction().execute(async (transaction) => {
        await transaction.selectFrom('stores').select('id').where('id', '=', storeId).forUpdate().executeTakeFirstOrThrow();
        return work();
      });
    },

    async readChanges(storeId, after, limit, only) {
      // The head comes first: everything up to it is committed by then, so an empty rest really is empty. Rows are read
      // later and may stand past it; what stands before them is committed too, because whoever holds the counter keeps it
      // until its commit can be seen.
      const head = await readHead(storeId);
      // A working set may be a small part of a long feed: it is looked for a stretch at a time.
      const end = only === undefined ? Infinity : after + MOST_POSITIONS;
      let query = db.selectFrom('orders').select(['id', 'doc', 'version', 'position']).where('store_id', '=', storeId).where('position', '>', after);
      if (only !== undefined) query = query.where('position', '<=', end).where((where) => where.or([where('is_open', '=', 1), where('placed_ms', '>=', only.sinceMs)]));
      const rows = await query
        .orderBy('position')
        .limit(limit + 1)
        .execute();
      const orders = rows.slice(0, limit).map(toStored);
      const last = orders.at(-1)?.position ?? after;
      if (rows.length > limit) return {orders, position: last, hasMore: true};
      return end < head ? {orders, position: end, hasMore: true} : {orders, position: Math.max(head, last), hasMore: false};
    },

    async findFinished(storeId, fromMs, toMs) {
      const rows = await db
        .selectFrom('orders')
        .select('id')
        .where('store_id', '=', storeId)
        .where('placed_ms', '>=', fromMs)
        .where('placed_ms', '<', toMs)
        .where('is_open', '=', 0)
        .orderBy('placed_ms')
        .execute();
      return rows.map(({id}) => id);
    },

    async findHoldsUntil(storeId, now, limit) {
      const rows = await db
        .selectFrom('orders')
        .select(['id', 'doc', 'version', 'position'])
        .where('store_id', '=', storeId)
        .where('hold_until_ms', '<=', Date.parse(now))
        .orderBy('hold_until_ms')
        .limit(limit)
        .execute();
      return rows.map(toStored);
    },

    async readOrder(storeId, orderId) {
      const row = await db.selectFrom('orders').select(['id', 'doc', 'version', 'position']).where('store_id', '=', storeId).where('id', '=', orderId).executeTakeFirst();
      return row && toStored(row);
    },

    async readEvents(storeId, orderId) {
      const rows = await db.selectFrom('events').select('doc').where('store_id', '=', storeId).where('order_id', '=', orderId).orderBy('version').orderBy('place').execute();
      return rows.map(({doc}) => doc);
    },

    searchOrders: (storeId, search) => searchOrders(db, dialect, storeId, search),

    async findUnpaid(storeId, placedBefore, limit, afterId = '') {
      const rows = await db
        .selectFrom('orders')
        .select(['id', 'doc', 'version', 'position'])
        .where('store_id', '=', storeId)
        .where('awaits_money', '=', 1)
        .where('placed_ms', '<', Date.parse(placedBefore))
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toStored);
    },

    async readReceiptFile(storeId, hash) {
      const row = await db.selectFrom('receipt_files').select(['hash', 'media_type', 'bytes']).where('store_id', '=', storeId).where('hash', '=', hash).executeTakeFirst();
      return row && {hash: row.hash, mediaType: row.media_type, bytes: row.bytes};
    },
  };
}
