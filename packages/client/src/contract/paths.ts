/**
 * Every path of the protocol, relative to the endpoint. Ids and tokens are written as one path segment each.
 *
 * @example
 * PATHS.receiptContent('0198…', 'r1') //=> 'v1/orders/0198…/receipts/r1/content'
 */
export const PATHS = {
  me: 'v1/me',
  commands: 'v1/commands',
  changes: 'v1/changes',
  changesStream: 'v1/changes/stream',
  orders: 'v1/orders',
  order: (orderId: string) => `v1/orders/${encodeURIComponent(orderId)}`,
  orderEvents: (orderId: string) => `v1/orders/${encodeURIComponent(orderId)}/events`,
  receiptContent: (orderId: string, receiptId: string) => `v1/orders/${encodeURIComponent(orderId)}/receipts/${encodeURIComponent(receiptId)}/content`,
  shopOrder: (token: string) => `v1/shop/orders/${encodeURIComponent(token)}`,
  shopOrderStream: (token: string) => `v1/shop/orders/${encodeURIComponent(token)}/stream`,
  shopReceipts: (token: string) => `v1/shop/orders/${encodeURIComponent(token)}/receipts`,
} as const;
