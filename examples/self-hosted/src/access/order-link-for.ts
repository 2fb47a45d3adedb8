import type {Order} from '@packline/core';
import type {Services} from '../services.ts';
import {signOrderLink} from './order-link.ts';

/** The token of the link that a new order's customer is given; it counts from when the order was made. */
export async function linkTokenFor({storage, storeId, linkKey, now}: Pick<Services, 'storage' | 'storeId' | 'linkKey' | 'now'>, orderId: string): Promise<string> {
  const stored = await storage.readOrder(storeId, orderId);
  return signOrderLink(linkKey, orderId, stored ? (JSON.parse(stored.doc) as Order).createdAt : now());
}
