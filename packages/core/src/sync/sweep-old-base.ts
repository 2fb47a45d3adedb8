import type {CacheState} from '../cache/cache-records.ts';
import type {CacheWriter} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';

/**
 * Ends a full read: what was stored before it and did not come again is gone. The outbox is not touched.
 * @returns the state without the full read, and the orders that went.
 */
export async function sweepOldBase(tx: CacheWriter, state: CacheState, locator: OrderLocator): Promise<{state: CacheState; removed: readonly string[]}> {
  const since = state.fullReadSince ?? 0;
  const done: CacheState = {...state, fullReadSince: null};
  if (since === 0) return {state: done, removed: []};
  await locator.follow(tx, state);
  const oldDeltas = await tx.readDeltaIdsUpTo(since);
  const current = new Set(await tx.readDeltaIds());
  for (const orderId of oldDeltas) current.delete(orderId);
  const isOld = (orderId: string): boolean => !current.has(orderId) && (locator.find(orderId)?.revision ?? 0) <= since;
  const candidates = new Set([...oldDeltas, ...locator.orderIds()]);
  const removed = [...candidates].filter(isOld);
  // Also those whose contents cannot be read: left alone they would have everything read again and again.
  const oldChunks = (await tx.readChunkIds()).filter((id) => (locator.contentsOf(id)?.revision ?? 0) <= since);
  await tx.deleteDeltas(oldDeltas);
  await tx.deleteChunks(oldChunks);
  return {state: {...done, layout: done.layout + 1, floor: done.revision}, removed};
}
