import type {Order} from '../order/order.ts';
import type {OutboxEntry} from '../outbox/outbox-entry.ts';

/** How far this device is: one small record, read and written with every change. */
export interface CacheState {
  /** This device's name in `order.applied`; all tabs share it. */
  readonly deviceId: string;
  /** Rises by one with every change of truth or outbox; deltas and chunks remember the one they were written in. */
  readonly revision: number;
  /** Rises when chunks come or go; a tab's locator of another layout is read again. */
  readonly layout: number;
  readonly nextChunkId: number;
  /** How far the feed has been read; null = from the beginning. */
  readonly cursor: string | null;
  /** Set while the feed is read from its beginning: what was stored up to this revision is from before. */
  readonly fullReadSince: number | null;
  /** Removals up to this revision left no trace: who has seen less reads everything. */
  readonly floor: number;
  /** Place of the newest outbox entry in the order they were made. */
  readonly lastPlace: number;
  /** Somebody signed out here: nothing the backend tells is kept until somebody signs in, however late it comes. */
  readonly isSignedOut?: true;
}

/** Orders that came together, as text: never changed, only replaced. */
export interface ChunkRecord {
  readonly id: number;
  /** JSON of the orders, one after the other. */
  readonly json: string;
  /** Where each order's JSON ends, in UTF-16 units. */
  readonly ends: readonly number[];
}

/** What is in a chunk, so that an order can be found without reading the chunk. */
export interface ContentsRecord {
  readonly id: number;
  readonly revision: number;
  readonly orderIds: readonly string[];
  readonly versions: readonly number[];
}

/** A changed order, ahead of every chunk; without an order it says that the order is gone. */
export interface DeltaRecord {
  readonly orderId: string;
  readonly order: Order | null;
  readonly revision: number;
}

/** An {@link OutboxEntry} as it is kept. */
export interface EntryRecord extends OutboxEntry {
  /** Rises with every entry of this device: the clock may be wrong, this is not. */
  readonly place: number;
  /** Version the order has once it contains the command; known when the backend called it a duplicate. */
  readonly ackVersion?: number;
  /** Where its job keeps the result. */
  readonly jobPart?: number;
  /** Given to the backend at least once: it can no longer be withdrawn. */
  readonly offered?: true;
}

/** The search index as it was at one revision. */
export interface SnapshotRecord<Saved = unknown> {
  /** Shape of `saved`; another one is not read. */
  readonly format: number;
  readonly revision: number;
  /** Orders that had outbox entries then: their rows show more than the base. */
  readonly markedIds: readonly string[];
  readonly saved: Saved;
}

/** An uploaded picture, kept once it was looked at. */
export interface PictureRecord {
  readonly key: string;
  readonly bytes: ArrayBuffer;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Rises with every look at any picture; the smallest leaves first. */
  readonly usedAt: number;
}
