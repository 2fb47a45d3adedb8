import type {OrderEvent} from '../order/event.ts';
import type {Instant} from '../shared/instant.ts';
import type {Money} from '../shared/money.ts';
import type {Refusal} from '../shared/refusal.ts';

/** What a sentence about an event needs: the parcel's #n at that time, names, counts, words, amounts. */
export type StepParams = Readonly<Record<string, string | number | boolean | Money>>;

/** One event of a command. */
export interface TimelineStep {
  /** Its place among the command's events, from 0. */
  readonly index: number;
  /** Its type, `noun.verbed`; one this version does not know is shown as it is. */
  readonly type: OrderEvent['type'];
  readonly params: StepParams;
  readonly event: OrderEvent;
}

/** All that one command did. */
export interface TimelineEntry {
  readonly commandId: string;
  /** The order's version after it; undefined while it is pending. */
  readonly version: number | undefined;
  /** The server's clock; of what is pending, as far as the device knows it. */
  readonly at: Instant;
  readonly by: string;
  readonly deviceId?: string;
  /** When the device says it was, where that is more than two minutes from `at`: written offline, or by a clock that is wrong. */
  readonly claimedAt?: Instant;
  /** On this device only, so far. */
  readonly pending: boolean;
  readonly steps: readonly TimelineStep[];
  /** It was taken back later. */
  readonly undone?: {readonly commandId: string; readonly at: Instant; readonly by: string};
  /** Pending, and the newest order no longer allows it. */
  readonly refusal?: Refusal;
}
