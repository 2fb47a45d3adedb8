import type {Instant} from '../shared/instant.ts';
import type {JobAction, JobCounts, JobItem} from './job.ts';

/** Orders in one {@link JobPartRecord}: few enough to read and write within a slice. */
export const ITEMS_PER_PART = 200;

/** A bulk job as it is kept: its head, one small record. */
export interface JobRecord {
  readonly id: string;
  readonly action: JobAction;
  readonly startedAt: Instant;
  readonly startedBy: string;
  readonly parts: number;
  readonly counts: JobCounts;
  /** No part before this one has a waiting order. */
  readonly waitingFrom: number;
  /** The revision in which it last handed orders over: jobs take turns. */
  readonly turn: number;
  readonly cancelledAt?: Instant;
}

/** Some hundred orders of a job with their results; changed together with the outbox entries they are about. */
export interface JobPartRecord {
  readonly jobId: string;
  /** From 0; item n of the job is in part n / ITEMS_PER_PART. */
  readonly part: number;
  readonly items: readonly JobItem[];
}
