import {type CacheChange, nextStateOfJobs, requireState} from '../cache/cache-change.ts';
import type {EntryRecord} from '../cache/cache-records.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import {keepOffered} from './keep-results.ts';

/** True while an entry can still be withdrawn. */
export function isWithdrawable({state, offered}: EntryRecord): boolean {
  return state === 'waiting' && offered !== true;
}

/**
 * Entries can be withdrawn until they are given to the backend; this is written down before they are. Entries
 * that were withdrawn or answered since the batch was read are left out of it.
 */
export function offerEntries(cache: OrderCache, batch: readonly EntryRecord[]): Promise<{readonly batch: readonly EntryRecord[]; readonly change: CacheChange | undefined}> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const now = await tx.readEntries(batch.map(({id}) => id));
    const offered: EntryRecord[] = [];
    const left = now.flatMap((entry): EntryRecord[] => {
      if (entry?.state !== 'waiting') return [];
      if (!isWithdrawable(entry)) return [entry];
      const next: EntryRecord = {...entry, offered: true};
      offered.push(next);
      return [next];
    });
    await tx.writeEntries(offered);
    const jobsChanged = await keepOffered(tx, offered.filter(({jobId}) => jobId !== undefined));
    // What is shown of these orders stays as it is.
    return {batch: left, change: jobsChanged ? await nextStateOfJobs(tx, before) : undefined};
  });
}
