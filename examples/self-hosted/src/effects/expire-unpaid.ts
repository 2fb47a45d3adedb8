import type {Order} from '@packline/core';
import type {Services} from '../services.ts';
import {runScheduled, scheduledId} from './run-scheduled.ts';

const MOST_AT_ONCE = 200;
const HOUR_MS = 3_600_000;

type Parts = Pick<Services, 'storage' | 'storeId' | 'commands' | 'linkKey' | 'now'>;

/** Expires everything that is due now; settles with how many orders were. Settings say after how many hours, 0 = never. */
export async function expireUnpaid(parts: Parts): Promise<number> {
  const {storage, storeId, now} = parts;
  const {settings} = await storage.readFeedState(storeId);
  if (settings.expireUnpaidAfterHours <= 0) return 0;
  const dueMs = Date.parse(now()) - settings.expireUnpaidAfterHours * HOUR_MS;
  let all = 0;
  let afterId = '';
  for (;;) {
    const unpaid = await storage.findUnpaid(storeId, new Date(dueMs).toISOString(), MOST_AT_ONCE, afterId);
    const due = unpaid.filter(({doc}) => waitingSinceMs(JSON.parse(doc) as Order) < dueMs);
    const wishes = due.map(({id, version}) => ({type: 'order.expire', id: scheduledId(parts, id, 'expire', version), schemaVersion: 1, orderId: id}) as const);
    all += await runScheduled(parts, wishes);
    const last = unpaid.at(-1);
    if (last === undefined || unpaid.length < MOST_AT_ONCE) return all;
    afterId = last.id;
  }
}

/**
 * Since when the shop waits for this order's money: since it was written down here, or since a receipt was decided or
 * money was taken back. Whoever has just been asked to try again has all the time again.
 */
function waitingSinceMs({placedAt, createdAt, receipts, payments}: Order): number {
  const moments = [placedAt, createdAt, ...receipts.flatMap(({decidedAt}) => decidedAt ?? []), ...payments.map(({at}) => at)];
  return Math.max(...moments.map((moment) => Date.parse(moment)));
}
