import {type CacheChange, requireState} from '../cache/cache-change.ts';
import type {EntryRecord} from '../cache/cache-records.ts';
import {doubtSettings} from '../cache/doubt-settings.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';
import {readParts} from '../cache/read-base.ts';

/** An acknowledged entry whose acknowledgement no longer counts. */
export function asWaiting({ackVersion: _ackVersion, ...entry}: EntryRecord): EntryRecord {
  return {...entry, state: 'waiting'};
}

/**
 * The cursor is void (a restored backend, a new role): the feed is read from its beginning. What is on the device
 * stays in view until the new read is complete. The outbox is kept, and what the lost backend had acknowledged is
 * sent again: where it is still known it will be called a duplicate.
 *
 * @param voided the cursor that was called void: where the device stands elsewhere by now, somebody else (another tab, or
 *   who asked beside the loop) has begun already and nothing is done. Without it, whatever the device stands at is void.
 */
export function startFullRead(cache: OrderCache, locator: OrderLocator, voided?: string | null): Promise<CacheChange | undefined> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    if (voided !== undefined && before.cursor !== voided) return undefined;
    const state = {...before, revision: before.revision + 1, cursor: null, fullReadSince: before.revision};
    const acknowledged = (await tx.readAllEntries()).filter((entry) => entry.state === 'acknowledged');
    await tx.writeEntries(acknowledged.map(asWaiting));
    await tx.writeState(state);
    await doubtSettings(tx);
    const orderIds = [...new Set(acknowledged.map(({orderId}) => orderId))];
    return {revision: state.revision, parts: await readParts(tx, state, locator, orderIds), outboxChanged: acknowledged.length > 0};
  });
}
