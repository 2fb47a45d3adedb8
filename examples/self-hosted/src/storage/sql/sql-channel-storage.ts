import {sql, type Kysely, type Selectable} from 'kysely';
import type {ChannelFormat, ChannelRecord, ChannelStorage, DeliveryOutcome, DeliveryRecord} from '../channel-storage.ts';
import {fromSecrets, toSecrets, withoutNul} from './channel-columns.ts';
import {createEndpointStorage} from './sql-endpoint-storage.ts';
import type {Tables} from './tables.ts';

/** Messages that place nothing more: their document is not kept. */
const SETTLED: ReadonlySet<DeliveryOutcome> = new Set(['placed', 'duplicate', 'ignored', 'rejected']);

/** Channels and what they delivered; endpoints are in a file of their own. */
export function createChannelStorage(db: Kysely<Tables>): ChannelStorage {
  const deliveries = (storeId: string, channelId: string) => db.selectFrom('channel_deliveries').selectAll().where('store_id', '=', storeId).where('channel_id', '=', channelId);

  return {
    ...createEndpointStorage(db),

    async listChannels(storeId) {
      const rows = await db.selectFrom('channels').selectAll().where('store_id', '=', storeId).orderBy('created_at').orderBy('id').execute();
      return rows.map(toChannel);
    },
    async findChannel(storeId, channelId) {
      const row = await db.selectFrom('channels').selectAll().where('store_id', '=', storeId).where('id', '=', channelId).executeTakeFirst();
      return row && toChannel(row);
    },
    async writeChannel(storeId, {id, name, code, format, createdAt, ...secrets}) {
      const facts = {name, code, format, ...fromSecrets(secrets)};
      await db
        .insertInto('channels')
        .values({store_id: storeId, id, ...facts, created_at: createdAt})
        .onConflict((conflict) => conflict.columns(['store_id', 'id']).doUpdateSet(facts))
        .execute();
    },
    async removeChannel(storeId, channelId) {
      await db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('channel_deliveries').where('store_id', '=', storeId).where('channel_id', '=', channelId).execute();
        await transaction.deleteFrom('channels').where('store_id', '=', storeId).where('id', '=', channelId).execute();
      });
    },

    async noteDelivery(storeId, {channelId, id, now, body}) {
      const row = await db
        .insertInto('channel_deliveries')
        .values({store_id: storeId, channel_id: channelId, id, received_at: now, last_at: now, times: 1, replays: 0, outcome: 'received', reason: '', order_id: null, order_number: null, body: withoutNul(body)})
        .onConflict((conflict) => conflict.columns(['store_id', 'channel_id', 'id']).doUpdateSet({last_at: now, times: sql`channel_deliveries.times + 1`}))
        .returningAll()
        .executeTakeFirstOrThrow();
      return toDelivery(row);
    },
    async findDelivery(storeId, channelId, id) {
      const row = await deliveries(storeId, channelId).where('id', '=', id).executeTakeFirst();
      return row && toDelivery(row);
    },
    async settleDelivery(storeId, channelId, id, {outcome, reason = '', orderId, orderNumber}) {
      await db
        .updateTable('channel_deliveries')
        .set({outcome, reason: withoutNul(reason), order_id: orderId ?? null, order_number: orderNumber ?? null, ...(SETTLED.has(outcome) ? {body: null} : {})})
        .where('store_id', '=', storeId)
        .where('channel_id', '=', channelId)
        .where('id', '=', id)
        .where('outcome', '<>', 'placed')
        .execute();
    },
    async countReplay(storeId, channelId, id) {
      const row = await db
        .updateTable('channel_deliveries')
        .set((set) => ({replays: set('replays', '+', 1)}))
        .where('store_id', '=', storeId)
        .where('channel_id', '=', channelId)
        .where('id', '=', id)
        .returning('replays')
        .executeTakeFirst();
      return Number(row?.replays ?? 0);
    },
    async noteRejection(storeId, {channelId, id, now, reason}, most) {
      await db
        .insertInto('channel_deliveries')
        .values({store_id: storeId, channel_id: channelId, id, received_at: now, last_at: now, times: 1, replays: 0, outcome: 'rejected', reason: withoutNul(reason), order_id: null, order_number: null, body: null})
        .execute();
      const tooOld = await deliveries(storeId, channelId).where('outcome', '=', 'rejected').clearSelect().select('id').orderBy('last_at', 'desc').orderBy('id', 'desc').offset(most).limit(1000).execute();
      if (tooOld.length === 0) return;
      await db
        .deleteFrom('channel_deliveries')
        .where('store_id', '=', storeId)
        .where('channel_id', '=', channelId)
        .where('id', 'in', tooOld.map((row) => row.id))
        .execute();
    },
    async listDeliveries(storeId, limit) {
      const rows = await db.selectFrom('channel_deliveries').selectAll().where('store_id', '=', storeId).orderBy('last_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return rows.map(toDelivery);
    },
    async forgetDeliveries(storeId, before) {
      await db.deleteFrom('channel_deliveries').where('store_id', '=', storeId).where('last_at', '<', before).execute();
    },
  };
}

function toChannel(row: Selectable<Tables['channels']>): ChannelRecord {
  return {id: row.id, name: row.name, code: row.code, format: row.format as ChannelFormat, createdAt: row.created_at, ...toSecrets(row)};
}

function toDelivery(row: Selectable<Tables['channel_deliveries']>): DeliveryRecord {
  return {
    channelId: row.channel_id,
    id: row.id,
    receivedAt: row.received_at,
    lastAt: row.last_at,
    times: Number(row.times),
    replays: Number(row.replays),
    outcome: row.outcome as DeliveryOutcome,
    reason: row.reason,
    orderId: row.order_id ?? undefined,
    orderNumber: row.order_number ?? undefined,
    body: row.body ?? undefined,
  };
}
