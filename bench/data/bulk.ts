import type {Order} from '@packline/core';
import {changeOf} from './changed-orders.ts';
import {readOrders, type OrdersFile} from './orders-file.ts';

/** Orders of a large bulk: a whole day of a large shop at once. */
export const BULK_ORDERS = 10_000;

/** Up to {@link BULK_ORDERS} orders from the whole length of the series, each after one more command. */
export async function bulkOf(file: OrdersFile): Promise<Order[]> {
  const every = Math.max(1, Math.floor(file.count / BULK_ORDERS));
  const changed: Order[] = [];
  let index = 0;
  for await (const orders of readOrders(file)) {
    for (const order of orders) {
      if (index % every === 0 && changed.length < BULK_ORDERS) {
        const after = changeOf(order, changed.length, 100 + (index % 9000));
        // A credit stays as it is; the feed brings it all the same, as it does after a change of what is not shown.
        changed.push(after === order ? {...order, version: order.version + 1} : after);
      }
      index += 1;
    }
  }
  return changed;
}
