import {type CacheChange, requireState} from '../cache/cache-change.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import {JobBook} from './job-book.ts';
import {refusedHere} from './keep-results.ts';

/** The backend knows no such orders: that is their result. */
export function refuseUnknown(cache: OrderCache, jobId: string, unknown: ReadonlySet<string>): Promise<CacheChange | undefined> {
  return cache.write(async (tx) => {
    const before = await requireState(tx);
    const book = new JobBook(tx);
    const job = await book.open(jobId);
    for (let part = job?.waitingFrom ?? 0; part < (job?.parts ?? 0); part += 1) {
      await book.changeAll(jobId, part, (item) => (item.state === 'waiting' && unknown.has(item.orderId) ? refusedHere(item, {code: 'order/not-found', params: {number: item.orderNumber}}) : undefined));
    }
    if (!(await book.save())) return undefined;
    const state = {...before, revision: before.revision + 1};
    await tx.writeState(state);
    return {revision: state.revision, parts: new Map(), outboxChanged: false, jobsChanged: true};
  });
}
