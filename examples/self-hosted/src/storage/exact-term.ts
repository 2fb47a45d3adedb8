import type {QueryTerm} from '@packline/core';

/** Conditions that a column of the database answers. */
const EXACT: ReadonlySet<QueryTerm['kind']> = new Set(['status', 'detail', 'payment', 'fulfillment', 'kind', 'carrier', 'placed', 'updated', 'total']);

/** True when a database alone can say whether an order meets the condition; the others are looked at again in the document. */
export function isExact(term: QueryTerm): boolean {
  return EXACT.has(term.kind);
}
