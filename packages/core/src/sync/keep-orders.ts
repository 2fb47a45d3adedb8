import {type CacheChange, requireSignedIn} from '../cache/cache-change.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';
import {withEntries} from '../cache/read-base.ts';
import {writeBesideFeed} from '../cache/write-base.ts';
import type {Order} from '../order/order.ts';

/**
 * Keeps orders that came beside the feed, without moving the cursor: the feed brings them again. During a full read
 * they count as from before it, so that one which does not come again goes with the rest; in the very first one only
 * until its first page, since from then on there is nothing from before.
 */
export function keepOrders(cache: OrderCache, locator: OrderLocator, orders: readonly Order[]): Promise<CacheChange> {
  return cache.write(async (tx) => {
    const before = await requireSignedIn(tx);
    const {state, taken} = await writeBesideFeed(tx, {...before, revision: before.revision + 1}, locator, orders);
    const isBeforeFirstPage = state.fullReadSince === 0 && state.cursor === null;
    await tx.writeState(isBeforeFirstPage ? {...state, fullReadSince: state.revision} : state);
    const bases = new Map(taken.map((order) => [order.id, order]));
    return {revision: state.revision, parts: withEntries(bases, await tx.readEntriesOf([...bases.keys()])), outboxChanged: false};
  });
}
