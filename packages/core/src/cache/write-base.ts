import type {Order} from '../order/order.ts';
import type {CacheState, DeltaRecord} from './cache-records.ts';
import {toChunks} from './chunk-text.ts';
import type {CacheWriter} from './order-cache.ts';
import type {OrderLocator} from './order-locator.ts';

/** From this many new orders on they are written as chunks; fewer are deltas until they are packed. */
const CHUNK_FROM = 32;

/**
 * Puts orders from the backend into the base, inside the caller's transaction. Orders older than what the device has
 * are left alone (latest wins), except while the feed is read again from its beginning: then everything from before
 * gives way, since a restored backend may have gone back.
 *
 * @param state as it will be written: its `revision` is this change's.
 * @returns the state, moved on by what was written, and the orders that were taken.
 */
export async function writeBases(tx: CacheWriter, state: CacheState, locator: OrderLocator, orders: readonly Order[]): Promise<{state: CacheState; taken: readonly Order[]}> {
  await locator.follow(tx, state);
  const latest = new Map(orders.map((order) => [order.id, order]));
  const ids = [...latest.keys()];
  const deltas = await tx.readDeltas(ids);
  const since = state.fullReadSince ?? -1;
  const fresh: Order[] = [];
  const changed: Order[] = [];
  const outdatedDeltas: string[] = [];
  ids.forEach((id, index) => {
    const order = latest.get(id);
    if (order === undefined) return;
    const delta = deltas[index];
    const place = locator.find(id);
    const knownAt = delta?.revision ?? place?.revision;
    if (knownAt === undefined || knownAt <= since) {
      fresh.push(order);
      if (delta !== undefined) outdatedDeltas.push(id);
    } else if (order.version >= (delta === undefined ? (place?.version ?? 0) : (delta.order?.version ?? 0))) changed.push(order);
  });
  if (fresh.length < CHUNK_FROM) changed.push(...fresh.splice(0));
  else await tx.deleteDeltas(outdatedDeltas);
  await tx.writeDeltas(changed.map((order): DeltaRecord => ({orderId: order.id, order, revision: state.revision})));
  const after = await addChunks(tx, state, fresh, state.revision);
  return {state: after, taken: [...changed, ...fresh]};
}

/** Writes orders as chunks of one revision. */
export async function addChunks(tx: CacheWriter, state: CacheState, orders: readonly Order[], revision: number): Promise<CacheState> {
  if (orders.length === 0) return state;
  let {nextChunkId} = state;
  for (const chunk of toChunks(orders)) {
    const orderIds = chunk.orders.map(({id}) => id);
    const versions = chunk.orders.map(({version}) => version);
    await tx.addChunk({id: nextChunkId, ...chunk.text}, {id: nextChunkId, revision, orderIds, versions});
    nextChunkId += 1;
  }
  return {...state, nextChunkId, layout: state.layout + 1};
}

/** Notes that the backend no longer gives these orders to this reader. */
export async function removeBases(tx: CacheWriter, state: CacheState, orderIds: readonly string[]): Promise<void> {
  await tx.writeDeltas(orderIds.map((orderId): DeltaRecord => ({orderId, order: null, revision: state.revision})));
}
