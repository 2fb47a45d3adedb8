import {type CacheChange, nextStateOfJobs, requireState} from '../cache/cache-change.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import {JobBook} from './job-book.ts';
import {refusedHere} from './keep-results.ts';

/** The backend knows no such orders: that is their result, in whatever job they wait. */
export function refuseUnknown(cache: OrderCache, unknown: ReadonlySet<string>): Promise<CacheChange | undefined> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const book = new JobBook(tx);
    for (const {id} of (await tx.readJobs()).filter(({counts}) => counts.waiting > 0)) {
      const job = await book.open(id);
      for (let part = job?.waitingFrom ?? 0; part < (job?.parts ?? 0); part += 1) {
        await book.changeAll(id, part, (item) => (item.state === 'waiting' && unknown.has(item.orderId) ? refusedHere(item, {code: 'order/not-found', params: {number: item.orderNumber}}) : undefined));
      }
    }
    return (await book.save()) ? nextStateOfJobs(tx, before) : undefined;
  });
}
