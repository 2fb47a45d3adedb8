import {createHttpBackend} from '@packline/client';
import {DEFAULT_SORT, EMPTY_QUERY, type Order} from '@packline/core';
import {createOrderEngine, createIdSource, type OrderEngine} from '@packline/core/engine';
// Not entries of their own: the engine holds them. Measured as they are shipped.
import {prepareCache} from '../../packages/core/dist/cache/cache-change.js';
import {openDeviceCache} from '../../packages/core/dist/cache/device-cache.js';
import type {OrderCache} from '../../packages/core/dist/cache/order-cache.js';
import {OrderLocator} from '../../packages/core/dist/cache/order-locator.js';
import {applyFeedPage} from '../../packages/core/dist/sync/apply-feed-page.js';
import type {DevicePeer} from './peer.ts';

const ROWS = 30;
const WORD = {terms: [{kind: 'text', field: 'any', text: 'lunch bag', negated: false}]} as const;

/** Packline: writing through the cache alone, opening and feeding with a whole engine and the HTTP client. */
export function createPacklineDevice(): DevicePeer {
  let cache: OrderCache;
  let locator: OrderLocator;
  let cursor: string | null = null;
  let pages = 0;
  let engine: OrderEngine;

  const start = (): OrderEngine => createOrderEngine({backend: createHttpBackend({endpoint: location.origin, token: 'bench'})});
  const until = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) await new Promise<void>((resolve) => {
      const stop = engine.subscribe(() => {
        stop();
        resolve();
      });
    });
  };

  return {
    async begin() {
      cache = await openDeviceCache('written', {indexedDB, IDBKeyRange});
      locator = new OrderLocator();
      await prepareCache(cache, createIdSource().newId());
    },
    async write(orders: readonly Order[]) {
      pages += 1;
      const next = `1.${String(pages)}.owner`;
      await applyFeedPage(cache, locator, {orders, removed: [], cursor: next, hasMore: true}, cursor);
      cursor = next;
    },
    end: async () => cache.close(),
    async fill() {
      engine = start();
      await until(() => engine.status.phase === 'live');
      await lastLongWork(); // a session that came to rest
      await engine.close();
    },
    async open() {
      const began = performance.now();
      engine = start();
      await engine.ready;
      const {rows} = engine.query({query: EMPTY_QUERY, sort: DEFAULT_SORT});
      for (const handle of rows.subarray(0, ROWS)) engine.row(handle);
      const firstRowsMs = performance.now() - began;
      const {count} = (await (await fetch('/orders/')).json()) as {count: number};
      await until(() => engine.status.orderCount >= count);
      if (engine.query({query: WORD, sort: DEFAULT_SORT}).count === 0) throw new Error('Nothing is found.');
      const searchableMs = performance.now() - began;
      const settledMs = (await lastLongWork()) - began;
      return {firstRowsMs, searchableMs, settledMs, orders: engine.status.orderCount};
    },
    async feed() {
      await engine.syncNow();
    },
  };
}

/** The moment after which the page rested for half a second: whoever asked for a turn had it at once. */
async function lastLongWork(): Promise<number> {
  const began = performance.now();
  let last = began;
  const {port1, port2} = new MessageChannel();
  const turn = (): Promise<void> => new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
  while (performance.now() - last < 500 && last - began < 30_000) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const asked = performance.now();
    await turn();
    if (performance.now() - asked > 4) last = performance.now();
  }
  port1.close();
  return last;
}
