import type {Command} from '../order/command.ts';
import type {Role} from '../order/decision.ts';
import type {LoggedEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {Settings} from '../settings/settings.ts';
import type {Instant} from '../shared/instant.ts';
import type {Refusal} from '../shared/refusal.ts';

/** Who is signed in and what this backend can do: the answer of `GET /v1/me`. */
export interface Session {
  readonly store: {readonly id: string; readonly name: string};
  readonly user: {readonly id: string; readonly name: string};
  readonly role: Role;
  readonly settings: Settings;
  /** `receipts`, `events`, `search`, `stream`, …; widgets hide what is missing. */
  readonly capabilities: readonly string[];
  readonly limits: {readonly commandsPerBatch: number; readonly changesPerPage: number; readonly receiptBytes: number};
  /** Changes when the backend was restored from a backup: cursors of another epoch are void. */
  readonly epoch: string;
  readonly serverTime: Instant;
}

/** What became of one command. */
export interface CommandResult {
  readonly id: string;
  /** duplicate: it had been applied before, now or years ago. */
  readonly outcome: 'applied' | 'duplicate' | 'refused';
  /** The order's version after it (or as it is, when refused). */
  readonly version: number;
  /** Feed position that contains it; 0 when refused. */
  readonly position: number;
  readonly refusal?: Refusal;
  /** The newest order, when refused or when asked for. */
  readonly order?: Order;
}

/** Which orders a reader of the feed is told of. */
export type FeedScope = 'all' | 'open+90d';

/** One page of the change feed: whole current orders, latest wins. */
export interface ChangesPage {
  readonly orders: readonly Order[];
  /** Ids of orders this reader no longer has. */
  readonly removed: readonly string[];
  /** Opaque, URL-safe; names epoch, position and role. */
  readonly cursor: string;
  readonly hasMore: boolean;
  /** Present when newer than what the cursor's reader has. */
  readonly settings?: Settings;
}

/** One page of `GET /v1/orders`. */
export interface OrdersPage {
  readonly orders: readonly Order[];
  readonly cursor: string | null;
  readonly hasMore: boolean;
  readonly count: number;
  readonly countIsExact: boolean;
}

/**
 * What the engine needs from any backend. Every method may throw {@link BackendError}; `retriable` says whether
 * trying again can help.
 */
export interface OrderBackend {
  /** Names the place on this device where data of this backend is kept, usually its URL. */
  readonly endpoint: string;
  readSession(options?: {signal?: AbortSignal}): Promise<Session>;
  /**
   * 1–500 commands; the answer has one result each, in order. Sending one twice is safe. With `dryRun` nothing is
   * written: each command is decided on the order as it would be after those before it.
   */
  pushCommands(commands: readonly Command[], options?: {signal?: AbortSignal; return?: 'order'; dryRun?: boolean}): Promise<readonly CommandResult[]>;
  /**
   * Orders changed since `after` (null = from the beginning). Throws `backend/cursor-gone` when the cursor is void, which
   * it also is for another `scope` than it was given for. `open+90d`: what is not finished, and what was ordered in the
   * last 90 days of the shop's calendar; what leaves that comes as `removed`. Default `all`.
   */
  readChanges(options: {after: string | null; scope?: FeedScope; limit?: number; signal?: AbortSignal}): Promise<ChangesPage>;
  /**
   * Calls `onWake` whenever there may be more to read, until `signal` aborts. The promise settles when the
   * connection ends: it resolves on a clean end and throws `BackendError` else. `onOpen` tells that it is connected.
   */
  listen(options: {onWake: () => void; onOpen?: () => void; signal: AbortSignal}): Promise<void>;
  readOrder(orderId: string, options?: {signal?: AbortSignal}): Promise<Order>;
  readOrders(options: {query?: string; sort?: string; limit?: number; after?: string; signal?: AbortSignal}): Promise<OrdersPage>;
  readEvents(orderId: string, options?: {signal?: AbortSignal}): Promise<readonly LoggedEvent[]>;
  /** The uploaded bytes, as they are. */
  readReceipt(orderId: string, receiptId: string, options?: {signal?: AbortSignal}): Promise<Blob>;
}
