import {Pace} from '../engine/pace.ts';
import type {Order} from '../order/order.ts';
import type {CacheState, DeltaRecord} from './cache-records.ts';
import {toChunks} from './chunk-text.ts';
import type {CacheWriter} from './order-cache.ts';
import type {OrderLocator} from './order-locator.ts';

/** From this many orders on they are written as chunks; fewer are deltas until they are packed. */
const CHUNK_FROM = 64;

/** JSON of orders, made before the transaction that writes them. */
export type OrderTexts = ReadonlyMap<Order, string>;

/**
 * Makes the text of many orders, in slices that leave the page free: inside a transaction nothing else may be waited
 * for. Few orders become deltas, which need none.
 */
export async function prepareTexts(orders: readonly Order[]): Promise<OrderTexts> {
  const texts = new Map<Order, string>();
  if (orders.length < CHUNK_FROM) return texts;
  const pace = new Pace();
  for (const order of orders) {
    texts.set(order, JSON.stringify(order));
    await pace.breathe();
  }
  return texts;
}

/**
 * Puts orders from the backend into the base, inside the caller's transaction. Orders older than what the device has
 * are left alone (latest wins), except while the feed is read again from its beginning: then everything from before
 * gives way, since a restored backend may have gone back.
 *
 * Many orders become chunks, whether they are new or changed: the newest chunk of an order counts, and no delta stays
 * in front of it.
 *
 * @param state as it will be written: its `revision` is this change's.
 * @returns the state, moved on by what was written, and the orders that were taken.
 */
export async function writeBases(tx: CacheWriter, state: CacheState, locator: OrderLocator, orders: readonly Order[], texts?: OrderTexts): Promise<{state: CacheState; taken: readonly Order[]}> {
  if (orders.length === 0) return {state, taken: []};
  await locator.follow(tx, state);
  const latest = new Map(orders.map((order) => [order.id, order]));
  const ids = [...latest.keys()];
  const deltas = await tx.readDeltas(ids);
  const since = state.fullReadSince ?? -1;
  const taken: Order[] = [];
  const outdatedDeltas: string[] = [];
  ids.forEach((id, index) => {
    const order = latest.get(id);
    if (order === undefined) return;
    const delta = deltas[index];
    const place = locator.find(id);
    const knownAt = delta?.revision ?? place?.revision;
    const isFresh = knownAt === undefined || knownAt <= since;
    if (!isFresh && order.version < (delta === undefined ? (place?.version ?? 0) : (delta.order?.version ?? 0))) return;
    taken.push(order);
    if (delta !== undefined) outdatedDeltas.push(id);
  });
  if (taken.length < CHUNK_FROM) {
    await tx.writeDeltas(taken.map((order): DeltaRecord => ({orderId: order.id, order, revision: state.revision})));
    return {state, taken};
  }
  await tx.deleteDeltas(outdatedDeltas);
  return {state: await addChunks(tx, state, taken, state.revision, texts), taken};
}

/**
 * Puts orders into the base that came beside the feed. During a full read they may be of a history that was lost, so
 * they count as from before it: its pages replace them, or they go at its end. What it has brought already stays.
 *
 * @param state as for {@link writeBases}.
 */
export async function writeBesideFeed(tx: CacheWriter, state: CacheState, locator: OrderLocator, orders: readonly Order[]): Promise<{state: CacheState; taken: readonly Order[]}> {
  const {fullReadSince: since, revision} = state;
  // In a first read there is nothing from before, and nothing goes at its end.
  if (since === null || since === 0) return writeBases(tx, state, locator, orders);
  await locator.follow(tx, state);
  const deltas = await tx.readDeltas(orders.map(({id}) => id));
  const notBrought = orders.filter(({id}, index) => ((deltas[index] ?? locator.find(id))?.revision ?? 0) <= since);
  const written = await writeBases(tx, {...state, revision: since}, locator, notBrought);
  return {...written, state: {...written.state, revision}};
}

/** Writes orders as chunks of one revision. */
export async function addChunks(tx: CacheWriter, state: CacheState, orders: readonly Order[], revision: number, texts?: OrderTexts): Promise<CacheState> {
  if (orders.length === 0) return state;
  let {nextChunkId} = state;
  for (const chunk of toChunks(orders, (order) => texts?.get(order) ?? JSON.stringify(order))) {
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
