import type {Instant, LoggedEvent, Order, OrderSort, QueryTerm, Refusal, Settings} from '@packline/core';
import type {EndpointRecord} from './channel-storage.ts';
import type {NewEffect} from './effect-storage.ts';

/** A document as it is kept: JSON that can be passed on without being read. */
export interface StoredOrder {
  readonly id: string;
  readonly doc: string;
  readonly version: number;
  readonly position: number;
}

/** One stretch of the change feed. */
export interface ChangedOrders {
  readonly orders: readonly StoredOrder[];
  /** Position a reader has reached with these orders; without more to read, the head. */
  readonly position: number;
  readonly hasMore: boolean;
}

/** Where orders of one stretch of the feed are. */
export interface FeedMoves {
  readonly orders: ReadonlyMap<string, number>;
  /** Position up to which nothing was left out. */
  readonly position: number;
  readonly hasMore: boolean;
}

/** Where the feed stands, and the settings document in it. */
export interface FeedState {
  readonly epoch: string;
  readonly head: number;
  readonly settings: Settings;
  /** Position at which the settings last changed. */
  readonly settingsPosition: number;
}

/** Whether a store was made to be filled with demo orders. */
export type StoreOrigin = 'empty' | 'demo';

/** What became of a command, kept for ever under its id. */
export interface CommandRecord {
  readonly id: string;
  readonly orderId: string;
  /** Hash of what was asked, so that an id is not taken for another wish. */
  readonly fingerprint: string;
  readonly outcome: 'applied' | 'refused';
  readonly version: number;
  readonly position: number;
  readonly refusal?: Refusal;
  readonly at: Instant;
}

/** Bytes of an uploaded proof of payment; the same picture is kept once. */
export interface ReceiptFile {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/**
 * How far the stored orders have been brought in line with what they are derived from: `finished` names what all of them
 * follow, `begun` what they are being brought to, `upTo` the id of the last order that was.
 */
export interface Derivation {
  readonly finished: string;
  readonly begun: string;
  readonly upTo: string;
}

/** Part of the feed: what is not finished, and what was placed since. */
export interface WorkingSet {
  /** Milliseconds since 1970, UTC. */
  readonly sinceMs: number;
}

/** One page of a list of orders, in the words of the query language. */
export interface OrderSearch {
  readonly terms: readonly QueryTerm[];
  readonly sort: OrderSort;
  /** IANA zone in which days are meant. */
  readonly timeZone: string;
  /** Last row of the page before. */
  readonly after?: RowMark | undefined;
  readonly limit: number;
  /** For readers of copies without contacts: they find what stands in those, and names stand in the order in which they can be read. */
  readonly covered?: boolean;
  /** Matches are counted up to one more than this. */
  readonly countTo: number;
  /** Whether a document matches; asked where the database cannot tell. */
  readonly matches: (doc: string) => boolean;
}

/** Names a row's place in a sorted list. */
export interface RowMark {
  readonly value: string | number;
  /** Rows of one value stand in the order of their numbers, as on a device. */
  readonly number: string;
  readonly id: string;
}

export interface FoundOrder extends StoredOrder {
  readonly mark: RowMark;
}

/** The orders that match, and no others. */
export interface FoundPage {
  readonly rows: readonly FoundOrder[];
  readonly hasMore: boolean;
  /** How many match in all, at most one more than `countTo`. */
  readonly count: number;
}

/** Orders, their log, the feed and the record of commands. */
export interface OrderStorage {
  /** Runs `work` in one transaction: it is kept whole or not at all. */
  transact<Result>(work: (transaction: OrderTransaction) => Promise<Result>): Promise<Result>;
  /** Makes the store when it is not there yet. Settles with what it was made for, then or long ago. */
  ensureStore(storeId: string, facts: {epoch: string; origin: StoreOrigin; settings: Settings; firstNumber: number; now: Instant}): Promise<StoreOrigin>;
  readFeedState(storeId: string): Promise<FeedState>;
  /** Which orders moved after `after`, by their positions now: at most `limit`, oldest change first. */
  readMoves(storeId: string, after: number, limit: number): Promise<FeedMoves>;
  /** Runs `work`, which may use this storage, while no other process of the same store runs any. */
  alone<Result>(storeId: string, work: () => Promise<Result>): Promise<Result>;
  /**
   * Orders changed after `after`, oldest change first, whole and current; with `only`, those of a working set. It may
   * answer with fewer than `limit` and say that there are more.
   */
  readChanges(storeId: string, after: number, limit: number, only?: WorkingSet): Promise<ChangedOrders>;
  /** Ids of finished orders that were placed at or after `fromMs` and before `toMs`. */
  findFinished(storeId: string, fromMs: number, toMs: number): Promise<readonly string[]>;
  readOrder(storeId: string, orderId: string): Promise<StoredOrder | undefined>;
  /** The log of one order as JSON texts of {@link LoggedEvent}, oldest first. */
  readEvents(storeId: string, orderId: string): Promise<readonly string[]>;
  /** One page of the orders that match, in order, and how many there are in all. */
  searchOrders(storeId: string, search: OrderSearch): Promise<FoundPage>;
  /** Sales placed before `placedBefore` that wait for money nobody sent, by their ids; those after `afterId` if one is named. */
  findUnpaid(storeId: string, placedBefore: Instant, limit: number, afterId?: string): Promise<readonly StoredOrder[]>;
  /** Orders with a hold that was to end by `now`. */
  findHoldsUntil(storeId: string, now: Instant, limit: number): Promise<readonly StoredOrder[]>;
  readReceiptFile(storeId: string, hash: string): Promise<ReceiptFile | undefined>;
}

/** What a batch of commands may do while it is decided. */
export interface OrderTransaction {
  readSettings(storeId: string): Promise<Settings>;
  /** Addresses that want to be told about events. */
  readEndpoints(storeId: string): Promise<readonly EndpointRecord[]>;
  readCommands(storeId: string, ids: readonly string[]): Promise<Map<string, CommandRecord>>;
  /** The newest documents, locked until the transaction ends. */
  readOrders(storeId: string, ids: readonly string[]): Promise<Map<string, Order>>;
  /** Orders behind an id, in the order of their ids, locked like {@link readOrders}. */
  readOrdersAfter(storeId: string, orderId: string, limit: number): Promise<readonly {readonly order: Order; readonly position: number}[]>;
  readDerivation(storeId: string): Promise<Derivation>;
  writeDerivation(storeId: string, derivation: Derivation): Promise<void>;
  /** Settles with the feed position of the settings. */
  writeSettings(storeId: string, settings: Settings): Promise<number>;
  /** number → id of the order that has it. */
  readNumbers(storeId: string, numbers: readonly string[]): Promise<Map<string, string>>;
  /** Next number of the shop's own series. */
  readNextNumber(storeId: string): Promise<number>;
  writeNextNumber(storeId: string, next: number): Promise<void>;
  /** Takes `count` feed positions and answers the first. To be called last: it holds up every other writer. */
  takePositions(storeId: string, count: number): Promise<number>;
  writeOrders(storeId: string, orders: readonly {readonly order: Order; readonly position: number}[]): Promise<void>;
  writeEvents(storeId: string, events: readonly LoggedEvent[]): Promise<void>;
  writeCommands(storeId: string, commands: readonly CommandRecord[]): Promise<void>;
  writeEffects(storeId: string, effects: readonly NewEffect[]): Promise<void>;
  /** Which of these effects are being carried out or have been. The others stay as they are until the transaction ends. */
  readGoneEffects(storeId: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Calls back effects that nobody has begun to carry out; they are kept as withdrawn. */
  withdrawEffects(storeId: string, keys: readonly string[], now: Instant): Promise<void>;
  /** Takes what tells who the customers of these orders were out of everything beside the orders themselves. */
  eraseTraces(storeId: string, orderIds: readonly string[], now: Instant): Promise<void>;
  writeReceiptFiles(storeId: string, files: readonly ReceiptFile[], now: Instant): Promise<void>;
}
