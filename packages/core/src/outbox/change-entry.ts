import {type CacheChange, nextState, requireState} from '../cache/cache-change.ts';
import type {EntryRecord} from '../cache/cache-records.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';
import {readParts} from '../cache/read-base.ts';
import {keepResults} from '../jobs/keep-results.ts';
import type {Problem} from '../ports/backend-error.ts';

/** Changes one entry, or lets it go when `change` gives null. Undefined when there is nothing to change. */
async function changeEntry(cache: OrderCache, locator: OrderLocator, entryId: string, change: (entry: EntryRecord) => EntryRecord | null | undefined): Promise<CacheChange | undefined> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const [entry] = await tx.readEntries([entryId]);
    const after = entry === undefined ? undefined : change(entry);
    if (entry === undefined || after === undefined) return undefined;
    const problem = after?.state === 'refused' ? after.problem : undefined;
    // What a job shows need not be shown twice.
    const jobsChanged = problem !== undefined && (await keepResults(tx, [{entry, result: problem}])).has(entryId);
    if (after === null || jobsChanged) await tx.deleteEntries([entryId]);
    else await tx.writeEntries([after]);
    const state = await nextState(tx, before);
    return {revision: state.revision, parts: await readParts(tx, state, locator, [entry.orderId]), outboxChanged: true, jobsChanged};
  });
}

/** A refusal was read: the entry leaves. Entries that are not refused stay. */
export function dismissEntry(cache: OrderCache, locator: OrderLocator, entryId: string): Promise<CacheChange | undefined> {
  return changeEntry(cache, locator, entryId, (entry) => (entry.state === 'refused' ? null : undefined));
}

/** The backend cannot read this one command, ever: shown like a refusal, so that it does not hold up the others. */
export function setAside(cache: OrderCache, locator: OrderLocator, entryId: string, problem: Problem): Promise<CacheChange | undefined> {
  return changeEntry(cache, locator, entryId, (entry) => (entry.state === 'waiting' ? {...entry, state: 'refused', attempts: entry.attempts + 1, problem} : undefined));
}

/** An attempt failed on this entry's account; it will be tried again. */
export function countAttempt(cache: OrderCache, locator: OrderLocator, entryId: string): Promise<CacheChange | undefined> {
  return changeEntry(cache, locator, entryId, (entry) => ({...entry, attempts: entry.attempts + 1}));
}
