import {matchesOrder, redact, seesMoney, type Order, type OrderQuery, type OrderSort, type QueryTerm, type Role, type Settings} from '@packline/core';
import {createPace} from '../pace.ts';
import type {Services} from '../services.ts';
import {isExact} from '../storage/exact-term.ts';
import type {FoundOrder, RowMark} from '../storage/order-storage.ts';
import {LIMITS} from './limits.ts';

/** Rows looked at in one go while text conditions are checked. */
const STRIDE = 200;

/** The sign that covers what a role may not read. */
const COVER = '•';

export interface ListRequest {
  readonly query: OrderQuery;
  readonly sort: OrderSort;
  /** Last row of the page before. */
  readonly after: RowMark | undefined;
  readonly limit: number;
  /** Who asks: what they may not see cannot be found either. */
  readonly role: Role;
}

export interface ListPage {
  readonly rows: readonly FoundOrder[];
  readonly hasMore: boolean;
  readonly count: number;
  readonly countIsExact: boolean;
}

interface Search extends Pick<Services, 'storage' | 'storeId'>, Pick<ListRequest, 'query' | 'sort' | 'role'> {
  readonly settings: Settings;
  /** Conditions the database is asked for. */
  readonly terms: readonly QueryTerm[];
  /** The database's own answer is the last word. */
  readonly exact: boolean;
}

/**
 * One page of a list. The database narrows; `matchesOrder` of core, which is what the query language means, has the last
 * word on text.
 */
export async function listOrders({storage, storeId}: Pick<Services, 'storage' | 'storeId'>, {query, sort, after, limit, role}: ListRequest): Promise<ListPage> {
  const {settings} = await storage.readFeedState(storeId);
  // In a copy some words are covered; the database knows the words under the cover only, so it is not asked for those.
  const terms = seesMoney(role) ? query.terms : query.terms.filter((term) => term.kind !== 'text' || !term.text.includes(COVER));
  const search: Search = {storage, storeId, query, terms, sort, role, settings, exact: query.terms.every(isExact)};
  const found = matches(search, after, limit + 1);
  const rows = await take(found, limit + 1);
  // The first page and the count are one walk through the orders; a later page says nothing of those before it.
  const counted = after === undefined ? rows.length : 0;
  const count = await countMatches(search, counted, after === undefined ? found : matches(search, undefined, STRIDE));
  return {rows: rows.slice(0, limit), hasMore: rows.length > limit, count: Math.min(count, LIMITS.exactCount), countIsExact: count <= LIMITS.exactCount};
}

/** How many match, up to one more than is counted exactly; `rest` brings those that are not in `counted` yet. */
async function countMatches({storage, storeId, query, settings, exact}: Search, counted: number, rest: AsyncGenerator<FoundOrder>): Promise<number> {
  const most = LIMITS.exactCount + 1;
  return exact ? storage.countOrders(storeId, query.terms, settings.timeZone, most) : counted + (await take(rest, most - counted)).length;
}

async function take<Item>(items: AsyncGenerator<Item>, most: number): Promise<Item[]> {
  const taken: Item[] = [];
  while (taken.length < most) {
    const {done, value} = await items.next();
    if (done === true) break;
    taken.push(value);
  }
  return taken;
}

/** Matching rows in order, read in strides. */
async function* matches({storage, storeId, query, terms, sort, role, settings, exact}: Search, after: RowMark | undefined, wanted: number): AsyncGenerator<FoundOrder> {
  const limit = exact ? wanted : STRIDE;
  const pace = createPace();
  for (let mark = after; ; ) {
    const rows = await storage.findOrders(storeId, {terms, sort, covered: !seesMoney(role), timeZone: settings.timeZone, after: mark, limit});
    for (const row of rows) {
      await pace();
      if (exact || matchesOrder(redact(JSON.parse(row.doc) as Order, role), query, settings)) yield row;
    }
    mark = rows.at(-1)?.mark;
    if (rows.length < limit || mark === undefined) return;
  }
}
