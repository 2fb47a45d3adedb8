import type {LoggedEvent, Order, Refusal, Settings} from '@packline/core';
import type {Selectable, Transaction} from 'kysely';
import {createPace} from '../../pace.ts';
import type {CommandRecord, OrderTransaction} from '../order-storage.ts';
import {toOrderRow} from './order-columns.ts';
import {eraseTraces} from './erase-traces.ts';
import {writeReceiptUses} from './receipt-uses.ts';
import {writeOrderTexts} from './search/write-order-texts.ts';
import type {SqlDialect} from './sql-dialect.ts';
import {readEndpoints} from './sql-endpoint-storage.ts';
import type {OrderRowTable, Tables} from './tables.ts';
import {DecideAgainError} from './trying-again.ts';

/** Columns that a rewritten order changes; its id and store never do. */
const REWRITTEN = [
  'number', 'version', 'position', 'kind', 'lifecycle', 'status', 'payment', 'fulfillment', 'channel_key', 'placed_ms', 'updated_ms', 'total', 'number_key',
  'customer_key', 'covered_customer_key', 'status_rank', 'delivery_rank', 'awaits_money', 'is_open', 'is_erased', 'hold_until_ms', 'first_sent_ms', 'last_sent_ms',
  'first_ship_on', 'last_ship_on', 'detail', 'carrier', 'flags', 'covered_flags', 'doc',
] as const satisfies readonly (keyof OrderRowTable)[];

/** Rows one statement writes or reads: enough to be quick, few enough for every database's limits and to let go of the processor in between. */
const MOST_ROWS = 100;

/**
 * What a batch of commands reads and writes, many rows a statement.
 *
 * Where several transactions run at once, each reads what was committed and is safe by this: orders, the series of numbers
 * and effects are locked as they are read, rows that are new are kept apart by their keys (whoever comes second decides
 * again), and whoever holds the feed's counter looks whether the settings are still those it has decided by. Everybody
 * takes what it locks in the same order: orders by id, series, new rows by key, counter.
 */
export function createOrderTransaction(db: Transaction<Tables>, dialect: SqlDialect): OrderTransaction {
  const {locksRows} = dialect;
  const pace = createPace();
  /** Version of the settings that were read, by store. */
  const settingsRead = new Map<string, number>();

  /** A list in parts that one statement can carry. */
  async function* slices<Item>(items: readonly Item[]): AsyncGenerator<Item[]> {
    for (let start = 0; start < items.length; start += MOST_ROWS) {
      await pace();
      yield items.slice(start, start + MOST_ROWS);
    }
  }

  async function takePositions(storeId: string, count: number): Promise<number> {
    const {position} = await db
      .updateTable('feeds')
      .set((set) => ({position: set('position', '+', count)}))
      .where('store_id', '=', storeId)
      .returning('position')
      .executeTakeFirstOrThrow();
    if (locksRows) await checkSettings(storeId);
    return Number(position) - count + 1;
  }

  /**
   * Settings change under the counter too. Whoever holds it therefore sees every change that came before, and no other
   * comes until it has let go: an order is never written by rules that the pass over all orders has replaced.
   */
  async function checkSettings(storeId: string): Promise<void> {
    const known = settingsRead.get(storeId);
    if (known === undefined) return;
    const {version} = await db.selectFrom('settings').select('version').where('store_id', '=', storeId).executeTakeFirstOrThrow();
    if (Number(version) !== known) throw new DecideAgainError('The settings have changed since they were read.');
  }

  return {
    async readSettings(storeId) {
      const {doc, version} = await db.selectFrom('settings').select(['doc', 'version']).where('store_id', '=', storeId).executeTakeFirstOrThrow();
      settingsRead.set(storeId, Number(version));
      return JSON.parse(doc) as Settings;
    },
    readEndpoints: (storeId) => readEndpoints(db, storeId),
    async readCommands(storeId, ids) {
      const known = new Map<string, CommandRecord>();
      for await (const slice of slices(ids)) {
        const rows = await db.selectFrom('commands').selectAll().where('store_id', '=', storeId).where('id', 'in', slice).execute();
        for (const row of rows) known.set(row.id, toRecord(row));
      }
      return known;
    },
    async readOrders(storeId, ids) {
      const orders = new Map<string, Order>();
      // In the order of their ids, so that two batches never wait for each other in a circle.
      for await (const slice of slices([...ids].sort())) {
        const query = db.selectFrom('orders').select(['id', 'doc']).where('store_id', '=', storeId).where('id', 'in', slice).orderBy('id');
        for (const {id, doc} of await (locksRows ? query.forUpdate() : query).execute()) orders.set(id, JSON.parse(doc) as Order);
      }
      return orders;
    },
    async readOrdersAfter(storeId, orderId, limit) {
      const query = db.selectFrom('orders').select(['doc', 'position']).where('store_id', '=', storeId).where('id', '>', orderId).orderBy('id').limit(limit);
      const rows = await (locksRows ? query.forUpdate() : query).execute();
      return rows.map(({doc, position}) => ({order: JSON.parse(doc) as Order, position: Number(position)}));
    },
    async readDerivation(storeId) {
      const query = db.selectFrom('stores').select(['derived_as', 'deriving_as', 'derived_to']).where('id', '=', storeId);
      const row = await (locksRows ? query.forUpdate() : query).executeTakeFirstOrThrow();
      return {finished: row.derived_as, begun: row.deriving_as, upTo: row.derived_to};
    },
    async writeDerivation(storeId, {finished, begun, upTo}) {
      await db.updateTable('stores').set({derived_as: finished, deriving_as: begun, derived_to: upTo}).where('id', '=', storeId).execute();
    },
    async writeSettings(storeId, settings) {
      const position = await takePositions(storeId, 1);
      await db.updateTable('settings').set({version: settings.version, position, doc: JSON.stringify(settings)}).where('store_id', '=', storeId).execute();
      return position;
    },
    async readNumbers(storeId, numbers) {
      const taken = new Map<string, string>();
      for await (const slice of slices(numbers)) {
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
    takePositions,
    async writeOrders(storeId, orders) {
      for await (const slice of slices(orders)) {
        const rows = slice.map(({order, position}) => toOrderRow(storeId, order, position));
        await db
          .insertInto('orders')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['store_id', 'id']).doUpdateSet((set) => Object.fromEntries(REWRITTEN.map((column) => [column, set.ref(`excluded.${column}`)]))),
          )
          .execute();
        await writeReceiptUses(db, storeId, slice.map(({order}) => order));
        await writeOrderTexts(db, dialect, storeId, slice.map(({order}, index) => ({order, placedMs: rows[index]?.placed_ms ?? 0, numberKey: rows[index]?.number_key ?? ''})));
      }
    },
    async writeEvents(storeId, events) {
      for await (const slice of slices(sortedBy(events, ({orderId}) => orderId))) {
        await db.insertInto('events').values(slice.map((event) => toEventRow(storeId, event))).execute();
      }
    },
    async writeCommands(storeId, commands) {
      for await (const slice of slices(sortedBy(commands, ({id}) => id))) {
        const rows = slice.map(({orderId, refusal, ...rest}) => ({...rest, store_id: storeId, order_id: orderId, refusal: refusal === undefined ? null : JSON.stringify(refusal)}));
        await db.insertInto('commands').values(rows).execute();
      }
    },
    async writeEffects(storeId, effects) {
      for await (const slice of slices(sortedBy(effects, ({key}) => key))) {
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
              outcome: doneAt === undefined ? '' : 'done',
              error: null,
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },
    async readGoneEffects(storeId, keys) {
      const gone = new Set<string>();
      for await (const slice of slices([...keys].sort())) {
        const query = db.selectFrom('effects').select(['effect_key', 'done_at', 'leased_until']).where('store_id', '=', storeId).where('effect_key', 'in', slice).orderBy('effect_key');
        for (const {effect_key: key, done_at: done, leased_until: leased} of await (locksRows ? query.forUpdate() : query).execute()) {
          // A lease that ran out counts too: whoever held it may have handed the letter over before it died.
          if (done !== null || leased !== null) gone.add(key);
        }
      }
      return gone;
    },
    async withdrawEffects(storeId, keys, now) {
      for await (const slice of slices([...keys].sort())) {
        await db
          .updateTable('effects')
          .set({done_at: now, outcome: 'withdrawn', error: null, dead_at: null})
          .where('store_id', '=', storeId)
          .where('effect_key', 'in', slice)
          .where('done_at', 'is', null)
          .where('leased_until', 'is', null)
          .execute();
      }
    },
    async eraseTraces(storeId, orderIds, now) {
      for (const orderId of [...orderIds].sort()) await eraseTraces(db, storeId, orderId, now);
    },
    async writeReceiptFiles(storeId, files, now) {
      for (const {hash, mediaType, bytes} of sortedBy(files, (file) => file.hash)) {
        await db
          .insertInto('receipt_files')
          .values({store_id: storeId, hash, media_type: mediaType, size_bytes: bytes.byteLength, bytes, created_at: now})
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },
  };
}

function sortedBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return items.map((item) => ({item, by: key(item)})).sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0)).map(({item}) => item);
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
