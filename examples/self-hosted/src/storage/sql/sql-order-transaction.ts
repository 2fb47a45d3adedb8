import type {LoggedEvent, Order, Refusal, Settings} from '@packline/core';
import type {Selectable, Transaction} from 'kysely';
import type {CommandRecord, OrderTransaction} from '../order-storage.ts';
import {toOrderRow} from './order-columns.ts';
import type {SqlDialect} from './sql-dialect.ts';
import type {OrderRowTable, Tables} from './tables.ts';

/** Columns that a rewritten order changes; its id and store never do. */
const REWRITTEN = [
  'number', 'version', 'position', 'kind', 'lifecycle', 'status', 'payment', 'fulfillment', 'channel_key', 'placed_ms', 'updated_ms', 'total', 'number_key',
  'customer_key', 'status_rank', 'delivery_rank', 'awaits_money', 'search', 'doc',
] as const satisfies readonly (keyof OrderRowTable)[];

/** What a batch of commands reads and writes, in as few statements as its size allows. */
export function createOrderTransaction(db: Transaction<Tables>, {mostParameters, locksRows}: SqlDialect): OrderTransaction {
  /** Splits a list so that each statement stays within the database's limit. */
  function slices<Item>(items: readonly Item[], parametersEach: number): Item[][] {
    const size = Math.max(1, Math.floor(mostParameters / parametersEach));
    return Array.from({length: Math.ceil(items.length / size)}, (_, slice) => items.slice(slice * size, (slice + 1) * size));
  }

  return {
    async readSettings(storeId) {
      const {doc} = await db.selectFrom('settings').select('doc').where('store_id', '=', storeId).executeTakeFirstOrThrow();
      return JSON.parse(doc) as Settings;
    },
    async readCommands(storeId, ids) {
      const known = new Map<string, CommandRecord>();
      for (const slice of slices(ids, 1)) {
        const rows = await db.selectFrom('commands').selectAll().where('store_id', '=', storeId).where('id', 'in', slice).execute();
        for (const row of rows) known.set(row.id, toRecord(row));
      }
      return known;
    },
    async readOrders(storeId, ids) {
      const orders = new Map<string, Order>();
      // In the order of their ids, so that two batches never wait for each other in a circle.
      for (const slice of slices([...ids].sort(), 1)) {
        const query = db.selectFrom('orders').select(['id', 'doc']).where('store_id', '=', storeId).where('id', 'in', slice).orderBy('id');
        for (const {id, doc} of await (locksRows ? query.forUpdate() : query).execute()) orders.set(id, JSON.parse(doc) as Order);
      }
      return orders;
    },
    async readNumbers(storeId, numbers) {
      const taken = new Map<string, string>();
      for (const slice of slices(numbers, 1)) {
        const rows = await db.selectFrom('orders').select(['number', 'id']).where('store_id', '=', storeId).where('number', 'in', slice).execute();
        for (const {number, id} of rows) taken.set(number, id);
      }
      return taken;
    },
    async readNextNumber(storeId) {
      const query = db.selectFrom('series').select('next_number').where('store_id', '=', storeId);
      const {next_number: next} = await (locksRows ? query.forUpdate() : query).executeTakeFirstOrThrow();
      return Number(next);
    },
    async writeNextNumber(storeId, next) {
      await db.updateTable('series').set({next_number: next}).where('store_id', '=', storeId).execute();
    },
    async takePositions(storeId, count) {
      const {position} = await db
        .updateTable('feeds')
        .set((set) => ({position: set('position', '+', count)}))
        .where('store_id', '=', storeId)
        .returning('position')
        .executeTakeFirstOrThrow();
      return Number(position) - count + 1;
    },
    async writeOrders(storeId, orders) {
      for (const slice of slices(orders, REWRITTEN.length + 2)) {
        await db
          .insertInto('orders')
          .values(slice.map(({order, position}) => toOrderRow(storeId, order, position)))
          .onConflict((conflict) =>
            conflict.columns(['store_id', 'id']).doUpdateSet((set) => Object.fromEntries(REWRITTEN.map((column) => [column, set.ref(`excluded.${column}`)]))),
          )
          .execute();
      }
    },
    async writeEvents(storeId, events) {
      for (const slice of slices(events, 6)) {
        await db.insertInto('events').values(slice.map((event) => toEventRow(storeId, event))).execute();
      }
    },
    async writeCommands(storeId, commands) {
      for (const slice of slices(commands, 9)) {
        const rows = slice.map(({orderId, refusal, ...rest}) => ({...rest, store_id: storeId, order_id: orderId, refusal: refusal === undefined ? null : JSON.stringify(refusal)}));
        await db.insertInto('commands').values(rows).execute();
      }
    },
    async writeEffects(storeId, effects) {
      for (const slice of slices(effects, 12)) {
        await db
          .insertInto('effects')
          .values(
            slice.map(({key, kind, orderId, payload, createdAt, dueAt, doneAt}) => ({
              store_id: storeId,
              effect_key: key,
              kind,
              order_id: orderId,
              payload,
              created_at: createdAt,
              due_at: dueAt,
              attempts: 0,
              leased_until: null,
              leased_by: null,
              done_at: doneAt ?? null,
              error: null,
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },
    async writeReceiptFiles(storeId, files, now) {
      for (const {hash, mediaType, bytes} of files) {
        await db
          .insertInto('receipt_files')
          .values({store_id: storeId, hash, media_type: mediaType, size_bytes: bytes.byteLength, bytes, created_at: now})
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },
  };
}

function toEventRow(storeId: string, event: LoggedEvent): Tables['events'] {
  return {store_id: storeId, order_id: event.orderId, version: event.version, place: event.index, command_id: event.commandId, doc: JSON.stringify(event)};
}

function toRecord(row: Selectable<Tables['commands']>): CommandRecord {
  return {
    id: row.id,
    orderId: row.order_id,
    fingerprint: row.fingerprint,
    outcome: row.outcome === 'refused' ? 'refused' : 'applied',
    version: Number(row.version),
    position: Number(row.position),
    ...(row.refusal === null ? {} : {refusal: JSON.parse(row.refusal) as Refusal}),
    at: row.at,
  };
}
