import {requireState} from './cache-change.ts';
import {ORDERS_PER_CHUNK} from './chunk-text.ts';
import type {CacheState, DeltaRecord} from './cache-records.ts';
import type {CacheWriter, OrderCache} from './order-cache.ts';
import type {OrderLocator} from './order-locator.ts';
import {renewChunk} from './renew-chunks.ts';
import {addChunks} from './write-base.ts';

/** Deltas the device may hold before the oldest are packed. */
const DELTAS_KEPT = 1_024;

/**
 * Moves the oldest changed orders into a chunk of their own, in one transaction; the newest chunk of an order counts.
 * What orders look like does not change, so nobody is told. Not done while a full read is going on: revisions then
 * tell old from new.
 * @returns true when there may be more to do.
 */
export function packDeltas(cache: OrderCache, locator: OrderLocator): Promise<boolean> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    if (before.fullReadSince !== null || (await tx.countDeltas()) <= DELTAS_KEPT) return false;
    await locator.follow(tx, before);
    const oldest = (await tx.readOldestDeltas(2 * ORDERS_PER_CHUNK)).slice();
    const packed = oldest.filter(({order}) => order !== null).slice(0, ORDERS_PER_CHUNK);
    // A removal is remembered for as long as some chunk still has a copy.
    const forgotten = oldest.filter(({order, orderId}) => order === null && locator.find(orderId) === undefined);
    if (packed.length + forgotten.length === 0) return letGoOfCopies(tx, before, locator, oldest);
    const orders = packed.flatMap(({order}) => order ?? []);
    const state = await addChunks(tx, before, orders, Math.max(0, ...packed.map(({revision}) => revision)));
    await tx.deleteDeltas([...packed, ...forgotten].map(({orderId}) => orderId));
    await tx.writeState({...state, floor: Math.max(state.floor, ...forgotten.map(({revision}) => revision))});
    return true;
  });
}

/** Removals stand before all else, and a chunk has a copy of each: one such chunk is written anew without them. */
async function letGoOfCopies(tx: CacheWriter, before: CacheState, locator: OrderLocator, removals: readonly DeltaRecord[]): Promise<boolean> {
  const chunkId = locator.find(removals[0]?.orderId ?? '')?.chunkId;
  return chunkId !== undefined && renewChunk(tx, before, locator, chunkId);
}
