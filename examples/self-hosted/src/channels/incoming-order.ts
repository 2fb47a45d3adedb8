import type {NewOrder, ProblemPointer} from '@packline/core';

/** An order as a channel wants it placed; channel and number are for the server to say. */
export interface IncomingOrder {
  /** The channel's own id for it. */
  readonly externalId: string;
  readonly order: Omit<NewOrder, 'channel'>;
}

/** What a document from outside comes to. */
export type ReadOrder =
  | ({readonly kind: 'order'} & IncomingOrder)
  /** There is nothing to place, and nothing wrong either. */
  | {readonly kind: 'ignored'; readonly reason: string}
  | {readonly kind: 'invalid'; readonly errors: readonly ProblemPointer[]};
