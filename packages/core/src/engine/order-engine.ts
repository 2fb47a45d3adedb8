import type {OrderRow} from '../index/order-row.ts';
import type {Command, CommandBody} from '../order/command.ts';
import type {Actor} from '../order/decision.ts';
import type {LoggedEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {OutboxEntry} from '../outbox/outbox-entry.ts';
import type {OrdersPage, Session} from '../ports/order-backend.ts';
import type {OrderQuery, OrderSort} from '../query/order-query.ts';
import type {OrderJobs} from '../jobs/order-jobs.ts';
import type {Settings} from '../settings/settings.ts';
import type {Instant} from '../shared/instant.ts';
import type {Refusal} from '../shared/refusal.ts';
import type {DiagnosticBundle} from './diagnostics.ts';
import type {OutboxInspector} from './outbox-inspector.ts';
import type {OrderTimeline} from './read-timeline.ts';

/** What works less well on this page, and is said once: `web-locks`, `service-worker`, `crypto`, `camera`, `indexeddb`. */
export type MissingPlatform = 'web-locks' | 'service-worker' | 'crypto' | 'camera' | 'indexeddb';

/** One frozen picture of how the engine is doing. */
export interface EngineStatus {
  /** opening: reading the device · loading: first read of the feed · live: up to date · offline: working on its own · signed-out: the token was refused · failed: the device cannot keep orders (see `problem`). */
  readonly phase: 'opening' | 'loading' | 'live' | 'offline' | 'signed-out' | 'failed' | 'closed';
  /** Orders known on this device. */
  readonly orderCount: number;
  /** Entries not yet contained in the base, and refusals not yet dismissed. */
  readonly unsentCount: number;
  readonly refusedCount: number;
  /** Last time the feed was known to be fully read. */
  readonly upToDateAt: Instant | undefined;
  readonly offlineSince: Instant | undefined;
  /** This tab sends and reads for all tabs of this device. */
  readonly leading: boolean;
  /**
   * How far a first or full read of the feed has come, in orders, in the tab that reads; `total` where the backend has
   * said how many there are. The newest orders work meanwhile. Undefined when none is going on.
   */
  readonly loading: {readonly done: number; readonly total: number | undefined} | undefined;
  /** Milliseconds the device's clock is ahead of the backend's (behind: negative), give or take the way there and back. Undefined until the backend was asked. */
  readonly clockSkewMs: number | undefined;
  readonly missing: readonly MissingPlatform[];
  readonly problem: string | undefined;
}

/** What changed since the last notice. Listeners are called once per task at most, never inside `dispatch`. */
export interface EngineChange {
  /** Orders whose row or document changed; `all` after opening or a resync. */
  readonly orderIds: ReadonlySet<string> | 'all';
  /** Orders that were not there before. */
  readonly addedIds: ReadonlySet<string>;
  readonly statusChanged: boolean;
  readonly outboxChanged: boolean;
  /** A bulk job came, went or moved on. */
  readonly jobsChanged: boolean;
  readonly settingsChanged: boolean;
}

/** The sorted answer to a query, as row handles: small integers that stay the same for an order while the page lives. */
export interface QueryAnswer {
  readonly rows: Uint32Array;
  readonly count: number;
  /** Milliseconds it took, for the curious. */
  readonly tookMs: number;
}

export type DispatchAnswer = {readonly ok: true; readonly commandId: string; readonly order: Order} | {readonly ok: false; readonly refusal: Refusal};

/** What became of an undo. `withdrawn`: the backend never heard of it; the order is undefined when it was only ever placed here. */
export type UndoAnswer = {readonly ok: true; readonly withdrawn: boolean; readonly order: Order | undefined} | {readonly ok: false; readonly refusal: Refusal};

/** The saved and standard views: their query text and their count. */
export interface EngineQueryOptions {
  readonly query: OrderQuery;
  readonly sort: OrderSort;
}

/**
 * Orders on this device: rules, cache, outbox and sync joined. Made by `createOrderEngine()`.
 * All reading is from the view: the server's last known truth with this device's unsent commands replayed over it.
 */
export interface OrderEngine {
  readonly status: EngineStatus;
  /** Undefined until somebody has signed in on this device. Kept for starting offline. */
  readonly session: Session | undefined;
  readonly settings: Settings;
  readonly actor: Actor;
  /** Settles when there is something to show: rows from the device, or the first page of the feed, or the truth that there are none. Never rejects. */
  readonly ready: Promise<void>;

  /** Hears about changes; the answer stops it. */
  subscribe(listener: (change: EngineChange) => void): () => void;

  /** Sorted row handles of all orders that match; synchronous, from memory. */
  query(options: EngineQueryOptions): QueryAnswer;
  /** How many orders match; cached until something changes. */
  count(query: OrderQuery): number;
  /** {@link count} of several queries, such as those of all views. Statuses and small facts are counted without looking at the orders. */
  counts(queries: readonly OrderQuery[]): readonly number[];
  /**
   * What may have been meant by a query that finds nothing, as texts that each find something, likeliest first. Empty
   * when the query finds something, or no word of it is to blame.
   * @example
   * engine.suggest(parsed.query) //=> ['christmas bag']
   */
  suggest(query: OrderQuery): readonly string[];
  /** Paint data of one handle; a blank row for a handle of before a sign-out. */
  row(handle: number): OrderRow;
  handleOf(orderId: string): number | undefined;
  /** The id of a handle, cheaper than its row; empty for a handle of before a sign-out. */
  idOf(handle: number): string;

  /** The whole current order; one that is not on this device is asked for. Undefined when it cannot be had. */
  readOrder(orderId: string): Promise<Order | undefined>;
  /**
   * Orders of the whole shop from the backend, also those that are not on this device; nothing of it is kept.
   * @throws BackendError
   * @example
   * const {orders, count} = await engine.readOrders({query: 'customer:陳大文', sort: '-placedAt', limit: 50});
   */
  readOrders(options: {readonly query?: string; readonly sort?: string; readonly limit?: number; readonly after?: string; readonly signal?: AbortSignal}): Promise<OrdersPage>;
  /** The order's log, from the backend (events are not kept on the device in this version). */
  readEvents(orderId: string): Promise<readonly LoggedEvent[]>;
  /**
   * What the order has been through, oldest first, with what this device has not sent yet at the end. Logs are kept in
   * memory; when the backend cannot be asked, `problem` says why and what is known comes all the same.
   * @example
   * const {entries, problem} = await engine.readTimeline(order.id);
   */
  readTimeline(orderId: string): Promise<OrderTimeline>;
  /** An uploaded picture; kept on the device once read. */
  readReceipt(orderId: string, receiptId: string): Promise<Blob>;

  /**
   * Would this be refused now? Pure and immediate, for buttons. `order` is what the widget shows.
   */
  wouldRefuse(order: Order, body: CommandBody): Refusal | undefined;
  /**
   * Decides on the newest view, and when accepted keeps the command in the outbox before it answers. Works offline.
   * @throws EngineError `command/malformed` (a `MalformedCommandError` with `errors`) for a body that is no command;
   * `cache/full` and others of the device. Nothing is kept then.
   * @example
   * const answer = await engine.dispatch(order.id, {type: 'parcel.pack', parcelId, lineId: '1', quantity: 2});
   */
  dispatch(orderId: string, body: CommandBody, options?: {commandId?: string}): Promise<DispatchAnswer>;
  newId(): string;
  /**
   * Takes an *Accept*, a *Deny* or a *Send* back. One that still waits on this device, whatever it is, is withdrawn as
   * if it had not been wished; else the backend is asked, which can while the letter is held (`order.undoable`).
   * @example
   * const undone = await engine.undo(order.id, commandId);
   * if (!undone.ok) say(undone.refusal.code); // 'undo/too-late'
   */
  undo(orderId: string, commandId: string): Promise<UndoAnswer>;

  /** Bulk dispatch and batch edits. */
  readonly jobs: OrderJobs;

  /** The outbox in detail, with what can be done about it. */
  readonly outbox: OutboxInspector;
  /** Takes a command back that was not given to the backend yet: the undo of a queued one. False when it is too late. */
  withdraw(entryId: string): Promise<boolean>;
  /**
   * How this engine is doing, without personal data: for sending to whoever helps.
   * @example
   * const file = new Blob([JSON.stringify(await engine.diagnostics(), null, 2)], {type: 'application/json'});
   */
  diagnostics(): Promise<DiagnosticBundle>;
  /** What waits or was refused, oldest first. */
  readOutbox(): Promise<readonly OutboxEntry[]>;
  /** A refusal was read. */
  dismissRefusal(entryId: string): Promise<void>;
  /** Read the feed and send the outbox now; settles when both were tried once. */
  syncNow(): Promise<void>;
  /** Settles when the outbox is empty of waiting entries and no bulk job has any more, or throws when `signal` aborts. For scripts. */
  settled(options?: {signal?: AbortSignal}): Promise<void>;

  /** Keeps what was not sent and bulk jobs, wipes the truth. The count is of both: entries, and orders of jobs that were not asked yet. */
  signOut(): Promise<{unsentCount: number}>;
  /** Stops timers, connections and locks; what was kept stays. */
  close(): Promise<void>;
}

export type {Command};
