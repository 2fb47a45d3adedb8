import {fetchOrders} from '../harness/fetch-orders.ts';
import type {QueryPeer} from './peer.ts';
import {QuerySession, type Worked} from './session.ts';

/** What the program outside may ask of the page, in this order. */
export interface QueryBenchPage {
  build(): Promise<number>;
  work(): Worked;
}

declare global {
  var queryBench: QueryBenchPage;
}

/** Puts a list under measurement into the page. */
export function start(peer: QueryPeer): void {
  const session = new QuerySession(peer);
  globalThis.queryBench = {build: () => session.build(fetchOrders), work: () => session.work()};
}
