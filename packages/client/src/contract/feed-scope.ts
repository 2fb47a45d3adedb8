import {addDays, dayAt, dayBounds, type FeedScope, type Instant, type Order, type OrderStatus} from '@packline/core';

/** What the parameter `scope` of the feed may say. */
export const FEED_SCOPES = ['all', 'open+90d'] as const satisfies readonly FeedScope[];

/** Days of the shop's calendar, today included, whose orders belong to `open+90d` also when they are finished. */
const DAYS_KEPT = 90;

const UNFINISHED: ReadonlySet<OrderStatus> = new Set(['draft', 'payment_review', 'pending_payment', 'processing']);

/** Whether somebody still has to do something about an order: all but the finished ones, and finished ones with a rest or a problem. */
export function isOpenOrder({status, statusDetail, archived}: Pick<Order, 'status' | 'statusDetail' | 'archived'>): boolean {
  if (archived) return false;
  return UNFINISHED.has(status) || statusDetail?.code === 'left' || statusDetail?.code === 'problem';
}

/**
 * Where the 90 days of `open+90d` begin.
 *
 * @param timeZone IANA zone of the shop, whose midnight it is
 * @returns milliseconds since 1970, UTC
 */
export function recentSinceMs(now: Instant, timeZone: string): number {
  return dayBounds(addDays(dayAt(now, timeZone), 1 - DAYS_KEPT), undefined, timeZone).startMs;
}

/**
 * Whether a reader of `open+90d` is told of an order.
 *
 * @param sinceMs from {@link recentSinceMs}
 */
export function isInWorkingSet(order: Pick<Order, 'status' | 'statusDetail' | 'archived' | 'placedAt'>, sinceMs: number): boolean {
  return isOpenOrder(order) || Date.parse(order.placedAt) >= sinceMs;
}
