import {DatabaseSync} from 'node:sqlite';
import {createHttpBackend} from '@packline/client';
import {toDecimal, type Order} from '@packline/core';
import {thousandths} from '../../test/support/online-retail-file.ts';

/** Every order of a server, read from its change feed. */
export async function readFeed(endpoint: string, token: string): Promise<Order[]> {
  const backend = createHttpBackend({endpoint, token});
  const orders: Order[] = [];
  let after: string | null = null;
  for (let hasMore = true; hasMore; ) {
    const page = await backend.readChanges({after, limit: 1000});
    orders.push(...page.orders);
    ({cursor: after, hasMore} = page);
  }
  return orders;
}

/** Every order of a server, read from its database file. */
export function readDatabase(dataDir: string): Order[] {
  const database = new DatabaseSync(`${dataDir}/packline.db`, {readOnly: true});
  try {
    return database.prepare('select doc from orders').all().map((row) => JSON.parse(String(row['doc'])) as Order);
  } finally {
    database.close();
  }
}

/** The exact sum of quantity × unit price over the lines of one order, in thousandths. */
export function sumOfLines({lines}: Order): bigint {
  return lines.reduce((sum, {quantity, unitPrice}) => sum + BigInt(quantity) * thousandths(toDecimal(unitPrice)), 0n);
}
