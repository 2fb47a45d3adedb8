import type {OrderQuery, OrderSort} from '@packline/core';

/** Search, filters or sort of a list were changed by hand; a host may keep them in its address. */
export class QueryChangeEvent extends Event {
  /** The same in the query language, for addresses and saved views. */
  readonly text: string;
  readonly query: OrderQuery;
  readonly sort: OrderSort;

  constructor(text: string, query: OrderQuery, sort: OrderSort) {
    super('query-change', {bubbles: true, composed: true});
    this.text = text;
    this.query = query;
    this.sort = sort;
  }
}

declare global {
  interface HTMLElementEventMap {
    'query-change': QueryChangeEvent;
  }
}
