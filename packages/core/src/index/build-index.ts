import type {Order} from '../order/order.ts';
import {OrderIndex} from './order-index.ts';

/** How {@link buildIndex} shares the thread. */
export interface BuildIndexOptions {
  /** Called between two slices of work; go on when it settles. For example `() => scheduler.yield()`. */
  readonly pause: () => Promise<void>;
  /** Milliseconds of work between two pauses; default 6. */
  readonly sliceMs?: number;
  /** Milliseconds that only go forward; default `performance.now`. */
  readonly now?: () => number;
}

/** Does all waiting work of an index in slices. */
export async function settleIndex(index: OrderIndex, {pause, sliceMs = 6, now = () => performance.now()}: BuildIndexOptions): Promise<void> {
  while (index.maintain(sliceMs, now)) await pause();
}

/**
 * Makes an index of many orders without holding the thread for more than a slice at a time.
 * @example
 * const index = await buildIndex(orders, {pause: () => new Promise((resolve) => setTimeout(resolve))});
 */
export async function buildIndex(orders: Iterable<Order> | AsyncIterable<Order>, options: BuildIndexOptions): Promise<OrderIndex> {
  const {pause, sliceMs = 6, now = () => performance.now()} = options;
  const index = new OrderIndex();
  let end = now() + sliceMs;
  for await (const order of orders) {
    index.upsert(order);
    if (now() < end) continue;
    await pause();
    end = now() + sliceMs;
  }
  await settleIndex(index, options);
  return index;
}
