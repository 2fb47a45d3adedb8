import type {Command, Order, Session} from '@packline/core';

export const SESSION: Session = {
  store: {id: 'main', name: 'Tea and Lamps'},
  user: {id: 'u1', name: 'Mei'},
  role: 'clerk',
  settings: {
    version: 3,
    storeId: 'main',
    storeName: 'Tea and Lamps',
    timeZone: 'Asia/Hong_Kong',
    currency: 'HKD',
    language: 'en',
    undoSeconds: 10,
    completeOnFirstSend: false,
    reviewOnlyWithReceipt: false,
    expireUnpaidAfterHours: 0,
    updatedAt: '2026-01-02T03:04:05.000Z',
  },
  capabilities: ['stream', 'receipts'],
  limits: {commandsPerBatch: 500, changesPerPage: 1000, receiptBytes: 10_000_000},
  epoch: 'e1',
  serverTime: '2026-01-02T03:04:05.000Z',
};

/** A command that cancels order `o<index>`. */
export function cancel(index: number): Command {
  return {id: `c${index}`, schemaVersion: 1, orderId: `o${index}`, type: 'order.cancel'};
}

/** An order as it travels: the client looks at identity and version only. */
export function travellingOrder(id: string, extra: Record<string, unknown> = {}): Order {
  return {id, number: `#${id}`, version: 1, lines: [], applied: {}, ...extra} as unknown as Order;
}
