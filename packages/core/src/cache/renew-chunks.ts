import {requireState} from './cache-change.ts';
import type {CacheState, ContentsRecord} from './cache-records.ts';
import type {CacheWriter, OrderCache} from './order-cache.ts';
import type {OrderLocator} from './order-locator.ts';

/** Share of a chunk that may be outdated copies before it is written anew. */
const OUTDATED_SHARE = 0.5;

/**
 * Replaces one chunk that is mostly outdated copies by one that holds what still counts, in one transaction.
 * @returns true when there may be more to do.
 */
export function renewChunks(cache: OrderCache, locator: OrderLocator): Promise<boolean> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    if (before.fullReadSince !== null) return false;
    await locator.follow(tx, before);
    const changed = new Set(await tx.readDeltaIds());
    for (const chunkId of locator.chunkIds()) {
      const contents = locator.contentsOf(chunkId);
      if (contents === undefined) continue;
      const left = whatCounts(contents, locator, changed);
      if (left.length > contents.orderIds.length * (1 - OUTDATED_SHARE)) continue;
      if (await replaceChunk(tx, before, contents, left)) return true;
    }
    return false;
  });
}

/**
 * Writes one chunk anew without its outdated copies, however few they are.
 * @returns false when it cannot be read.
 */
export async function renewChunk(tx: CacheWriter, before: CacheState, locator: OrderLocator, chunkId: number): Promise<boolean> {
  const contents = locator.contentsOf(chunkId);
  if (contents === undefined) return false;
  return replaceChunk(tx, before, contents, whatCounts(contents, locator, new Set(await tx.readDeltaIds())));
}

/** Positions of the orders whose newest copy this is. */
function whatCounts({id, orderIds}: ContentsRecord, locator: OrderLocator, changed: ReadonlySet<string>): number[] {
  return orderIds.flatMap((orderId, position) => (locator.find(orderId)?.chunkId === id && !changed.has(orderId) ? [position] : []));
}

/** The text of the orders is copied, not read. */
async function replaceChunk(tx: CacheWriter, before: CacheState, contents: ContentsRecord, left: readonly number[]): Promise<boolean> {
  const chunk = await tx.readChunk(contents.id);
  if (chunk === undefined) return false;
  await tx.deleteChunks([chunk.id]);
  const texts = left.map((position) => chunk.json.slice(chunk.ends[position - 1] ?? 0, chunk.ends[position]));
  let end = 0;
  const ends = texts.map((text) => (end += text.length));
  const id = before.nextChunkId;
  if (left.length > 0) {
    const orderIds = left.flatMap((position) => contents.orderIds[position] ?? []);
    const versions = left.flatMap((position) => contents.versions[position] ?? []);
    await tx.addChunk({id, json: texts.join(''), ends}, {id, revision: contents.revision, orderIds, versions});
  }
  await tx.writeState({...before, nextChunkId: id + 1, layout: before.layout + 1});
  return true;
}
