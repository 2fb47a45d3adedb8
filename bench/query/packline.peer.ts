import {parseQuery, STANDARD_VIEWS, standardQueries} from '@packline/core';
// Not an entry of its own: the engine holds it. Measured as it is shipped.
import {OrderIndex} from '../../packages/core/dist/index/order-index.js';
import type {QueryPeer} from './peer.ts';
import {TIME_ZONE, TODAY} from './scenes.ts';

const SLICE_MS = 8;

/** Packline's index, asked the way the engine asks it: the text is parsed, the answer is sorted. */
export function createPackline(): QueryPeer {
  const index = new OrderIndex();
  const views = standardQueries({today: TODAY});
  return {
    add: (orders) => index.upsertMany(orders),
    finish() {
      while (index.maintain(SLICE_MS)) {
        // Until nothing is left to do. In a page these slices lie between frames.
      }
    },
    list({query, sort}) {
      const parsed = parseQuery(query, {today: TODAY});
      if (!parsed.ok) throw new Error(`“${query}” is no query: ${parsed.problem.code}.`);
      return index.query({query: parsed.query, sort}, TIME_ZONE);
    },
    countViews: () => STANDARD_VIEWS.map(({id}) => index.count(views[id], TIME_ZONE)),
  };
}
