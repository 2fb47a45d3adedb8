import type {CacheReader} from '../cache/order-cache.ts';
import {toJob} from './count-items.ts';
import type {Job, JobItem, JobItemState, JobPage} from './job.ts';
import {ITEMS_PER_PART} from './job-records.ts';

/** Results in one page unless asked for otherwise. */
const PAGE = 100;

/** Which results of a job are asked for. */
export interface JobPageWanted {
  /** Only items in these states; default all. */
  readonly states?: readonly JobItemState[];
  /** Where the page begins: `next` of the one before. */
  readonly after?: number;
  /** @default 100 */
  readonly limit?: number;
}

/** Every job of this user on this device, newest first. */
export async function listJobs(tx: CacheReader): Promise<readonly Job[]> {
  return (await tx.readJobs()).map(toJob).sort((left, right) => (left.startedAt < right.startedAt ? 1 : left.startedAt > right.startedAt ? -1 : left.id < right.id ? 1 : -1));
}

/** One page of a job's results. */
export async function readJob(tx: CacheReader, jobId: string, {states, after = 0, limit = PAGE}: JobPageWanted = {}): Promise<JobPage | undefined> {
  const record = await tx.readJob(jobId);
  if (record === undefined) return undefined;
  const items: JobItem[] = [];
  for (let part = Math.floor(after / ITEMS_PER_PART); part < record.parts; part += 1) {
    const all = (await tx.readJobPart(jobId, part))?.items ?? [];
    for (const [index, item] of all.entries()) {
      const place = part * ITEMS_PER_PART + index;
      if (place < after || (states !== undefined && !states.includes(item.state))) continue;
      if (items.length >= limit) return {job: toJob(record), items, next: place};
      items.push(item);
    }
  }
  return {job: toJob(record), items, next: undefined};
}
