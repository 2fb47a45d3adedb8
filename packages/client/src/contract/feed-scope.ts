import {addDays, dayAt, dayBounds, isOpenOrder, type FeedScope, type Instant, type Order} from '@packline/core';

/** What the parameter `scope` of the feed may say. */
export const FEED_SCOPES = ['all', 'open+90d'] as const satisfies readonly FeedScope[];

/** Days of the shop's calendar, today included, whose orders belong to `open+90d` also when they are finished. */
const DAYS_KEPT = 90;

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
export function isInWorkingSet(order: Pick<Order, 'lifecycle' | 'status' | 'statusDetail' | 'archived' | 'holds' | 'placedAt'>, sinceMs: number): boolean {
  return isOpenOrder(order) || Date.parse(order.placedAt) >= sinceMs;
}
