import {type CacheChange, nextState, nextStateOfJobs, requireState} from '../cache/cache-change.ts';
import type {EntryRecord} from '../cache/cache-records.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';
import {readParts} from '../cache/read-base.ts';
import type {Instant} from '../shared/instant.ts';
import {EngineError} from '../shared/engine-error.ts';
import {JobBook} from './job-book.ts';
import type {JobCancelled, JobItem} from './job.ts';
import {jobCommandId} from './job-command-id.ts';
import {withoutOutcome} from './keep-results.ts';
import {isWithdrawable} from './offer-entries.ts';

function noSuchJob(jobId: string): EngineError {
  return new EngineError('job/not-found', `There is no job ${jobId} on this device; it may have been forgotten.`);
}

/**
 * Cancels what was not asked yet. An entry in the outbox that was never given to the backend is taken out again; one
 * that was may have been carried out, so it stays and its result will come.
 * @throws EngineError `job/not-found`.
 */
export function cancelRest(cache: OrderCache, locator: OrderLocator, jobId: string, now: Instant): Promise<{readonly cancelled: JobCancelled; readonly change: CacheChange}> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const book = new JobBook(tx);
    const job = await book.open(jobId);
    if (job === undefined) throw noSuchJob(jobId);
    const withdrawn: EntryRecord[] = [];
    let cancelled = 0;
    let underWay = 0;
    for (let part = 0; part < job.parts; part += 1) {
      const items = await book.readItems(jobId, part);
      const unsent = items.filter(({state}) => state === 'unsent');
      const entries = await tx.readEntries(unsent.map(({orderId, attempt}) => jobCommandId(jobId, orderId, attempt)));
      const free = new Set<string>();
      for (const entry of entries) {
        if (entry === undefined || !isWithdrawable(entry)) continue;
        withdrawn.push(entry);
        free.add(entry.orderId);
      }
      underWay += unsent.length - free.size;
      await book.changeAll(jobId, part, (item) => {
        if (item.state !== 'waiting' && !free.has(item.orderId)) return undefined;
        cancelled += 1;
        return {...withoutOutcome(item), state: 'cancelled'};
      });
    }
    book.setWaitingFrom(jobId, job.parts);
    await book.save({cancelledAt: job.cancelledAt ?? now});
    await tx.deleteEntries(withdrawn.map(({id}) => id));
    const state = await nextState(tx, before);
    const parts = await readParts(tx, state, locator, [...new Set(withdrawn.map(({orderId}) => orderId))]);
    return {cancelled: {cancelled, withdrawn: withdrawn.length, underWay}, change: {revision: state.revision, parts, outboxChanged: withdrawn.length > 0, jobsChanged: true}};
  });
}

/** The item before its next attempt. What the server has refused needs a new command; what it never accepted to read, or never saw, does not. */
function again(item: JobItem): JobItem {
  const isKnownToServer = item.refusedBy === 'server' && item.problem === undefined;
  return {...withoutOutcome(item), state: 'waiting', attempt: item.attempt + (isKnownToServer ? 1 : 0)};
}

/**
 * Makes what was refused wait again, and what was skipped if wanted. All else stays as it is.
 * @throws EngineError `job/not-found`.
 */
export function retryFailed(cache: OrderCache, jobId: string, alsoSkipped: boolean): Promise<{readonly count: number; readonly change: CacheChange | undefined}> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const book = new JobBook(tx);
    const job = await book.open(jobId);
    if (job === undefined) throw noSuchJob(jobId);
    let count = 0;
    for (let part = 0; part < job.parts; part += 1) {
      await book.changeAll(jobId, part, (item) => {
        if (item.state !== 'refused' && !(alsoSkipped && item.state === 'skipped')) return undefined;
        count += 1;
        return again(item);
      });
    }
    return {count, change: (await book.save()) ? await nextStateOfJobs(tx, before) : undefined};
  });
}

/**
 * Lets go of a job and its results. What it brought about stays.
 * @throws EngineError `job/not-finished` while something of it waits or is not answered.
 */
export function forgetJob(cache: OrderCache, jobId: string): Promise<CacheChange | undefined> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const job = await tx.readJob(jobId);
    if (job === undefined) return undefined;
    if (job.counts.waiting + job.counts.unsent > 0) throw new EngineError('job/not-finished', 'This job is still at work. Cancel the rest, or wait until everything that was sent is answered.');
    await tx.deleteJob(job);
    return nextStateOfJobs(tx, before);
  });
}
