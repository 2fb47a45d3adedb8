import type {Job, JobCounts, JobItem} from './job.ts';
import type {JobRecord} from './job-records.ts';

/** How many items are in which state. */
export function countItems(items: Iterable<JobItem>): JobCounts {
  const counts = {waiting: 0, unsent: 0, done: 0, refused: 0, skipped: 0, cancelled: 0};
  for (const {state} of items) counts[state] += 1;
  return counts;
}

/** A job as others see it. */
export function toJob({id, action, startedAt, startedBy, counts, cancelledAt}: JobRecord): Job {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {id, action, startedAt, startedBy, total, counts, isRunning: counts.waiting + counts.unsent > 0, ...(cancelledAt === undefined ? {} : {cancelledAt})};
}
