import type {Instant} from '@packline/core';

/** What was found out about a forgetting. */
export interface Forgotten {
  readonly pictures: number;
  readonly letters: number;
}

/** Where a search for orders to forget stands. */
export interface ForgetMark {
  readonly updatedMs: number;
  readonly id: string;
}

/** Forgetting people and what was written to them. */
export interface RetentionStorage {
  /** Finished orders that nothing happened to since, whose customer was not erased; oldest first. */
  findToErase(storeId: string, updatedBefore: Instant, limit: number, after?: ForgetMark): Promise<readonly (ForgetMark & {readonly version: number})[]>;
  /** Removes pictures from before, unless an order that is not finished speaks of them. */
  forgetPictures(storeId: string, before: Instant): Promise<number>;
  /** Removes letters from before, and what was to be written in those that left. */
  forgetLetters(storeId: string, before: Instant): Promise<number>;
}
