import type {Instant} from '@packline/core';
import {runScheduled, scheduledId} from '../../effects/run-scheduled.ts';
import type {Services} from '../../services.ts';
import type {ForgetMark} from '../../storage/retention-storage.ts';

/** Orders whose customers are forgotten in one go. */
const MOST_AT_ONCE = 100;

/** What one round has forgotten. */
export interface Forgotten {
  readonly orders: number;
  readonly pictures: number;
  readonly letters: number;
}

/**
 * Forgets what `settings.retention` says is to be forgotten by now: who the customers of finished orders were, pictures of
 * receipts, letters. An order that somebody still has to do something about is left alone, however old it is. Several
 * processes may do it at once: the commands' ids follow from order and version.
 */
export async function carryOutRetention(parts: Pick<Services, 'storage' | 'storeId' | 'commands' | 'linkKey' | 'now'>): Promise<Forgotten> {
  const {storage, storeId, now} = parts;
  const {retention} = (await storage.readFeedState(storeId)).settings;
  if (retention === undefined) return {orders: 0, pictures: 0, letters: 0};
  const {personalMonths, pictureMonths, mailMonths} = retention;
  let orders = 0;
  if (personalMonths > 0) {
    for (let after: ForgetMark | undefined; ; ) {
      const due = await storage.findToErase(storeId, monthsBefore(now(), personalMonths), MOST_AT_ONCE, after);
      const wishes = due.map(({id, version}) => ({type: 'order.erase', id: scheduledId(parts, id, 'erase', version), schemaVersion: 1, orderId: id}) as const);
      orders += await runScheduled(parts, wishes);
      after = due.at(-1);
      if (after === undefined || due.length < MOST_AT_ONCE) break;
    }
  }
  return {
    orders,
    pictures: pictureMonths > 0 ? await storage.forgetPictures(storeId, monthsBefore(now(), pictureMonths)) : 0,
    letters: mailMonths > 0 ? await storage.forgetLetters(storeId, monthsBefore(now(), mailMonths)) : 0,
  };
}

/** The same day so many months before, or the last one of that month. */
export function monthsBefore(now: Instant, months: number): Instant {
  const date = new Date(now);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.toISOString();
}
