import {isOpenOrder} from '../rules/is-open-order.ts';
import {type CacheChange, requireState} from './cache-change.ts';
import type {OrderCache} from './order-cache.ts';
import type {OrderLocator} from './order-locator.ts';
import {type OrderParts, readParts} from './read-base.ts';
import {removeBases} from './write-base.ts';

/**
 * Lets go of those of these orders that are finished and from before `oldBeforeMs`. One with an outbox entry stays, and
 * so does everything while a full read is going on. The backend still has them.
 * @returns undefined when none went.
 */
export function letGo(cache: OrderCache, locator: OrderLocator, orderIds: readonly string[], oldBeforeMs: number): Promise<CacheChange | undefined> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    if (before.fullReadSince !== null) return undefined;
    const parts = await readParts(tx, before, locator, orderIds);
    const mayGo = ({base, entries}: OrderParts): boolean => base !== undefined && entries.length === 0 && !isOpenOrder(base) && Date.parse(base.placedAt) < oldBeforeMs;
    const going = [...parts].filter(([, part]) => mayGo(part)).map(([orderId]) => orderId);
    if (going.length === 0) return undefined;
    const state = {...before, revision: before.revision + 1};
    await removeBases(tx, state, going);
    await tx.writeState(state);
    const gone: OrderParts = {base: undefined, entries: []};
    return {revision: state.revision, parts: new Map(going.map((orderId) => [orderId, gone])), outboxChanged: false};
  });
}
