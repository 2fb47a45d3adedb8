import {matchesOrder, redact, seesMoney, type Order, type OrderQuery, type OrderSort, type Role, type Settings} from '@packline/core';
import type {Services} from '../services.ts';
import type {FoundOrder, RowMark} from '../storage/order-storage.ts';
import {LIMITS} from './limits.ts';

export interface ListRequest {
  readonly query: OrderQuery;
  readonly sort: OrderSort;
  /** Last row of the page before. */
  readonly after: RowMark | undefined;
  readonly limit: number;
  /** Who asks: what they may not see cannot be found either. */
  readonly role: Role;
  readonly settings: Settings;
}

export interface ListPage {
  readonly rows: readonly FoundOrder[];
  readonly hasMore: boolean;
  readonly count: number;
  readonly countIsExact: boolean;
}

/** One page of a list. The storage narrows; `matchesOrder` of core, which is what the query language means, has the last word. */
export async function listOrders({storage, storeId}: Pick<Services, 'storage' | 'storeId'>, {query, sort, after, limit, role, settings}: ListRequest): Promise<ListPage> {
  const {rows, hasMore, count} = await storage.searchOrders(storeId, {
    terms: query.terms,
    sort,
    timeZone: settings.timeZone,
    after,
    limit,
    covered: !seesMoney(role),
    countTo: LIMITS.exactCount,
    matches: (doc) => matchesOrder(redact(JSON.parse(doc) as Order, role), query, settings),
  });
  return {rows, hasMore, count: Math.min(count, LIMITS.exactCount), countIsExact: count <= LIMITS.exactCount};
}
