import {requireState} from './cache-change.ts';
import type {OrderCache} from './order-cache.ts';
import type {OrderLocator} from './order-locator.ts';

/** Share of a chunk that may be outdated copies before it is written anew. */
const OUTDATED_SHARE = 0.5;

/**
 * Replaces one chunk that is mostly outdated copies by one that holds what still counts, in one transaction. The text
 * of the orders is copied, not read.
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
      const counts = (orderId: string): boolean => locator.find(orderId)?.chunkId === chunkId && !changed.has(orderId);
      const left = contents.orderIds.flatMap((orderId, position) => (counts(orderId) ? [position] : []));
      if (left.length > contents.orderIds.length * (1 - OUTDATED_SHARE)) continue;
      const chunk = await tx.readChunk(chunkId);
      if (chunk === undefined) continue;
      await tx.deleteChunks([chunkId]);
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
    return false;
  });
}
