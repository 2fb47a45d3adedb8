import type {Instant} from '../shared/instant.ts';
import {DEFAULT_SORT, type OrderQuery, type OrderSort} from './order-query.ts';

/**
 * "All results": every order that matches a query, but for those taken out again by hand. It is plain JSON and names no
 * orders; which ones they are is found out once, by {@link resolveSelection}, when something is to be done with them.
 */
export interface ResultSelection {
  readonly query: OrderQuery;
  /** Ids of orders that were taken out, whether they match or not. */
  readonly excludedIds: readonly string[];
  /** How many orders it was when it was chosen, those taken out left out: what somebody saw and agreed to. */
  readonly count: number;
  /** When it was chosen. */
  readonly asOf: Instant;
}

/** What a selection is resolved with: an engine, or an index that knows its time zone. */
export interface ResultSource {
  /** Handles of all orders that match, sorted. */
  query(options: {readonly query: OrderQuery; readonly sort: OrderSort}): {readonly rows: Uint32Array};
  /** The id of a handle; empty for a handle that no longer means an order. */
  idOf(handle: number): string;
}

/** The orders of a selection at one moment. */
export interface ResolvedSelection {
  /** Each once, in the order that was asked for. */
  readonly orderIds: readonly string[];
  /** How many it was when it was chosen. */
  readonly promised: number;
  /** How many more there are now; negative when there are fewer. 0 does not say that they are the same orders. */
  readonly difference: number;
}

function idsOf(query: OrderQuery, excludedIds: readonly string[], source: ResultSource, sort: OrderSort): string[] {
  const excluded = new Set(excludedIds);
  const ids: string[] = [];
  for (const handle of source.query({query, sort}).rows) {
    const id = source.idOf(handle);
    if (id !== '' && !excluded.has(id)) ids.push(id);
  }
  return ids;
}

/**
 * All results of a query, as they are now.
 *
 * @param asOf the moment it is, for whoever reads the selection later
 * @example
 * const selection = selectResults(query, engine, now, ['019…']);
 */
export function selectResults(query: OrderQuery, source: ResultSource, asOf: Instant, excludedIds: readonly string[] = []): ResultSelection {
  return {query, excludedIds: [...new Set(excludedIds)], count: idsOf(query, excludedIds, source, DEFAULT_SORT).length, asOf};
}

/**
 * Finds out which orders a selection means: exactly those that match now and were not taken out. Do this once, when the
 * work is planned, and keep the ids: an order that matches later was not meant, and the work itself changes what matches.
 *
 * @param sort the order of the ids; newest first when left out
 * @example
 * const {orderIds, difference} = resolveSelection(selection, engine);
 * if (difference !== 0) tell(`It were ${selection.count} orders when you chose, it is ${orderIds.length} now.`);
 */
export function resolveSelection({query, excludedIds, count}: ResultSelection, source: ResultSource, sort: OrderSort = DEFAULT_SORT): ResolvedSelection {
  const orderIds = idsOf(query, excludedIds, source, sort);
  return {orderIds, promised: count, difference: orderIds.length - count};
}
