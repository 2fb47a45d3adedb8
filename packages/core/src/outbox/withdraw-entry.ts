import {type CacheChange, nextState, requireState} from '../cache/cache-change.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';
import {readParts} from '../cache/read-base.ts';
import {isWithdrawable} from '../jobs/offer-entries.ts';

/**
 * Takes a command back that was never given to the backend. That it is given is written down before it is, so this is
 * certain in every tab. A job's own entries are cancelled with the job.
 * @param orderId only an entry of this order; default any.
 * @returns undefined when it is too late, or there is no such entry.
 */
export function withdrawEntry(cache: OrderCache, locator: OrderLocator, entryId: string, orderId?: string): Promise<CacheChange | undefined> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const [entry] = await tx.readEntries([entryId]);
    if (entry === undefined || entry.orderId !== (orderId ?? entry.orderId) || entry.jobId !== undefined || !isWithdrawable(entry)) return undefined;
    await tx.deleteEntries([entryId]);
    const state = await nextState(tx, before);
    return {revision: state.revision, parts: await readParts(tx, state, locator, [entry.orderId]), outboxChanged: true};
  });
}
