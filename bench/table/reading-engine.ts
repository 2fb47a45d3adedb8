import {DEFAULT_SETTINGS, type Order} from '@packline/core';
import type {EngineStatus, OrderEngine} from '@packline/core/engine';
// Not entries of their own: the engine holds them. Measured as they are shipped.
import {ChangeNotices} from '../../packages/core/dist/engine/change-notices.js';
import {keepIndexFast} from '../../packages/core/dist/engine/index-upkeep.js';
import {SYSTEM_CLOCK} from '../../packages/core/dist/engine/system-clock.js';
import {OrderIndex} from '../../packages/core/dist/index/order-index.js';

const SLICE_MS = 8;

/** What nobody asks of an engine while the table is measured. */
type NotAsked = 'jobs' | 'outbox' | 'withdraw' | 'undo' | 'diagnostics' | 'readOrders' | 'readTimeline';

/** An engine that reads, and takes pages of a feed. */
export interface ReadingEngine extends Omit<OrderEngine, NotAsked> {
  /** Takes orders in before anybody looks. */
  load(orders: readonly Order[]): void;
  /** Makes the index as fast as it gets. */
  prepare(): void;
  /** What the engine does in memory with one page of the feed. */
  take(orders: readonly Order[]): void;
}

/**
 * The reading half of the engine, joined from the real parts (index, notices, upkeep) but for the device's storage and
 * the connection: the table is measured, not IndexedDB.
 */
export function createReadingEngine(): ReadingEngine {
  const index = new OrderIndex();
  const settings = {...DEFAULT_SETTINGS, storeId: 'bench'};
  const notices = new ChangeNotices((error) => console.error(error));
  const upkeep = keepIndexFast(() => index, SYSTEM_CLOCK);
  const counts = new Map<string, number>();
  const readsOnly = () => Promise.reject(new Error('The engine of the bench only reads.'));
  const status = (): EngineStatus => ({
    phase: 'live',
    orderCount: index.size,
    unsentCount: 0,
    refusedCount: 0,
    upToDateAt: undefined,
    offlineSince: undefined,
    leading: true,
    loading: undefined,
    clockSkewMs: undefined,
    missing: [],
    problem: undefined,
  });
  return {
    get status() {
      return status();
    },
    session: undefined,
    settings,
    actor: {id: 'u1', name: 'Ada Wong', role: 'owner'},
    ready: Promise.resolve(),
    subscribe: (listener) => notices.subscribe(listener),
    query(options) {
      const began = performance.now();
      const rows = index.query(options, settings.timeZone);
      return {rows, count: rows.length, tookMs: performance.now() - began};
    },
    count(query) {
      const key = JSON.stringify(query.terms);
      const known = counts.get(key) ?? index.count(query, settings.timeZone);
      counts.set(key, known);
      return known;
    },
    counts(queries) {
      return queries.map((query) => this.count(query));
    },
    suggest: (query) => index.suggest(query, settings.timeZone),
    row: (handle) => index.row(handle),
    handleOf: (orderId) => index.handleOf(orderId),
    idOf: (handle) => index.idOf(handle),
    readOrder: () => Promise.resolve(undefined),
    readEvents: () => Promise.resolve([]),
    readReceipt: readsOnly,
    wouldRefuse: () => undefined,
    dispatch: readsOnly,
    newId: () => crypto.randomUUID(),
    readOutbox: () => Promise.resolve([]),
    dismissRefusal: readsOnly,
    syncNow: () => Promise.resolve(),
    settled: () => Promise.resolve(),
    signOut: () => Promise.resolve({unsentCount: 0}),
    close: () => Promise.resolve(upkeep.stop()),
    load: (orders) => index.upsertMany(orders),
    prepare() {
      while (index.maintain(SLICE_MS)) {
        // Until nothing is left to do.
      }
    },
    take(orders) {
      for (const order of orders) index.upsert(order);
      counts.clear();
      upkeep.changed();
      notices.add({orderIds: new Set(orders.map(({id}) => id))});
    },
  };
}
