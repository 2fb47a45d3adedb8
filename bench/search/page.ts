import {fetchOrders} from '../harness/fetch-orders.ts';
import type {SearchPeer} from './peer.ts';
import {SearchSession, type TypingFigures} from './session.ts';
import type {TypedQuery} from './typed-queries.ts';

/** What the program outside may ask of the page, in this order. */
export interface SearchBenchPage {
  build(): Promise<number>;
  type(queries: readonly TypedQuery[]): TypingFigures;
  readFirst(queries: readonly TypedQuery[]): ReturnType<SearchSession['readFirst']>;
  suggest(queries: readonly TypedQuery[]): ReturnType<SearchSession['suggest']>;
  refilter(): ReturnType<SearchSession['refilter']>;
}

declare global {
  var searchBench: SearchBenchPage;
}

/** Puts a search under measurement into the page. */
export function start(peer: SearchPeer): void {
  const session = new SearchSession(peer);
  globalThis.searchBench = {
    build: () => session.build(fetchOrders),
    type: (queries) => session.type(queries),
    readFirst: (queries) => session.readFirst(queries),
    suggest: (queries) => session.suggest(queries),
    refilter: () => session.refilter(),
  };
}
