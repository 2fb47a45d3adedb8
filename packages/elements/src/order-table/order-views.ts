import {parseQuery, type OrderQuery} from '@packline/core';

/** A tab over the list: a query with a name and a count. */
export interface OrderView {
  /** `to_review`, …; hosts may use their own. */
  readonly id: string;
  /** In the query language. */
  readonly query: string;
  /** Left out: the word for a standard id. */
  readonly label?: string;
  /** Draws the trouble sign while its count is above 0. */
  readonly isTrouble?: boolean;
}

/** What a clerk and a packer look for all day. */
export const STANDARD_VIEWS: readonly OrderView[] = [
  {id: 'to_review', query: 'payment:in_review'},
  {id: 'to_pack', query: 'status:processing fulfillment:unfulfilled,packing,part_sent'},
  {id: 'packed', query: 'status:processing fulfillment:packed'},
  {id: 'all', query: ''},
];

const parsedViews = new WeakMap<OrderView, OrderQuery>();

/** The parsed query of a view; one that cannot be read shows everything. */
export function queryOfView(view: OrderView): OrderQuery {
  let query = parsedViews.get(view);
  if (query === undefined) {
    const parsed = parseQuery(view.query);
    parsedViews.set(view, (query = parsed.ok ? parsed.query : {terms: []}));
  }
  return query;
}
