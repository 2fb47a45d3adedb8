import {applyCommand, type CommandBody, type Order} from '@packline/core';
import {BATCHES_PER_SECOND, CHANGES_PER_SECOND, FEED_SECONDS} from './feed-rate.ts';
import {orderAt, SETTINGS} from './live-order.ts';
import type {Product} from './products.ts';
import {createRandom} from './random.ts';

/** Of every page, this many are among the latest orders, which stand on the screen of a list of the latest. */
const ON_SCREEN_PER_BATCH = 1;
const ON_SCREEN = 12;
const SEED_CHANGES = 3;

/**
 * Five seconds of a busy shop: orders as they are after one more command each. They are picked at random from all of
 * them, one of every page from those on the screen.
 */
export function changesOf(total: number, products: readonly Product[]): Order[] {
  const random = createRandom(SEED_CHANGES);
  const current = new Map<number, Order>();
  const perBatch = CHANGES_PER_SECOND / BATCHES_PER_SECOND;
  const changed: Order[] = [];
  for (let batch = 0; batch < BATCHES_PER_SECOND * FEED_SECONDS; batch += 1) {
    for (let place = 0; place < perBatch; place += 1) {
      const index = place < ON_SCREEN_PER_BATCH ? total - 1 - random.below(Math.min(ON_SCREEN, total)) : random.below(total);
      const before = current.get(index) ?? orderAt(index, total, products);
      const after = changeOf(before, batch, random.between(100, 9999));
      current.set(index, after);
      changed.push(after);
    }
  }
  return changed;
}

/** The order after the next thing that can happen to it. */
export function changeOf(order: Order, batch: number, amount: number): Order {
  const at = new Date(Date.UTC(2026, 10, 23, 6, 30, batch)).toISOString();
  const context = {settings: SETTINGS, actor: {id: 'u1', name: 'Ada Wong', role: 'owner'} as const, now: at};
  for (const body of nextCommands(order, amount)) {
    const answer = applyCommand(order, {id: `${order.id}-f${String(order.version)}`, schemaVersion: 1, orderId: order.id, ...body}, context);
    if (answer.ok) return answer.order;
  }
  // Nothing can happen to a credit: it is read again as it is.
  return order;
}

function nextCommands(order: Order, amount: number): CommandBody[] {
  const parcel = order.parcels.find((candidate) => candidate.sentAt === undefined);
  const open = order.receipts.find((receipt) => receipt.state === 'submitted');
  const packed = new Set(order.parcels.flatMap((candidate) => candidate.contents.map((content) => content.lineId)));
  const line = order.lines.find((candidate) => !packed.has(candidate.id));
  return [
    ...(order.lifecycle === 'draft' ? [{type: 'order.confirm'} as const] : []),
    ...(open === undefined ? [] : [{type: 'receipt.accept', receiptId: open.id, hash: open.hash} as const]),
    {type: 'payment.record', method: 'cash'},
    ...(parcel === undefined || line === undefined ? [] : [{type: 'parcel.pack', parcelId: parcel.id, lineId: line.id, quantity: line.quantity} as const]),
    ...(parcel === undefined ? [] : [{type: 'parcel.verify', parcelId: parcel.id} as const, {type: 'parcel.send', parcelId: parcel.id, remark: `SF${String(amount)}00000000`} as const]),
    {type: 'payment.refund', amount: {amount, scale: 2, currency: order.currency}},
  ];
}
