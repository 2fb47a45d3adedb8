import type {OrderIndex} from '../index/order-index.ts';
import {DEFAULT_SORT, type OrderQuery} from '../query/order-query.ts';
import type {Instant} from '../shared/instant.ts';
import type {JobTarget} from './order-jobs.ts';

export interface ResultSelection {
  readonly query: OrderQuery;
  readonly excludedIds: readonly string[];
  readonly count: number;
  readonly asOf: Instant;
}

/** The orders of a target, once and for all: oldest first where a query says which. */
export function resolveTarget(target: JobTarget, index: OrderIndex, timeZone: string): readonly string[] {
  if (!('query' in target)) return target;
  const excluded = new Set(target.excludedIds);
  const handles = index.query({query: target.query, sort: {...DEFAULT_SORT, descending: false}}, timeZone);
  return Array.from(handles, (handle) => index.idOf(handle)).filter((id) => !excluded.has(id));
}
