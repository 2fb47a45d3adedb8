import type {LoggedEvent, Settings} from '@packline/core';
import type {Derivation, OrderTransaction} from './order-storage.ts';

/** One cell of a table, as both databases hold it. */
export type StoredValue = string | number | null | Uint8Array;

/** One row of a table, column by column. */
export type StoredRow = Readonly<Record<string, StoredValue>>;

/** An order with everything that was stored about it by itself. */
export interface StoredLife {
  readonly id: string;
  readonly position: number;
  /** JSON of the document. */
  readonly doc: string;
  /** Everything the order is filtered and sorted by, as it stands in the database. */
  readonly columns: StoredRow;
  /** What it is found by; undefined when it is not there. */
  readonly texts: StoredRow | undefined;
  /** JSON texts of {@link LoggedEvent}, oldest first. */
  readonly events: readonly string[];
}

/** How an order came to be. */
export interface StoredRecords {
  /** Oldest first. */
  readonly events: readonly LoggedEvent[];
  /** Those in the log, each once. */
  readonly commands: readonly {readonly id: string; readonly fingerprint: string; readonly at: string}[];
}

/** Two things stored about one change that do not agree. */
export interface Misfit {
  readonly orderId: string;
  /** Id of the command, key of the effect, or whatever names the thing. */
  readonly subject: string;
}

/** What of the records beside the orders does not fit together; see `runDoctor` for what each means. */
export interface Misfits {
  /** Places in an order's log whose command is not recorded as applied there. */
  readonly eventsWithoutCommand: readonly Misfit[];
  /** Commands that were answered "applied" and left nothing in the log. */
  readonly commandsWithoutEvents: readonly Misfit[];
  /** Logs of orders that are not there. */
  readonly eventsWithoutOrder: readonly Misfit[];
  readonly effectsWithoutOrder: readonly Misfit[];
  /** Two orders at one place of the feed. */
  readonly sharedPositions: readonly Misfit[];
  /** Orders and commands behind the end of the feed. */
  readonly beyondHead: readonly Misfit[];
}

/** Rows that count for nothing any more. */
export interface Leftovers {
  readonly sessions: number;
  readonly bearers: number;
  readonly signInCodes: number;
}

/** Everything as it was at one moment, however long the reading takes and whoever writes meanwhile. */
export interface Snapshot {
  /** Name of the newest migration that the tables went through. */
  readonly schema: string;
  readonly storeIds: readonly string[];
  /** Every table but those of the migrations. */
  readonly tables: readonly string[];
  countRows(table: string): Promise<number>;
  /** In the order of the table's key. */
  readTable(table: string): AsyncIterable<StoredRow>;
  readFeed(storeId: string): Promise<{epoch: string; head: number; settings: Settings; settingsPosition: number; derivation: Derivation}>;
  /** Documents behind an id, in the order of their ids. */
  readDocs(storeId: string, afterId: string, limit: number): Promise<readonly {readonly id: string; readonly doc: string}[]>;
  /** The logs of these orders, and the records of the commands in them. */
  readRecords(storeId: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, StoredRecords>>;
  /** Orders behind an id, in the order of their ids. */
  readLives(storeId: string, afterId: string, limit: number): Promise<readonly StoredLife[]>;
  /** Whether a search finds the order by all of these grams at once. */
  isFoundByGrams(storeId: string, orderId: string, grams: readonly number[]): Promise<boolean>;
  findMisfits(storeId: string): Promise<Misfits>;
  countLeftovers(storeId: string, now: string): Promise<Leftovers>;
}

/** What looking after a shop may change. */
export interface OperationTransaction extends OrderTransaction {
  /** Logs of orders, oldest event first. */
  readLogs(storeId: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly LoggedEvent[]>>;
  /** Moves the end of the feed to `position` unless it is there already. */
  raiseHead(storeId: string, position: number): Promise<void>;
  /** Has what these orders are found by written anew, also where it says what it should. */
  forgetTexts(storeId: string, orderIds: readonly string[]): Promise<void>;
  removeLeftovers(storeId: string, now: string): Promise<void>;
  /** Connections of other servers to this database, as far as the database can tell. */
  countOthers(): Promise<number>;
  /** How many orders there are, in whatever store. */
  countOrders(): Promise<number>;
  /** Empties every table but those of the migrations. */
  clear(): Promise<void>;
  /** Writes rows as they are; columns that a row does not name get what the table gives by itself. */
  insertRows(table: string, rows: readonly StoredRow[]): Promise<void>;
  /** Gives every store an epoch of its own, so that whoever read before reads anew. */
  renewEpochs(makeEpoch: () => string): Promise<void>;
}

/** Looking after a shop: reading all of it at one moment, and mending it. */
export interface OperationStorage {
  /** Reads beside whoever writes; nobody waits for it. */
  readSnapshot<Result>(work: (snapshot: Snapshot) => Promise<Result>): Promise<Result>;
  /** Runs `work` in one transaction: it is kept whole or not at all. */
  operate<Result>(work: (transaction: OperationTransaction) => Promise<Result>): Promise<Result>;
  /** Names of all migrations this server knows, oldest first. */
  knownSchemas(): Promise<readonly string[]>;
}
