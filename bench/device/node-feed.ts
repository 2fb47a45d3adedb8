import {createMemoryBackend} from '@packline/client/testing';
import {createOrderEngine} from '@packline/core/engine';
import type {Order} from '@packline/core';
import {SETTINGS} from '../data/live-order.ts';
import {readOrders, type OrdersFile} from '../data/orders-file.ts';
import {condense, printResults, type FigureResult} from '../harness/report.ts';

const ORDERS = 10_000;
const PAGE = 1000;

/**
 * A script keeps orders in memory: an engine that reads them by the feed, beside the documents parsed and put into a
 * `Map`. There is no device in Node, so only this path is measured there.
 */
export async function measureFeedInNode(file: OrdersFile): Promise<readonly FigureResult[]> {
  const some: Order[] = [];
  for await (const orders of readOrders(file)) {
    some.push(...orders);
    if (some.length >= ORDERS) break;
  }
  const text = some.map((order) => JSON.stringify(order));
  const values: Record<'map' | 'packline', number[]> = {map: [], packline: []};
  for (let run = 0; run < 3; run += 1) {
    values.map.push(await timed(some.length, async () => {
      const map = new Map<string, Order>();
      for (const line of text) {
        const order = JSON.parse(line) as Order;
        map.set(order.id, order);
      }
      return map.size;
    }));
    const memory = createMemoryBackend({settings: SETTINGS, changesPerPage: PAGE});
    const page = (from: number) => ({
      orders: text.slice(from, from + PAGE).map((line) => JSON.parse(line) as Order),
      removed: [],
      cursor: `1.${String(from + PAGE)}.owner`,
      hasMore: from + PAGE < text.length,
    });
    values.packline.push(await timed(some.length, async () => {
      const engine = createOrderEngine({
        storage: 'memory',
        backend: {...memory, readChanges: async ({after}) => page(after === null ? 0 : Number(after.split('.')[1]))},
      });
      await engine.syncNow();
      const {orderCount} = engine.status;
      await engine.close();
      return orderCount;
    }));
  }
  const results = condense([{name: 'a thousand orders, in memory', unit: 'ms', compared: true, values}], 'map', 'packline', file.count);
  printResults('The feed in Node, medians of 3 runs, ratio to a Map of parsed documents', results, ['map', 'packline']);
  return results;
}

async function timed(count: number, work: () => Promise<number>): Promise<number> {
  const began = performance.now();
  const kept = await work();
  if (kept !== count) throw new Error(`${String(kept)} of ${String(count)} orders were kept.`);
  return ((performance.now() - began) / count) * 1000;
}
