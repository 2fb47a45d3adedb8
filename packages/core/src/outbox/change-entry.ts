import {type CacheChange, requireState} from '../cache/cache-change.ts';
import type {EntryRecord} from '../cache/cache-records.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';
import {readParts} from '../cache/read-base.ts';
import {keepResults} from '../jobs/keep-results.ts';
import type {Problem} from '../ports/backend-error.ts';

/** Changes one entry, lets it go when `change` gives null, or leaves it to its job. Undefined when there is nothing to change. */
async function changeEntry(cache: OrderCache, locator: OrderLocator, entryId: string, change: (entry: EntryRecord) => EntryRecord | {readonly keptByJob: Problem} | null | undefined): Promise<CacheChange | undefined> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const [entry] = await tx.readEntries([entryId]);
    const after = entry === undefined ? undefined : change(entry);
    if (entry === undefined || after === undefined) return undefined;
    const state = {...before, revision: before.revision + 1};
    let jobsChanged = false;
    if (after === null || 'keptByJob' in after) await tx.deleteEntries([entryId]);
    else await tx.writeEntries([after]);
    if (after !== null && 'keptByJob' in after) jobsChanged = await keepResults(tx, [{entry, result: after.keptByJob}]);
    await tx.writeState(state);
    return {revision: state.revision, parts: await readParts(tx, state, locator, [entry.orderId]), outboxChanged: true, jobsChanged};
  });
}

/** A refusal was read: the entry leaves. Entries that are not refused stay. */
export function dismissEntry(cache: OrderCache, locator: OrderLocator, entryId: string): Promise<CacheChange | undefined> {
  return changeEntry(cache, locator, entryId, (entry) => (entry.state === 'refused' ? null : undefined));
}

/** The backend cannot read this one command, ever: shown like a refusal, so that it does not hold up the others. */
export function setAside(cache: OrderCache, locator: OrderLocator, entryId: string, problem: Problem): Promise<CacheChange | undefined> {
  return changeEntry(cache, locator, entryId, (entry) => {
    if (entry.state !== 'waiting') return undefined;
    return entry.jobId === undefined ? {...entry, state: 'refused', attempts: entry.attempts + 1, problem} : {keptByJob: problem};
  });
}

/** An attempt failed on this entry's account; it will be tried again. */
export function countAttempt(cache: OrderCache, locator: OrderLocator, entryId: string): Promise<CacheChange | undefined> {
  return changeEntry(cache, locator, entryId, (entry) => ({...entry, attempts: entry.attempts + 1}));
}
