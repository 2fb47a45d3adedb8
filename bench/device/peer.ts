import type {Order} from '@packline/core';

/** What came of opening a device in a new browser process. */
export interface OpenRun {
  /** From nothing to the first thirty rows of the list, newest first, in milliseconds. */
  readonly firstRowsMs: number;
  /** Until a word is looked for in every order. */
  readonly searchableMs: number;
  /** Until everything that makes search quick is there. */
  readonly settledMs: number;
  /** Orders that were there then. */
  readonly orders: number;
}

/** A way of keeping orders on a device. */
export interface DevicePeer {
  /** Opens, or makes, what orders are written to. */
  begin(): Promise<void>;
  /** Writes orders that are new to the device; settles when they are kept. */
  write(orders: readonly Order[]): Promise<void>;
  end(): Promise<void>;
  /** Opens what an earlier process wrote. */
  open(): Promise<OpenRun>;
  /** Fills the device in the way the peer is later opened and fed, where that is not `write`. */
  fill?(): Promise<void>;
  /** Reads what the feed has behind `after` until its end, and keeps it; settles when it is kept and shown. */
  feed(): Promise<void>;
}
