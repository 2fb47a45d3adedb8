import type {Actor, Command, CommandResult, Instant, ProblemPointer} from '@packline/core';
import type {ReceiptFile} from '../storage/order-storage.ts';

/** Commands of one caller, decided together. */
export interface CommandRequest {
  readonly commands: readonly Command[];
  readonly actor: Actor;
  /** Decide, but write nothing. */
  readonly dryRun?: boolean;
  /** Answer with the order after every command, not only after refused ones. */
  readonly returnOrders?: boolean;
  /** Version of the order that the caller has looked at; when it has changed since, the answer is `stale`. For a single command. */
  readonly onVersion?: number;
  /** Pictures that `receipt.submit` commands speak of; kept when their command is accepted. */
  readonly receiptFiles?: readonly ReceiptFile[];
  /** A moment in the past, for a shop that is filled with history. Effects of the past are not carried out. */
  readonly pastNow?: Instant;
}

/** A result for each command, in order; or why nothing at all was done. */
export type CommandAnswer =
  | {readonly ok: true; readonly results: readonly CommandResult[]}
  | {readonly ok: false; readonly errors: readonly ProblemPointer[]; /** The order is no longer what the caller looked at. */ readonly stale?: boolean};
