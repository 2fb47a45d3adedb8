import {type CacheChange, requireState} from '../cache/cache-change.ts';
import type {EntryRecord} from '../cache/cache-records.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';
import {readParts} from '../cache/read-base.ts';
import {writeBesideFeed} from '../cache/write-base.ts';
import type {Order} from '../order/order.ts';
import {keepResults} from '../jobs/keep-results.ts';
import type {CommandResult} from '../ports/order-backend.ts';
import {isContained} from './outbox-view.ts';

/** The entry after its answer; undefined when it may leave, since the base contains it or its job keeps the refusal. */
function answered(entry: EntryRecord, result: CommandResult, base: Order | undefined, {isKeptByJob, isFullRead}: {readonly isKeptByJob: boolean; readonly isFullRead: boolean}): EntryRecord | undefined {
  const {problem: _problem, ...rest} = entry;
  const tried = {...rest, attempts: entry.attempts + 1};
  if (result.outcome === 'refused' && isKeptByJob) return undefined;
  if (result.outcome === 'refused') return {...tried, state: 'refused', ...(result.refusal === undefined ? {} : {refusal: result.refusal})};
  // A base will say by its sequence numbers that it has a command applied now. Its version alone may be of another
  // history, from before a restore; only a command that is older than this entry cannot be told otherwise. While
  // everything is read anew nothing leaves: the end of it sends again what was acknowledged meanwhile.
  const acknowledged: EntryRecord = {...tried, state: 'acknowledged', ...(result.outcome === 'duplicate' ? {ackVersion: result.version} : {})};
  return !isFullRead && isContained(acknowledged, base) ? undefined : acknowledged;
}

/**
 * Writes down what the backend answered, in one transaction. An applied command is shown by replay until the feed
 * brings it; where the feed was faster, the entry leaves now. A refusal comes with the newest order, so that the
 * person sees the reason together with the no.
 *
 * An answer that was under way while the truth was doubted (a restored backend) may be of another history: what it says
 * was applied is asked again.
 *
 * @param sentAt revision in which the entries were read for sending
 */
export function recordResults(cache: OrderCache, locator: OrderLocator, results: readonly CommandResult[], sentAt = Number.MAX_SAFE_INTEGER): Promise<CacheChange> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const moved = {...before, revision: before.revision + 1};
    const newest = before.isSignedOut === true ? [] : results.flatMap(({order}) => (order === undefined ? [] : [order]));
    const {state} = newest.length > 0 ? await writeBesideFeed(tx, moved, locator, newest) : {state: moved};
    const orderIds = new Set(newest.map(({id}) => id));
    const isDoubted = (before.fullReadSince ?? -1) >= sentAt || before.floor > sentAt;
    const waiting: {entry: EntryRecord; result: CommandResult}[] = [];
    const entries = await tx.readEntries(results.map(({id}) => id));
    results.forEach((result, index) => {
      const entry = entries[index];
      if (entry === undefined || entry.state === 'refused') return;
      if (isDoubted && result.outcome !== 'refused') return;
      waiting.push({entry, result});
      orderIds.add(entry.orderId);
    });
    const parts = await readParts(tx, state, locator, [...orderIds]);
    const kept = await keepResults(tx, waiting);
    const next = waiting.map(({entry, result}) => ({entry, after: answered(entry, result, parts.get(entry.orderId)?.base, {isKeptByJob: kept.has(entry.id), isFullRead: before.fullReadSince !== null})}));
    await tx.writeEntries(next.flatMap(({after}) => after ?? []));
    await tx.deleteEntries(next.flatMap(({entry, after}) => (after === undefined ? [entry.id] : [])));
    await tx.writeState(state);
    return {revision: state.revision, parts: await readParts(tx, state, locator, [...orderIds]), outboxChanged: true, jobsChanged: kept.size > 0};
  });
}
