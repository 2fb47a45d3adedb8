import type {Order} from '../order/order.ts';
import type {CacheState, ChunkRecord, EntryRecord} from './cache-records.ts';
import {orderInChunk} from './chunk-text.ts';
import type {CacheReader} from './order-cache.ts';
import type {OrderLocator} from './order-locator.ts';
import {isSoundOrder} from './sound-records.ts';

/** What an order's view is made of. */
export interface OrderParts {
  /** The server's last known truth; undefined when there is none. */
  readonly base: Order | undefined;
  /** This device's entries for it, by place. */
  readonly entries: readonly EntryRecord[];
}

/** The chunk, or undefined when the device can no longer read it: browsers do lose large values. */
async function readChunkIfPossible(tx: CacheReader, chunkId: number): Promise<ChunkRecord | undefined> {
  try {
    return await tx.readChunk(chunkId);
  } catch {
    return undefined;
  }
}

/**
 * The server's last known orders, read from deltas and chunks. Unknown ones are undefined; so are ones that can no
 * longer be read, and the locator then remembers that the truth has to be fetched anew.
 */
export async function readBases(tx: CacheReader, state: CacheState, locator: OrderLocator, orderIds: readonly string[]): Promise<Map<string, Order | undefined>> {
  const bases = new Map<string, Order | undefined>();
  const inChunks = new Map<number, {orderId: string; position: number}[]>();
  const deltas = await tx.readDeltas(orderIds);
  if (deltas.includes(undefined)) await locator.follow(tx, state);
  orderIds.forEach((orderId, index) => {
    const delta = deltas[index];
    const place = delta === undefined ? locator.find(orderId) : undefined;
    const changed = delta?.order ?? undefined;
    const isSpoiled = changed !== undefined && !isSoundOrder(changed, orderId);
    if (isSpoiled) locator.isDamaged = true;
    bases.set(orderId, isSpoiled ? undefined : changed);
    if (place === undefined) return;
    const wanted = inChunks.get(place.chunkId) ?? [];
    wanted.push({orderId, position: place.position});
    inChunks.set(place.chunkId, wanted);
  });
  for (const [chunkId, wanted] of inChunks) {
    const chunk = await readChunkIfPossible(tx, chunkId);
    for (const {orderId, position} of wanted) {
      const found = chunk === undefined ? undefined : orderInChunk(chunk, position);
      const order = isSoundOrder(found, orderId) ? found : undefined;
      if (order === undefined) locator.isDamaged = true;
      bases.set(orderId, order);
    }
  }
  return bases;
}

/** Base and entries of some orders, as one moment saw them. */
export async function readParts(tx: CacheReader, state: CacheState, locator: OrderLocator, orderIds: readonly string[]): Promise<Map<string, OrderParts>> {
  const bases = await readBases(tx, state, locator, orderIds);
  return withEntries(bases, await tx.readEntriesOf(orderIds));
}

/** Joins bases with the entries of the same orders. */
export function withEntries(bases: ReadonlyMap<string, Order | undefined>, entries: readonly EntryRecord[]): Map<string, OrderParts> {
  const parts = new Map<string, OrderParts & {entries: EntryRecord[]}>();
  for (const [orderId, base] of bases) parts.set(orderId, {base, entries: []});
  for (const entry of entries) parts.get(entry.orderId)?.entries.push(entry);
  return parts;
}
