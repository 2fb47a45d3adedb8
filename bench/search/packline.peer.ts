import {DEFAULT_SORT, EMPTY_QUERY, parseQuery, type OrderSort, type OrderStatus} from '@packline/core';
// Not an entry of its own: the engine holds it. Measured as it is shipped.
import {OrderIndex} from '../../packages/core/dist/index/order-index.js';
import type {SearchPeer} from './peer.ts';

const TIME_ZONE = 'Asia/Hong_Kong';
const SLICE_MS = 8;
const STATUSES: readonly (readonly OrderStatus[])[] = [['processing'], ['complete'], ['payment_review', 'pending_payment'], ['cancelled', 'expired', 'refunded'], []];
const SORTS: readonly OrderSort[] = [
  DEFAULT_SORT,
  {field: 'total', descending: true},
  {field: 'customer', descending: false},
  {field: 'number', descending: false},
  {field: 'status', descending: false},
  {field: 'total', descending: false},
];

/** Packline's index, asked the way the engine asks it: the typed text is parsed, the answer is sorted. */
export function createPacklineSearch(): SearchPeer {
  const index = new OrderIndex();
  return {
    add: (orders) => index.upsertMany(orders),
    finish() {
      while (index.maintain(SLICE_MS)) {
        // Until nothing is left to do. In a page these slices lie between frames.
      }
    },
    find(text) {
      const parsed = parseQuery(text);
      return index.query({query: parsed.ok ? parsed.query : EMPTY_QUERY, sort: DEFAULT_SORT}, TIME_ZONE);
    },
    suggest(text) {
      const parsed = parseQuery(text);
      return parsed.ok ? index.suggest(parsed.query, TIME_ZONE) : [];
    },
    refilter(round) {
      const values = STATUSES[round % STATUSES.length] ?? [];
      const sort = SORTS[round % SORTS.length] ?? DEFAULT_SORT;
      return index.query({query: {terms: [{kind: 'status', values, negated: false}]}, sort}, TIME_ZONE);
    },
  };
}
